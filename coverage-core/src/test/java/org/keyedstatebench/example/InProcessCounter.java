package org.keyedstatebench.example;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.load.Pacer;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.LatencyRecorder;

/** The example of this library's README, which a test holds to this text. */
final class InProcessCounter {

    private static final int KEYS = 100;

    private InProcessCounter() {}

    /** Sends events at a rate to a counter in a thread of this process, and says what their latency was. */
    static String measure(long events, long rateHz) throws InterruptedException {
        EventSequence sequence = new EventSequence(42, KeySpace.uniform(KEYS));
        Schedule schedule = new Schedule(System.nanoTime() + 50_000_000, rateHz);
        SystemUnderTest system = new SystemUnderTest(KEYS);
        LoadGenerator generator = new LoadGenerator(
                sequence,
                0,
                schedule,
                0,
                (key, value) -> system.count(key),
                Pacer.parking(System::nanoTime, () -> false),
                System::currentTimeMillis,
                lateNs -> {});
        generator.stopAfter(events);
        new Thread(generator, "generator").start();

        AtomicLong visibleNs = new AtomicLong();
        LatencyRecorder latency = new LatencyRecorder(60_000_000_000L);
        Coverage coverage = new Coverage(KEYS, true, event -> latency.record(visibleNs.get() - schedule.dueNs(event)));
        long known = 0;
        while (coverage.coveredTotal() < events) {
            Count row = system.nextRow();
            visibleNs.set(System.nanoTime());
            for (long sent = generator.attempted(); known < sent; known++) {
                coverage.sent(sequence.keyIndex(known), known);
            }
            coverage.row(row.key(), row.count());
        }
        Histogram all = latency.takeInterval();
        return coverage.account() + ", p50 " + all.getValueAtPercentile(50) + " ns, p99 " + all.getValueAtPercentile(99)
                + " ns";
    }

    /** A row of the output. */
    record Count(int key, int count) {}

    /** Counts per key in a thread of its own. */
    static final class SystemUnderTest {

        private final LinkedBlockingQueue<Integer> input = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Count> output = new LinkedBlockingQueue<>();

        SystemUnderTest(int keys) {
            int[] counts = new int[keys];
            Thread counter = new Thread(
                    () -> {
                        try {
                            while (true) {
                                int key = input.take();
                                output.put(new Count(key, ++counts[key]));
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "counter");
            counter.setDaemon(true);
            counter.start();
        }

        void count(int key) {
            input.add(key);
        }

        Count nextRow() throws InterruptedException {
            return output.take();
        }
    }
}
