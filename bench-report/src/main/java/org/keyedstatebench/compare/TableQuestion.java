package org.keyedstatebench.compare;

import java.util.List;
import java.util.function.Function;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Variant;

/**
 * What a cell of the comparison table answers with yes or no, by every trial that came to an account, for a no may be what made it
 * invalid. The account stands beside the first question.
 */
enum TableQuestion {
    STARTS_AGAIN("starts again after its TTL", TrialEvidence::startsAgain, TableFigure.PAUSES),
    SURVIVES("survives a pause shorter than its TTL", TrialEvidence::survives, List.of()),
    TIMERS_FIRE("idle timers fire", TrialEvidence::idleTimersFire, TableFigure.TIMERS);

    final String words;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<TrialResult, Evidence> evidence;

    @SuppressWarnings("ImmutableEnumChecker") // nothing adds to it
    final List<TableFigure> account;

    TableQuestion(String words, Function<TrialResult, Evidence> evidence, List<TableFigure> account) {
        this.words = words;
        this.evidence = evidence;
        this.account = account;
    }

    boolean isPut(Dimension dimension, Condition condition, Variant variant) {
        return this == TIMERS_FIRE
                ? dimension == Dimension.TIMERS && variant.operator().idleTimer() != null
                : dimension == Dimension.STATE_TTL && condition.experiment() instanceof Experiment.Ttl;
    }

    /** Without trials if nothing ran: what was refused shows nothing. */
    Evidence evidence(List<TrialResult> trials) {
        return Evidence.together(
                trials.stream()
                        .filter(trial -> trial.status() != TrialStatus.UNSUPPORTED)
                        .map(evidence)
                        .toList(),
                "");
    }
}
