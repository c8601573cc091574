package org.keyedstatebench.measure;

import java.util.concurrent.TimeUnit;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.load.Schedule;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the collector does for one event with a row of its own, without Kafka and JSON: note that it was sent, cover it, record
 * its latency. 1000 events are under way at any time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeasureBenchmark {

    private static final int UNDER_WAY = 1000;
    private static final int RATE_HZ = 1_000_000;

    @Param({"100", "100000", "1000000"})
    public int keys;

    private final LatencyRecorder latencies = new LatencyRecorder(3_600_000_000_000L);
    private TrialRecorder recorder;
    private EventSequence sequence;
    private Schedule schedule;
    private Coverage coverage;
    private Coverage recorded;
    private int[] counts;
    private long sent;
    private long covered;
    private long coveredEvent;
    private long visibleNs;

    @Setup(Level.Iteration)
    public void begin() {
        sequence = new EventSequence(1, KeySpace.uniform(keys));
        schedule = new Schedule(0, RATE_HZ);
        recorder = new TrialRecorder();
        recorder.open(new Window(0, Long.MAX_VALUE, 0, Long.MAX_VALUE), false);
        coverage = new Coverage(keys, true, event -> coveredEvent = event);
        recorded = new Coverage(keys, true, event -> recorder.covered(event, visibleNs - schedule.dueNs(event)));
        counts = new int[keys];
        sent = 0;
        covered = 0;
        for (int n = 0; n < UNDER_WAY; n++) {
            coverage.sent(sequence.keyIndex(sent), sent);
            recorded.sent(sequence.keyIndex(sent), sent);
            sent++;
        }
    }

    @Benchmark
    public long coverage() {
        track(coverage);
        return coveredEvent;
    }

    @Benchmark
    public void recording() {
        latencies.record(1_000_000 + (sent++ * 7919 & 0xfffff));
    }

    @Benchmark
    public void coverageAndRecording() {
        visibleNs = schedule.dueNs(sent);
        track(recorded);
    }

    private void track(Coverage events) {
        events.sent(sequence.keyIndex(sent), sent);
        sent++;
        int key = sequence.keyIndex(covered++);
        events.row(key, ++counts[key]);
    }
}
