package org.keyedstatebench.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that get two events each, with a pause between them that differs from key to key, and what their second count says: 2 if
 * the first event was remembered, 1 if it was forgotten. All times are on the trial's clock, nanoseconds.
 *
 * <p>Pauses go from a quarter of the TTL to three times the TTL, in steps of a sixteenth. The trial's thread sends, the collector's
 * thread tells of rows.
 */
public final class TtlKeys {

    private static final String PREFIX = "ttl-";
    private static final int STEPS_PER_TTL = 16;
    private static final int FIRST_STEP = 4;
    private static final int LAST_STEP = 48;

    private final long ttlNs;
    private final List<Pair> pairs = new ArrayList<>();
    private final Map<String, Pair> byKey = new HashMap<>();
    private int answered;

    /** One key. */
    private static final class Pair {
        private final String key;
        private final long pauseNs;
        private long firstSentNs;
        private long secondSentNs;
        private long firstCount;
        private long secondCount;
        private long secondVisibleNs;

        Pair(String key, long pauseNs) {
            this.key = key;
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
    public record Due(String key, long dueNs, boolean second) {}

    /**
     * @param ttlNs TTL of the job
     * @param keysPerStep how many keys get each pause
     */
    public TtlKeys(long ttlNs, int keysPerStep) {
        this.ttlNs = ttlNs;
        for (int step = FIRST_STEP; step <= LAST_STEP; step++) {
            for (int n = 0; n < keysPerStep; n++) {
                Pair pair = new Pair(PREFIX + step + "-" + n, ttlNs * step / STEPS_PER_TTL);
                pairs.add(pair);
                byKey.put(pair.key, pair);
            }
        }
    }

    /** All events in the order in which they are due; first events come at equal distances within a step's length. */
    public List<Due> schedule() {
        long spread = ttlNs / STEPS_PER_TTL / pairs.size();
        List<Due> events = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            events.add(new Due(pairs.get(i).key, i * spread, false));
            events.add(new Due(pairs.get(i).key, i * spread + pairs.get(i).pauseNs, true));
        }
        events.sort(java.util.Comparator.comparingLong(Due::dueNs));
        return events;
    }

    /** An event is about to be sent. */
    public synchronized void sent(Due event, long nowNs) {
        Pair pair = byKey.get(event.key());
        if (event.second()) {
            pair.secondSentNs = nowNs;
        } else {
            pair.firstSentNs = nowNs;
        }
    }

    /** A row of one of the keys became visible; rows of other keys are passed over. */
    public synchronized void row(String key, long count, long visibleNs) {
        Pair pair = byKey.get(key);
        if (pair == null) {
            return;
        }
        boolean ofSecond = pair.secondSentNs != 0 && (count > 1 || pair.firstCount > 0);
        if (!ofSecond) {
            pair.firstCount = count;
        } else if (!pair.isAnswered()) {
            pair.secondCount = count;
            pair.secondVisibleNs = visibleNs;
            answered++;
        }
    }

    public synchronized boolean isAllAnswered() {
        return answered == pairs.size();
    }

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
    public record Answer(
            int keys,
            int unanswered,
            int wrong,
            Long longestSurvivedNs,
            Long shortestExpiredNs,
            int lostTooSoon,
            int outlivedTwice) {}

    public synchronized Answer answer() {
        int unanswered = 0;
        int wrong = 0;
        int lostTooSoon = 0;
        int outlivedTwice = 0;
        Long longest = null;
        Long shortest = null;
        for (Pair pair : pairs) {
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
