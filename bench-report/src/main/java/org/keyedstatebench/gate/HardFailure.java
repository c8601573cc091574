package org.keyedstatebench.gate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/**
 * A trial that has no figures to compare: events lost, counts wrong, more duplicates than the guarantee allows, the rate not
 * held, the job refused, the engine dead. No statistic makes up for it.
 *
 * @param side whose trial it was
 * @param confirmation whether it was in the second set of pairs
 * @param pair number of the pair in its set; 0 for the trial in which the candidate goes on from the baseline's state
 * @param reason in the words of the trial
 * @param decisive whether one such trial is enough: events lost, counts wrong, rows of nothing, or the job refused. Any other failure may
 *     have been a bad moment of the machine, and counts when a second follows.
 */
public record HardFailure(Side side, boolean confirmation, int pair, String reason, boolean decisive) {

    /** Of either side; empty if both trials are sound. */
    static List<HardFailure> of(Pair pair, boolean confirmation) {
        return Stream.of(Side.values())
                .flatMap(side -> of(pair, side, confirmation).stream())
                .toList();
    }

    /** Of the trial in which the candidate goes on from the baseline's state; empty if all its counts are exact. */
    static Optional<HardFailure> ofChange(TrialResult trial) {
        return of(trial, Side.CANDIDATE, false, 0);
    }

    private static Optional<HardFailure> of(Pair pair, Side side, boolean confirmation) {
        return of(pair.of(side), side, confirmation, pair.number());
    }

    private static Optional<HardFailure> of(TrialResult trial, Side side, boolean confirmation, int pair) {
        Optional<String> wrong = wrong(trial.events());
        boolean refused = trial.status() == TrialStatus.UNSUPPORTED;
        // A valid trial has nothing wrong; a loss must not slip through where whoever judged the trial was mistaken.
        String reason = trial.status() == TrialStatus.VALID ? wrong.orElse(null) : reason(trial, refused);
        return Optional.ofNullable(reason)
                .map(it -> new HardFailure(side, confirmation, pair, it, refused || wrong.isPresent()));
    }

    private static String reason(TrialResult trial, boolean refused) {
        if (refused) {
            return "the engine refuses the job" + (trial.reason() == null ? "" : ": " + trial.reason());
        }
        String status = trial.status() == TrialStatus.INVALID ? "invalid" : "failed";
        return Objects.requireNonNullElse(trial.reason(), "the trial is " + status);
    }

    /** "pair 3", or "pair 3 of the second set". */
    public String place() {
        if (pair == 0) {
            return "going on from the baseline's state";
        }
        return "pair " + pair + (confirmation ? " of the second set" : "");
    }

    /** What no busy machine makes of the events; empty if nothing, or if there is no account of them. */
    private static Optional<String> wrong(TrialResult.Events events) {
        if (events == null) {
            return Optional.empty();
        }
        if (events.lost() > 0) {
            return Optional.of(events.lost() + " of " + events.sent() + " events lost");
        }
        if (events.wrongFinalCounts() > 0) {
            return Optional.of(events.wrongFinalCounts() + " keys ended with a wrong count");
        }
        return events.unexpectedRows() > 0
                ? Optional.of(events.unexpectedRows() + " output rows that nothing sent accounts for")
                : Optional.empty();
    }
}
