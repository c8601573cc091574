package org.keyedstatebench.flink;

import java.util.concurrent.TimeUnit;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.flink.ListAndMap.Step;
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

/** What one event costs with list and map state where {@link StateBenchmark} has value state; 100 keys, which come in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ListAndMapBenchmark {

    private static final int KEYS = 100;

    /** Of each key's map. */
    private static final int MAP_ENTRIES = 100;

    @Param({"hashmap", "rocksdb", "forst"})
    public String backend;

    private final String[] names = new String[KEYS];
    private CountingOperator operator;
    private ListAndMap function;
    private int next;

    @Setup(Level.Trial)
    public void open() throws Exception {
        function = new ListAndMap(MAP_ENTRIES, Step.MAP_PUT);
        operator = CountingOperator.with(function, backend);
        for (int key = 0; key < KEYS; key++) {
            names[key] = KeySpace.name(key);
            for (int entry = 0; entry < MAP_ENTRIES; entry++) {
                operator.process(names[key]);
            }
        }
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        operator.close();
    }

    /** So that each of its events takes the same step. */
    @State(Scope.Thread)
    public static class Append {
        @Setup(Level.Trial)
        public void choose(ListAndMapBenchmark state) {
            state.function.change(Step.LIST_APPEND);
        }
    }

    /** Lists of this length. */
    @State(Scope.Thread)
    public static class Lists {

        @Param({"1", "100", "1000"})
        public int entries;

        @Setup(Level.Trial)
        public void fill(ListAndMapBenchmark state) throws Exception {
            for (String name : state.names) {
                state.function.change(Step.LIST_APPEND);
                for (int entry = 0; entry < entries; entry++) {
                    state.operator.process(name);
                }
            }
            state.function.change(Step.LIST_READ);
        }
    }

    /** So that each of its events takes the same step. */
    @State(Scope.Thread)
    public static class Get {
        @Setup(Level.Trial)
        public void choose(ListAndMapBenchmark state) {
            state.function.change(Step.MAP_GET);
        }
    }

    @Benchmark
    public void listAppend(Append step) throws Exception {
        event();
    }

    @Benchmark
    public void listRead(Lists step) throws Exception {
        event();
    }

    @Benchmark
    public void mapPut() throws Exception {
        event();
    }

    @Benchmark
    public void mapGet(Get step) throws Exception {
        event();
    }

    private void event() throws Exception {
        next = (next + 1) % KEYS;
        operator.process(names[next]);
    }
}
