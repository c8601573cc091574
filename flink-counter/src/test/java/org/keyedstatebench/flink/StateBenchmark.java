package org.keyedstatebench.flink;

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
 * What one event costs in the counting operator: select the key, read the count of value state, add one, write it, emit a row.
 * No source, network, checkpoint or sink. Every key has a count before the measurement; keys are drawn uniformly.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StateBenchmark {

    private static final int DRAWN = 1 << 20;

    @Param({"hashmap", "rocksdb", "forst", "forst-async"})
    public String backend;

    @Param({"100", "100000", "1000000"})
    public int keys;

    private CountingOperator operator;
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
        operator = CountingOperator.on(backend);
        for (int key = 0; key < keys; key++) {
            names[key] = KeySpace.name(key);
            operator.process(names[key]);
        }
        operator.drain();
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        operator.close();
    }

    @Benchmark
    public void readModifyWrite() throws Exception {
        operator.process(names[drawn[next]]);
        next = (next + 1) & (DRAWN - 1);
    }
}
