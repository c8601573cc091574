package org.keyedstatebench.spark;

import java.util.concurrent.TimeUnit;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What one key of a micro-batch costs in the counting processor: read the count of value state, add the events, write it, make
 * the row. No source, shuffle or sink. An iteration is one batch; its commit is outside of the figure, and a benchmark of
 * its own. Every key has a count before the measurement; keys are drawn uniformly.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StateBenchmark {

    private static final int DRAWN = 1 << 20;

    @Param({"rocksdb", "rocksdb-changelog"})
    public String backend;

    @Param({"100", "100000", "1000000"})
    public int keys;

    private CountingBatches batches;
    private String[] names;
    private int[] drawn;
    private int next;

    @Setup(Level.Trial)
    public void fill() throws Exception {
        EventSequence sequence = new EventSequence(1, KeySpace.uniform(keys));
        names = new String[keys];
        drawn = new int[DRAWN];
        for (int i = 0; i < DRAWN; i++) {
            drawn[i] = sequence.keyIndex(i);
        }
        batches = CountingBatches.on(backend);
        for (int key = 0; key < keys; key++) {
            names[key] = KeySpace.name(key);
            batches.process(names[key], 1);
        }
    }

    @Setup(Level.Iteration)
    public void beginBatch() {
        batches.commit();
    }

    @TearDown(Level.Iteration)
    public void maintain() {
        batches.maintain();
    }

    @TearDown(Level.Trial)
    public void close() {
        batches.close();
    }

    @Benchmark
    public byte[] readModifyWrite() {
        return batches.process(nextKey(), 1);
    }

    private String nextKey() {
        next = (next + 1) & (DRAWN - 1);
        return names[drawn[next]];
    }

    /** A batch with so many keys is waiting to be committed. */
    @State(Scope.Thread)
    public static class Batch {

        static final int KEYS = 100;

        /** Not part of the figure. */
        @Setup(Level.Invocation)
        public void fill(StateBenchmark state) {
            for (int i = 0; i < KEYS; i++) {
                state.batches.process(state.nextKey(), 1);
            }
        }
    }

    /** Ends a batch of 100 keys, so that its state is safe, and opens the next one. */
    @Benchmark
    public long commitOf100Keys(Batch batch) {
        return batches.commit();
    }
}
