package org.keyedstatebench.yardstick;

import java.util.function.LongSupplier;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.TrialRecorder;

/**
 * What the collector does for an event whose row it has read, without Kafka: note that the event was sent, cover it, record its
 * latency. Rows come a hundred a poll, with a thousand events under way, which is 100 ms at 10,000 events/s. Used by one thread.
 */
final class HotPathCost {

    static final int UNDER_WAY = 1_000;

    private static final int POLL = 100;
    private static final int KEYS = 100;
    private static final int RATE_HZ = 10_000;
    private static final int WARM_UPS = 3;

    private final int events;
    private final LongSupplier clock;
    private final LongSupplier allocated;
    private final EventSequence sequence = new EventSequence(1, KeySpace.uniform(KEYS));
    private final Schedule schedule = new Schedule(0, RATE_HZ);
    private final int[] keyOfRow;
    private long visibleNs;

    /**
     * @param events of a measurement
     * @param clock nanoseconds
     * @param allocated bytes that the calling thread has allocated until now
     */
    HotPathCost(int events, LongSupplier clock, LongSupplier allocated) {
        this.events = events;
        this.clock = clock;
        this.allocated = allocated;
        // A row brings its key with it: only the key of the event that was sent is computed.
        this.keyOfRow = new int[events];
        for (int i = 0; i < events; i++) {
            keyOfRow[i] = sequence.keyIndex(i);
        }
    }

    void warmUp() {
        for (int n = 0; n < WARM_UPS; n++) {
            measure(0);
        }
    }

    SelfResult.HotPath measure(int block) {
        TrialRecorder recorder = new TrialRecorder();
        recorder.open(schedule.window(0, events), false);
        Coverage coverage =
                new Coverage(KEYS, true, event -> recorder.covered(event, visibleNs - schedule.dueNs(event)));
        int[] counts = new int[KEYS];

        long bytes = -allocated.getAsLong();
        long ns = -clock.getAsLong();
        coverAll(coverage, recorder, counts);
        ns += clock.getAsLong();
        bytes += allocated.getAsLong();

        if (coverage.coveredTotal() != events) {
            throw new IllegalStateException(
                    "expected " + events + " covered events, got " + coverage.coveredTotal() + ": a defect");
        }
        return new SelfResult.HotPath(block, (double) ns / events, (double) bytes / events);
    }

    private void coverAll(Coverage coverage, TrialRecorder recorder, int[] counts) {
        int sent = 0;
        int covered = 0;
        while (covered < events) {
            int known = Math.min(events, sent + POLL);
            for (; sent < known; sent++) {
                coverage.sent(sequence.keyIndex(sent), sent);
            }
            visibleNs = schedule.dueNs(sent);
            int rows = sent == events ? events : Math.max(0, sent - UNDER_WAY);
            int before = covered;
            for (; covered < rows; covered++) {
                int key = keyOfRow[covered];
                coverage.row(key, ++counts[key]);
            }
            recorder.pollEnded(visibleNs, covered - before);
        }
    }
}
