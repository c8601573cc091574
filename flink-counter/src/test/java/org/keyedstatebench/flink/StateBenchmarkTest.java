package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.java.tuple.Tuple3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Keeps the benchmarks from rotting: each runs once, and what they measure counts. */
@SuppressWarnings("try") // CountingOperator.close() may be interrupted.
@Timeout(60)
class StateBenchmarkTest {

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb", "forst", "forst-async"})
    void theOperatorUnderTheBenchmarkCounts(String backend) throws Exception {
        try (CountingOperator operator = CountingOperator.on(backend)) {
            operator.process("a");
            operator.process("b");
            // Asynchronous state keeps the order within a key only.
            operator.drain();
            operator.process("a");
            operator.drain();
            assertThat(operator.lastRow()).isEqualTo(Tuple3.of("a", 2L, false));
        }
    }

    @Test
    void everyBenchmarkRuns() throws Exception {
        System.setProperty("jmh.ignoreLock", "true");
        var results = new Runner(new OptionsBuilder()
                        .include("\\.flink\\..*Benchmark\\.")
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .param("keys", "10")
                        .shouldFailOnError(true)
                        .build())
                .run();
        assertThat(results).hasSize(4);
    }
}
