package org.keyedstatebench.spark;

import java.util.concurrent.TimeUnit;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.spark.ListAndMap.Step;
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
 * What one key of a micro-batch costs with list and map state where {@link StateBenchmark} has value state; 100 keys, which come in
 * turn.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ListAndMapBenchmark {

    private static final int KEYS = 100;

    /** Of each key's map. */
    private static final int MAP_ENTRIES = 100;

    @Param({"rocksdb", "rocksdb-changelog"})
    public String backend;

    private final String[] names = new String[KEYS];
    private ListAndMap processor;
    private CountingBatches batches;
    private int next;

    @Setup(Level.Trial)
    public void open() throws Exception {
        processor = new ListAndMap(KEYS, MAP_ENTRIES);
        batches = CountingBatches.with(processor, backend);
        for (int key = 0; key < KEYS; key++) {
            names[key] = KeySpace.name(key);
        }
        for (int entry = 0; entry < KEYS * MAP_ENTRIES; entry++) {
            key();
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

    /** So that each key takes the same step. */
    @State(Scope.Thread)
    public static class Append {
        @Setup(Level.Trial)
        public void choose(ListAndMapBenchmark state) {
            state.processor.change(Step.LIST_APPEND);
        }
    }

    /** Lists of this length. */
    @State(Scope.Thread)
    public static class Lists {

        @Param({"1", "100", "1000"})
        public int entries;

        @Setup(Level.Trial)
        public void fill(ListAndMapBenchmark state) {
            state.processor.change(Step.LIST_APPEND);
            for (int entry = 0; entry < entries * KEYS; entry++) {
                state.key();
            }
            state.processor.change(Step.LIST_READ);
        }
    }

    /** So that each key takes the same step. */
    @State(Scope.Thread)
    public static class Get {
        @Setup(Level.Trial)
        public void choose(ListAndMapBenchmark state) {
            state.processor.change(Step.MAP_GET);
        }
    }

    @Benchmark
    public byte[] listAppend(Append step) {
        return key();
    }

    @Benchmark
    public byte[] listRead(Lists step) {
        return key();
    }

    @Benchmark
    public byte[] mapPut() {
        return key();
    }

    @Benchmark
    public byte[] mapGet(Get step) {
        return key();
    }

    private byte[] key() {
        next = (next + 1) % KEYS;
        return batches.process(names[next], 1);
    }
}
