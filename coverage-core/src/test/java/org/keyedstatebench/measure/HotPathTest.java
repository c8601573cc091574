package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.event.CountReader;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.load.Schedule;

/** What the collector does for each row, without Kafka; the bytes that a thread allocates are a count, not a time. */
class HotPathTest {

    private static final int EVENTS = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void readingCoveringAndRecordingAllocateNothingPerEvent() {
        int keys = 1_000;
        byte[][] rows = rows(keys);
        EventSequence sequence = new EventSequence(1, KeySpace.uniform(keys));
        Schedule schedule = new Schedule(0, 10_000);
        TrialRecorder recorder = new TrialRecorder();
        recorder.open(new Window(0, EVENTS / 2, 0, schedule.dueNs(EVENTS / 2)), false);
        Coverage coverage = new Coverage(
                keys, true, event -> recorder.covered(event, schedule.dueNs(event + 20) - schedule.dueNs(event)));
        CountReader reader = new CountReader();

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EVENTS; i++) {
            coverage.sent(sequence.keyIndex(i), i);
            if (reader.read(rows[i])) {
                coverage.row(reader.keyIndex(), reader.count());
            }
            recorder.pollEnded(schedule.dueNs(i), 1);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(coverage.account().lost()).isZero();
        // A byte for an event would be a million; what is allowed is what the JVM itself needs to link the code.
        assertThat(allocated).isLessThan(EVENTS / 2);
    }

    private static byte[][] rows(int keys) {
        EventSequence sequence = new EventSequence(1, KeySpace.uniform(keys));
        CountEncoder encoder = new CountEncoder();
        int[] counts = new int[keys];
        byte[][] rows = new byte[EVENTS][];
        for (int i = 0; i < EVENTS; i++) {
            int key = sequence.keyIndex(i);
            rows[i] = encoder.encode(KeySpace.name(key), ++counts[key]);
        }
        return rows;
    }
}
