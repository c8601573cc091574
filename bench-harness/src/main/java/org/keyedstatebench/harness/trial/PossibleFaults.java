package org.keyedstatebench.harness.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.keyedstatebench.harness.faults.StateFolder;
import org.keyedstatebench.harness.kafka.FragileKafka;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.scenario.FaultKind;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Variant;

/**
 * Which kinds of faults can be tried on a variant here, and in a sentence why not the others. Pure.
 *
 * @param doable those that this suite knows how to do
 * @param kafka that faults are tried on; empty if it is not ours
 * @param state that faults are tried on; empty if none of the kinds needs it
 */
record PossibleFaults(Set<FaultKind> doable, Optional<FragileKafka> kafka, Optional<StateFolder> state) {

    /**
     * Those of the kinds that can be tried.
     *
     * @param leftOut takes a sentence about each of the others
     */
    List<FaultKind> of(Collection<FaultKind> kinds, Variant variant, Consumer<String> leftOut) {
        List<FaultKind> possible = new ArrayList<>();
        for (FaultKind kind : kinds) {
            String why = whyNot(kind, variant);
            if (why == null) {
                possible.add(kind);
            } else {
                leftOut.accept(variant.name() + ", " + kind.word() + ", left out: " + why);
            }
        }
        return possible;
    }

    /** In a sentence; {@code null} if nothing is against it. */
    private String whyNot(FaultKind kind, Variant variant) {
        if (!doable.contains(kind)) {
            return "the clock of one process cannot be made to step without a library that is loaded into it, which this suite does"
                    + " not have.";
        }
        if (kind == FaultKind.BROKER && kafka.isEmpty()) {
            return "the broker is not ours to kill.";
        }
        if (kind.isOfNetwork() && kafka.flatMap(FragileKafka::proxy).isEmpty()) {
            return "there is no proxy between engine and broker.";
        }
        if (kind.isOfState() && variant.placed(Placement::checkpoints) != null) {
            return "its checkpoints are not in a folder of this machine.";
        }
        if (kind == FaultKind.DISK_FULL && state.isPresent()) {
            return state.get().cannotFill().orElse(null);
        }
        if (kind == FaultKind.DAMAGED_CHECKPOINT && variant.guarantee() == Guarantee.EXACTLY_ONCE) {
            return "what was committed behind an older checkpoint is seen again after a restart on it, which nobody promises to avoid.";
        }
        return null;
    }
}
