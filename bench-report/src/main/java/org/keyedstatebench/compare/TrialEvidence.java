package org.keyedstatebench.compare;

import static org.keyedstatebench.compare.Evidence.words;
import static org.keyedstatebench.result.TableRow.Verdict.CANNOT_TELL;
import static org.keyedstatebench.result.TableRow.Verdict.CONFIRMED;
import static org.keyedstatebench.result.TableRow.Verdict.NOT_CONFIRMED;

import java.util.function.Function;
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

    private static <T> Evidence of(TrialResult trial, T account, String name, Function<T, Evidence> evidence) {
        return account == null ? Evidence.nothing(trial, name) : evidence.apply(account);
    }

    /** Whether counts start again after their TTL: no if one outlived it twice. */
    static Evidence startsAgain(TrialResult trial) {
        return of(trial, trial.ttl(), "its TTL", ttl -> {
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
        return of(trial, trial.ttl(), "its TTL", ttl -> {
            if (!ttl.survivedBelowTtl()) {
                return Evidence.by(trial, NOT_CONFIRMED, pauses(ttl) + "; some were lost before the TTL was over");
            }
            return Evidence.by(trial, ttl.longestSurvivedMs() == null ? CANNOT_TELL : CONFIRMED, pauses(ttl));
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
        return of(trial, trial.timers(), "timers", timers -> {
            Verdict answer = timers.due() == 0 ? CANNOT_TELL : timers.fired() == 0 ? NOT_CONFIRMED : CONFIRMED;
            return Evidence.by(trial, answer, fired(timers));
        });
    }

    /** Whether each timer fires once, and no other: where batches are long, what is missing may have been replaced. */
    static Evidence everyTimerFires(TrialResult trial) {
        return of(trial, trial.timers(), "timers", timers -> {
            if (timers.due() == 0 || (timers.fired() == timers.due() && timers.unexpected() == 0)) {
                return Evidence.by(trial, timers.due() == 0 ? CANNOT_TELL : CONFIRMED, fired(timers));
            }
            // A long batch explains that some are missing. That all are, only batches that are mostly long do.
            long batchMs = timers.fired() > 0 ? batchMs(trial, Percentiles::max) : batchMs(trial, Percentiles::p50);
            if (batchMs <= LONGEST_BATCH_MS) {
                return Evidence.by(trial, NOT_CONFIRMED, fired(timers));
            }
            String why =
                    "; batches took up to %d ms, so that a key's next event may have come in the batch of its timer";
            return Evidence.by(trial, CANNOT_TELL, fired(timers) + words(why, batchMs(trial, Percentiles::max)));
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
        if (perSecond == null) {
            return Evidence.nothing(trial, "batches without load");
        }
        String words = words("%.1f empty batches a second after the load had ended", perSecond);
        long longest = batchMs(trial, Percentiles::max);
        if (perSecond < 1 && longest > LONGEST_BATCH_MS) {
            return Evidence.by(
                    trial, CANNOT_TELL, words + ", where one takes up to " + longest + " ms: too few seconds to tell");
        }
        if (trial.events() != null && trial.events().lost() > 0) {
            return Evidence.by(trial, CANNOT_TELL, words + ", but not all of the load had been taken");
        }
        return Evidence.by(trial, perSecond < 1 ? NOT_CONFIRMED : CONFIRMED, words);
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
        Events events = trial.events();
        if (events == null) {
            return Evidence.nothing(trial, "events");
        }
        String words = words("%,d duplicates, ", events.duplicates()) + (killed ? "after SIGKILL" : "without a kill");
        if (events.duplicates() > 0) {
            return Evidence.by(trial, NOT_CONFIRMED, words);
        }
        if (!killed) {
            return Evidence.by(trial, CANNOT_TELL, words + ", which shows nothing");
        }
        return isExact(events)
                ? Evidence.by(trial, CONFIRMED, words)
                : Evidence.by(trial, CANNOT_TELL, words + ", but " + state(events));
    }

    /** Whether a trial with a kill lost nothing and counted right. What the harness could not send is no loss of the engine's. */
    static Evidence exactState(TrialResult trial) {
        Events events = trial.events();
        if (events == null) {
            return Evidence.nothing(trial, "events");
        }
        String words = "after SIGKILL " + state(events) + words(", %,d rows written again", events.duplicates());
        if (events.sendFailures() != null && events.sendFailures() > 0) {
            return Evidence.by(trial, CANNOT_TELL, words + words("; %,d sends failed", events.sendFailures()));
        }
        return Evidence.by(trial, isExact(events) ? CONFIRMED : NOT_CONFIRMED, words);
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
