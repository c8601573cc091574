package org.keyedstatebench.compare;

import static org.keyedstatebench.compare.Evidence.words;
import static org.keyedstatebench.result.TableRow.Verdict.CANNOT_TELL;
import static org.keyedstatebench.result.TableRow.Verdict.CONFIRMED;
import static org.keyedstatebench.result.TableRow.Verdict.NOT_CONFIRMED;

import java.util.function.ToLongFunction;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialResult.Timers;
import org.keyedstatebench.result.TrialResult.Ttl;

/**
 * What a single trial says to the questions that it can answer by its own account of events, TTL or timers, whatever its status. Each
 * answer can be no; what a trial did not find out leaves the question open. Pure.
 */
final class TrialEvidence {

    /**
     * Half of the two seconds within which no timer of a micro-batch engine is judged: with longer batches, the next event of a
     * key may come in the batch in which its timer would have fired, and rightly take its place.
     */
    private static final long LONGEST_BATCH_MS = 1_000;

    private TrialEvidence() {}

    /** Whether counts start again after their TTL: no if one outlived it twice. */
    static Evidence startsAgain(TrialResult trial) {
        return Evidence.by(trial, trial.ttl(), "its TTL", ttl -> {
            Verdict answer = ttl.expiredAboveTtl() ? CONFIRMED : outlived(ttl) ? NOT_CONFIRMED : CANNOT_TELL;
            return Evidence.by(trial, answer, pauses(ttl));
        });
    }

    /** If none started again, the keys with the longest pauses may just not have been answered. */
    private static boolean outlived(Ttl ttl) {
        return ttl.shortestExpiredMs() != null
                || (ttl.longestSurvivedMs() != null && ttl.longestSurvivedMs() >= 2 * ttl.ttlMs());
    }

    /** Whether counts survive a pause that is shorter than their TTL: no if one did not. */
    static Evidence survives(TrialResult trial) {
        return Evidence.by(trial, trial.ttl(), "its TTL", ttl -> {
            Verdict answer = ttl.longestSurvivedMs() == null ? CANNOT_TELL : CONFIRMED;
            return ttl.survivedBelowTtl()
                    ? Evidence.by(trial, answer, pauses(ttl))
                    : Evidence.by(trial, NOT_CONFIRMED, pauses(ttl) + "; some were lost before the TTL was over");
        });
    }

    /** Both. */
    static Evidence keepsItsTtl(TrialResult trial) {
        Evidence starts = startsAgain(trial);
        Evidence survives = survives(trial);
        return survives.verdict() == NOT_CONFIRMED || starts.verdict() == CONFIRMED ? survives : starts;
    }

    private static String pauses(Ttl ttl) {
        return words("TTL %,d ms: ", ttl.ttlMs())
                + (ttl.longestSurvivedMs() == null
                        ? "no count survived a pause"
                        : words("counts survived pauses of up to %,d ms", ttl.longestSurvivedMs()))
                + (ttl.shortestExpiredMs() == null
                        ? ", none started again"
                        : words(" and started again from %,d ms on", ttl.shortestExpiredMs()));
    }

    /** Whether idle timers fire: no only if none did. How many of them stands beside it. */
    static Evidence idleTimersFire(TrialResult trial) {
        return Evidence.by(trial, trial.timers(), "timers", timers -> {
            Verdict answer = timers.due() == 0 ? CANNOT_TELL : timers.fired() == 0 ? NOT_CONFIRMED : CONFIRMED;
            return Evidence.by(trial, answer, fired(timers));
        });
    }

    /** Whether each timer fires once, and no other: where batches are long, what is missing may have been replaced. */
    static Evidence everyTimerFires(TrialResult trial) {
        return Evidence.by(trial, trial.timers(), "timers", timers -> {
            boolean all = timers.fired() == timers.due() && timers.unexpected() == 0;
            Verdict answer = timers.due() == 0 ? CANNOT_TELL : all ? CONFIRMED : NOT_CONFIRMED;
            // A long batch explains that some are missing. That all are, only batches that are mostly long do.
            boolean explained =
                    batchMs(trial, timers.fired() > 0 ? Percentiles::max : Percentiles::p50) > LONGEST_BATCH_MS;
            String doubt =
                    "; batches took up to %d ms, so that a key's next event may have come in the batch of its timer";
            return Evidence.by(
                    trial,
                    answer,
                    fired(timers),
                    answer == NOT_CONFIRMED && explained ? words(doubt, batchMs(trial, Percentiles::max)) : "");
        });
    }

    private static String fired(Timers timers) {
        if (timers.due() == 0) {
            return words("no timer had to fire, %,d unexpected", timers.unexpected());
        }
        Percentiles delay = timers.delayNs();
        return words("%,d of %,d timers fired, %,d unexpected", timers.fired(), timers.due(), timers.unexpected())
                + (delay == null || delay.count() == 0
                        ? ""
                        : words("; delay p50 %.0f ms, p99 %.0f ms", delay.p50() / 1e6, delay.p99() / 1e6));
    }

    /** Whether batches go on without input. Were they, and none took longer than a second, there would be one a second. */
    static Evidence runsWithoutInput(TrialResult trial) {
        Double perSecond = trial.batches() == null ? null : trial.batches().perSecondWithoutLoad();
        return Evidence.by(trial, perSecond, "batches without load", rate -> {
            long longest = batchMs(trial, Percentiles::max);
            boolean left = trial.events() != null && trial.events().lost() > 0;
            String doubt = rate < 1 && longest > LONGEST_BATCH_MS
                    ? ", where one takes up to " + longest + " ms: too few seconds to tell"
                    : left ? ", but not all of the load had been taken" : "";
            String words = words("%.1f empty batches a second after the load had ended", rate);
            return Evidence.by(trial, rate < 1 ? NOT_CONFIRMED : CONFIRMED, words, doubt);
        });
    }

    private static long batchMs(TrialResult trial, ToLongFunction<Percentiles> which) {
        return trial.batches() == null || trial.batches().durationMs() == null
                ? 0
                : which.applyAsLong(trial.batches().durationMs());
    }

    /**
     * Whether readers of committed records see no duplicate: without a kill nothing is put to the test, and where events are lost
     * nobody knows what would have come.
     */
    static Evidence noDuplicate(TrialResult trial, boolean killed) {
        return Evidence.by(trial, trial.events(), "events", events -> {
            boolean none = events.duplicates() == 0;
            String words =
                    words("%,d duplicates, %s", events.duplicates(), killed ? "after SIGKILL" : "without a kill");
            String doubt = !killed ? ", which shows nothing" : isExact(events) ? "" : ", but " + state(events);
            return Evidence.by(trial, none ? CONFIRMED : NOT_CONFIRMED, words, none ? doubt : "");
        });
    }

    /** Whether a trial with a kill lost nothing and counted right. What the harness could not send is no loss of the engine's. */
    static Evidence exactState(TrialResult trial) {
        return Evidence.by(trial, trial.events(), "events", events -> {
            boolean failed = events.sendFailures() != null && events.sendFailures() > 0;
            String words = "after SIGKILL " + state(events) + words(", %,d rows written again", events.duplicates());
            String doubt = failed ? words("; %,d sends failed", events.sendFailures()) : "";
            return Evidence.by(trial, isExact(events) ? CONFIRMED : NOT_CONFIRMED, words, doubt);
        });
    }

    /** Whether every event was counted once. */
    static boolean isExact(Events events) {
        return events.lost() == 0 && events.finalCountsExact() && events.unexpectedRows() == 0;
    }

    private static String state(Events events) {
        return words("%,d events lost, final counts %s", events.lost(), events.finalCountsExact() ? "exact" : "wrong")
                + (events.unexpectedRows() == 0
                        ? ""
                        : words(", %,d rows that nothing sent accounts for", events.unexpectedRows()));
    }
}
