package org.keyedstatebench.compare;

import java.util.Locale;
import org.keyedstatebench.compare.Said.Answer;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialResult.Timers;
import org.keyedstatebench.result.TrialResult.Ttl;

/**
 * What a single trial says to the questions that it can answer by its own account of events, TTL or timers, whatever its status. Each
 * answer can be no; what a trial did not find out leaves the question open. Pure.
 */
final class TrialAnswers {

    /**
     * Half of the two seconds within which no timer of a micro-batch engine is judged: with longer batches, the next event of a
     * key may come in the batch in which its timer would have fired, and rightly take its place.
     */
    private static final long LONGEST_BATCH_MS = 1_000;

    private TrialAnswers() {}

    /** Whether counts start again after their TTL: no if one outlived it twice. */
    static Said startsAgain(TrialResult trial) {
        Ttl ttl = trial.ttl();
        if (ttl == null) {
            return Said.nothing(trial, "its TTL");
        }
        Answer answer = ttl.expiredAboveTtl() ? Answer.YES : outlived(ttl) ? Answer.NO : Answer.OPEN;
        return Said.by(trial, answer, pauses(ttl));
    }

    /** If none started again, the keys with the longest pauses may just not have been answered. */
    private static boolean outlived(Ttl ttl) {
        return ttl.shortestExpiredMs() != null
                || (ttl.longestSurvivedMs() != null && ttl.longestSurvivedMs() >= 2 * ttl.ttlMs());
    }

    /** Whether counts survive a pause that is shorter than their TTL: no if one did not. */
    static Said survives(TrialResult trial) {
        Ttl ttl = trial.ttl();
        if (ttl == null) {
            return Said.nothing(trial, "its TTL");
        }
        Answer answer =
                !ttl.survivedBelowTtl() ? Answer.NO : ttl.longestSurvivedMs() == null ? Answer.OPEN : Answer.YES;
        return Said.by(
                trial,
                answer,
                pauses(ttl) + (ttl.survivedBelowTtl() ? "" : "; some were lost before the TTL was over"));
    }

    /** Both. */
    static Said keepsItsTtl(TrialResult trial) {
        Said starts = startsAgain(trial);
        Said survives = survives(trial);
        return survives.answer() == Answer.NO || starts.answer() == Answer.YES ? survives : starts;
    }

    private static String pauses(Ttl ttl) {
        return String.format(Locale.ROOT, "TTL %,d ms: ", ttl.ttlMs())
                + (ttl.longestSurvivedMs() == null
                        ? "no count survived a pause"
                        : String.format(Locale.ROOT, "counts survived pauses of up to %,d ms", ttl.longestSurvivedMs()))
                + (ttl.shortestExpiredMs() == null
                        ? ", none started again"
                        : String.format(Locale.ROOT, " and started again from %,d ms on", ttl.shortestExpiredMs()));
    }

    /** Whether idle timers fire: no only if none did. How many of them stands beside it. */
    static Said idleTimersFire(TrialResult trial) {
        Timers timers = trial.timers();
        if (timers == null) {
            return Said.nothing(trial, "timers");
        }
        return Said.by(
                trial, timers.due() == 0 ? Answer.OPEN : timers.fired() == 0 ? Answer.NO : Answer.YES, fired(timers));
    }

    /** Whether each timer fires once, and no other: where batches are long, what is missing may have been replaced. */
    static Said everyTimerFires(TrialResult trial) {
        Timers timers = trial.timers();
        if (timers == null) {
            return Said.nothing(trial, "timers");
        }
        boolean all = timers.fired() == timers.due() && timers.unexpected() == 0;
        if (timers.due() == 0 || all) {
            return Said.by(trial, timers.due() == 0 ? Answer.OPEN : Answer.YES, fired(timers));
        }
        // A long batch explains that some are missing. That all are, only batches that are mostly long do.
        long batchMs = timers.fired() > 0 ? batchMs(trial, Percentiles::max) : batchMs(trial, Percentiles::p50);
        return batchMs <= LONGEST_BATCH_MS
                ? Said.by(trial, Answer.NO, fired(timers))
                : Said.by(
                        trial,
                        Answer.OPEN,
                        fired(timers) + "; batches took up to " + batchMs(trial, Percentiles::max)
                                + " ms, so that a key's next event may have come in the batch of its timer");
    }

    private static String fired(Timers timers) {
        if (timers.due() == 0) {
            return String.format(Locale.ROOT, "no timer had to fire, %,d unexpected", timers.unexpected());
        }
        Percentiles delay = timers.delayNs();
        return String.format(
                        Locale.ROOT,
                        "%,d of %,d timers fired, %,d unexpected",
                        timers.fired(),
                        timers.due(),
                        timers.unexpected())
                + (delay == null || delay.count() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, "; delay p50 %.0f ms, p99 %.0f ms", delay.p50() / 1e6, delay.p99() / 1e6));
    }

    /** Whether batches go on without input. Were they, and none took longer than a second, there would be one a second. */
    static Said runsWithoutInput(TrialResult trial) {
        Double perSecond = trial.batches() == null ? null : trial.batches().perSecondWithoutLoad();
        if (perSecond == null) {
            return Said.nothing(trial, "batches without load");
        }
        String words = String.format(Locale.ROOT, "%.1f empty batches a second after the load had ended", perSecond);
        long longest = batchMs(trial, Percentiles::max);
        if (perSecond < 1 && longest > LONGEST_BATCH_MS) {
            return Said.by(
                    trial, Answer.OPEN, words + ", where one takes up to " + longest + " ms: too few seconds to tell");
        }
        if (trial.events() != null && trial.events().lost() > 0) {
            return Said.by(trial, Answer.OPEN, words + ", but not all of the load had been taken");
        }
        return Said.by(trial, perSecond < 1 ? Answer.NO : Answer.YES, words);
    }

    private static long batchMs(TrialResult trial, java.util.function.ToLongFunction<Percentiles> which) {
        return trial.batches() == null || trial.batches().durationMs() == null
                ? 0
                : which.applyAsLong(trial.batches().durationMs());
    }

    /**
     * Whether readers of committed records see no duplicate: without a kill nothing is put to the test, and where events are lost
     * nobody knows what would have come.
     */
    static Said noDuplicate(TrialResult trial, boolean killed) {
        Events events = trial.events();
        if (events == null) {
            return Said.nothing(trial, "events");
        }
        String words = String.format(Locale.ROOT, "%,d duplicates, ", events.duplicates())
                + (killed ? "after SIGKILL" : "without a kill");
        if (events.duplicates() > 0) {
            return Said.by(trial, Answer.NO, words);
        }
        if (!killed) {
            return Said.by(trial, Answer.OPEN, words + ", which shows nothing");
        }
        return isExact(events)
                ? Said.by(trial, Answer.YES, words)
                : Said.by(trial, Answer.OPEN, words + ", but " + state(events));
    }

    /** Whether a trial with a kill lost nothing and counted right. What the harness could not send is no loss of the engine's. */
    static Said exactState(TrialResult trial) {
        Events events = trial.events();
        if (events == null) {
            return Said.nothing(trial, "events");
        }
        String words = "after SIGKILL " + state(events)
                + String.format(Locale.ROOT, ", %,d rows written again", events.duplicates());
        if (events.sendFailures() != null && events.sendFailures() > 0) {
            return Said.by(
                    trial,
                    Answer.OPEN,
                    words + String.format(Locale.ROOT, "; %,d sends failed", events.sendFailures()));
        }
        return Said.by(trial, isExact(events) ? Answer.YES : Answer.NO, words);
    }

    /** Whether every event was counted once. */
    static boolean isExact(Events events) {
        return events.lost() == 0 && events.finalCountsExact() && events.unexpectedRows() == 0;
    }

    private static String state(Events events) {
        return String.format(
                        Locale.ROOT,
                        "%,d events lost, final counts %s",
                        events.lost(),
                        events.finalCountsExact() ? "exact" : "wrong")
                + (events.unexpectedRows() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %,d rows that nothing sent accounts for", events.unexpectedRows()));
    }
}
