package org.keyedstatebench.harness.gate;

import java.util.Objects;
import java.util.Optional;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;

/**
 * A trial that has no figures to compare: events lost, counts wrong, more duplicates than the guarantee allows, the rate not
 * held, the job refused, the engine dead. No statistic makes up for it.
 *
 * @param side whose trial it was
 * @param confirmation whether it was in the second set of pairs
 * @param pair number of the pair in its set
 * @param reason in the words of the trial
 */
public record HardFailure(Side side, boolean confirmation, int pair, String reason) {

    public HardFailure {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(reason, "reason");
    }

    /** @return empty if the trial is sound */
    static Optional<HardFailure> of(Pair pair, Side side, boolean confirmation) {
        return reason(pair.of(side)).map(reason -> new HardFailure(side, confirmation, pair.number(), reason));
    }

    private static Optional<String> reason(TrialResult trial) {
        if (trial.status() != TrialStatus.VALID) {
            return Optional.of(trial.reason() == null ? "the trial is " + word(trial.status()) : trial.reason());
        }
        TrialResult.Events events = trial.events();
        // A valid trial has neither; a loss must not slip through where whoever judged the trial was mistaken.
        if (events != null && events.lost() > 0) {
            return Optional.of(events.lost() + " of " + events.sent() + " events lost");
        }
        if (events != null && events.wrongFinalCounts() > 0) {
            return Optional.of(events.wrongFinalCounts() + " keys ended with a wrong count");
        }
        return Optional.empty();
    }

    private static String word(TrialStatus status) {
        return switch (status) {
            case VALID -> "valid";
            case INVALID -> "invalid";
            case UNSUPPORTED -> "unsupported";
            case FAILED -> "failed";
        };
    }
}
