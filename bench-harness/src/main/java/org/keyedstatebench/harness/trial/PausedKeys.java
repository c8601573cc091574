package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Variant;

/**
 * Finds out from which pause on a key's count starts again. Beside an open loop, whose keys never pause and which keeps
 * micro-batches and watermarks moving, it sends two events to each of some keys of its own, with a pause between them that differs
 * from key to key. The second count is 2 if the first event was remembered, 1 if it was forgotten. All times are on the trial's
 * clock, nanoseconds.
 *
 * <p>Pauses go from a quarter of the TTL to three times the TTL, in steps of a sixteenth. The trial's thread sends, the collector's
 * thread tells of rows.
 */
final class PausedKeys implements WindowWork {

    private static final String PREFIX = "ttl-";
    private static final int KEYS_PER_STEP = 3;
    private static final int STEPS_PER_TTL = 16;
    private static final int FIRST_STEP = 4;
    private static final int LAST_STEP = 48;

    private final long ttlNs;
    private final Map<String, Pair> pairs = new LinkedHashMap<>();

    /** One key. */
    private static final class Pair {
        private final long pauseNs;
        private long firstSentNs;
        private long secondSentNs;
        private long firstCount;
        private long secondCount;
        private long secondVisibleNs;

        Pair(long pauseNs) {
            this.pauseNs = pauseNs;
        }

        boolean isAnswered() {
            return secondCount > 0;
        }
    }

    /**
     * An event to send.
     *
     * @param key of the event
     * @param dueNs from the first event of all keys
     * @param second whether it is the key's second event
     */
    record Due(String key, long dueNs, boolean second) {}

    /**
     * What the keys say.
     *
     * @param keys how many
     * @param unanswered keys without a second count
     * @param wrong keys whose second count is neither 1 nor 2
     * @param longestSurvivedNs longest pause after which a count went on; {@code null} if none did
     * @param shortestExpiredNs shortest pause after which a count began again; {@code null} if none did
     * @param lostTooSoon keys that began again although their second row was visible before the TTL was over
     * @param outlivedTwice keys that went on after a pause of twice the TTL or more
     */
    record Answer(
            int keys,
            int unanswered,
            int wrong,
            Long longestSurvivedNs,
            Long shortestExpiredNs,
            int lostTooSoon,
            int outlivedTwice) {

        /** Whether no key showed that a count survives a pause shorter than the TTL, nor that it does not. */
        boolean isSurvivalUnseen() {
            return longestSurvivedNs == null && lostTooSoon == 0;
        }

        /** @return {@code null} if no key showed whether a count survives a pause shorter than the TTL */
        TrialResult.Ttl result(Duration ttl) {
            if (isSurvivalUnseen()) {
                return null;
            }
            Long survivedMs = millis(longestSurvivedNs);
            Long expiredMs = millis(shortestExpiredNs);
            long delayMs = survivedMs == null ? 0 : Math.max(0, survivedMs - ttl.toMillis());
            return new TrialResult.Ttl(
                    ttl.toMillis(),
                    keys,
                    survivedMs,
                    expiredMs,
                    lostTooSoon == 0,
                    outlivedTwice == 0 && expiredMs != null,
                    expiredMs == null ? null : (Long) delayMs);
        }

        private static Long millis(Long nanos) {
            return nanos == null ? null : nanos / 1_000_000;
        }
    }

    /** @throws IllegalArgumentException if the variant has no TTL */
    PausedKeys(Variant variant) {
        this(ttlOf(variant).toNanos(), KEYS_PER_STEP);
    }

    /**
     * @param ttlNs TTL of the job
     * @param keysPerStep how many keys get each pause
     */
    PausedKeys(long ttlNs, int keysPerStep) {
        this.ttlNs = ttlNs;
        for (int step = FIRST_STEP; step <= LAST_STEP; step++) {
            for (int n = 0; n < keysPerStep; n++) {
                pairs.put(PREFIX + step + "-" + n, new Pair(ttlNs * step / STEPS_PER_TTL));
            }
        }
    }

    private static Duration ttlOf(Variant variant) {
        if (variant.operator().ttl() == null) {
            throw new IllegalArgumentException(
                    "the variant '" + variant.name() + "' has no TTL, so there is nothing to find out about it");
        }
        return variant.operator().ttl();
    }

    @Override
    public void whileOpen(TrialRig rig, Load.OpenLoop load, Window window) throws InterruptedException {
        load.divertStrangers(count -> row(count.key(), count.runningCount(), rig.clock.nanos()));
        for (Due event : schedule()) {
            rig.awaitTime(window.fromNs() + event.dueNs());
            sent(event, rig.clock.nanos());
            load.sendStranger(new Event(event.key(), "ttl", event.key(), 0, rig.clock.epochMs()));
        }
        rig.await(this::isAllAnswered, rig.trial.timing().drainTimeout());
    }

    @Override
    public Verdict conclude(TrialRig rig, Load.OpenLoop load, TrialDraft draft, Verdict verdict) {
        Answer answer = answer();
        draft.found.ttl(answer.result(Duration.ofNanos(ttlNs)));
        return verdict.withPausedKeys(answer)
                .withTtl(
                        Duration.ofNanos(ttlNs),
                        Duration.ofNanos(load.recorder().latency().getMaxValue()));
    }

    /** All events in the order in which they are due; first events come at equal distances within a step's length. */
    List<Due> schedule() {
        long spread = ttlNs / STEPS_PER_TTL / pairs.size();
        List<Due> events = new ArrayList<>();
        pairs.forEach((key, pair) -> {
            long first = events.size() / 2 * spread;
            events.add(new Due(key, first, false));
            events.add(new Due(key, first + pair.pauseNs, true));
        });
        events.sort(Comparator.comparingLong(Due::dueNs));
        return events;
    }

    /** An event is about to be sent. */
    synchronized void sent(Due event, long nowNs) {
        Pair pair = pairs.get(event.key());
        if (event.second()) {
            pair.secondSentNs = nowNs;
        } else {
            pair.firstSentNs = nowNs;
        }
    }

    /** A row of one of the keys became visible; rows of other keys are passed over. */
    synchronized void row(String key, long count, long visibleNs) {
        Pair pair = pairs.get(key);
        if (pair == null) {
            return;
        }
        boolean ofSecond = pair.secondSentNs != 0 && (count > 1 || pair.firstCount > 0);
        if (!ofSecond) {
            pair.firstCount = count;
        } else if (!pair.isAnswered()) {
            pair.secondCount = count;
            pair.secondVisibleNs = visibleNs;
        }
    }

    synchronized boolean isAllAnswered() {
        return pairs.values().stream().allMatch(Pair::isAnswered);
    }

    synchronized Answer answer() {
        int unanswered = 0;
        int wrong = 0;
        int lostTooSoon = 0;
        int outlivedTwice = 0;
        Long longest = null;
        Long shortest = null;
        for (Pair pair : pairs.values()) {
            long pause = pair.secondSentNs - pair.firstSentNs;
            if (!pair.isAnswered()) {
                unanswered++;
            } else if (pair.secondCount == 2) {
                longest = longest == null ? pause : Math.max(longest, pause);
                outlivedTwice += pause >= 2 * ttlNs ? 1 : 0;
            } else if (pair.secondCount == 1) {
                shortest = shortest == null ? pause : Math.min(shortest, pause);
                // The engine took the second event before its row was visible, and the first one not before it was
                // sent.
                lostTooSoon += pair.secondVisibleNs - pair.firstSentNs < ttlNs ? 1 : 0;
            } else {
                wrong++;
            }
        }
        return new Answer(pairs.size(), unanswered, wrong, longest, shortest, lostTooSoon, outlivedTwice);
    }
}
