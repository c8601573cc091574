package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;

/**
 * Estimates how long the rest of a run takes: by what a variant's last trial took, and before its first trial by its phases.
 * Not thread-safe.
 */
final class RemainingTime {

    private static final long DRAINED_PER_SECOND = 100_000;

    private final Function<Variant, Duration> startup;
    private final Map<String, Duration> seen = new HashMap<>();

    /** @param startup start, stop and bookkeeping of a variant's trial, roughly, before one was seen */
    RemainingTime(Function<Variant, Duration> startup) {
        this.startup = startup;
    }

    void saw(PlannedTrial trial, Duration took) {
        seen.put(kind(trial), took);
    }

    Duration of(List<PlannedTrial> rest) {
        return rest.stream().map(this::of).reduce(Duration.ZERO, Duration::plus);
    }

    Duration of(PlannedTrial trial) {
        Duration known = seen.get(kind(trial));
        if (known != null) {
            return known;
        }
        Variant variant = trial.variant();
        if (trial.condition().experiment() instanceof Experiment.Drain drain) {
            return startup.apply(variant).plusSeconds(drain.events() / DRAINED_PER_SECOND);
        }
        Timing timing = trial.condition().timing();
        Duration faults = trial.condition().experiment() instanceof Experiment.Torture torture
                ? faults(torture, startup.apply(variant))
                : Duration.ZERO;
        Duration interval = variant.rowsWait();
        // One that is long enough to go on does so for half its length, as a rule.
        Duration usual =
                timing.showsEnginesAtRest() ? timing.warmup().multipliedBy(3).dividedBy(2) : timing.warmup();
        Duration warmup = Collections.max(List.of(usual, interval.multipliedBy(2)));
        return startup.apply(variant)
                .plus(warmup)
                .plus(timing.duration())
                .plus(faults)
                .plus(interval.multipliedBy(2));
    }

    /** Each takes about a start of the engine, a pause and, on average, five seconds of its own. */
    private static Duration faults(Experiment.Torture torture, Duration startup) {
        Duration most = torture.atMost();
        if (torture.faults() == null) {
            return most;
        }
        Duration all = startup.plusSeconds(8).multipliedBy(torture.faults());
        return most == null || all.compareTo(most) < 0 ? all : most;
    }

    private static String kind(PlannedTrial trial) {
        return trial.condition().name() + "/" + trial.variant().name();
    }
}
