package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.api.java.tuple.Tuple3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.flink.ListAndMap.Step;
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

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb", "forst"})
    void listsAndMapsUnderTheBenchmarkKeepWhatWasWritten(String backend) throws Exception {
        ListAndMap function = new ListAndMap(2, Step.LIST_APPEND);
        try (CountingOperator operator = CountingOperator.with(function, backend)) {
            for (String key : List.of("a", "b", "a")) {
                operator.process(key);
            }
            function.change(Step.LIST_READ);
            operator.process("a");
            assertThat(operator.lastRow()).isEqualTo(Tuple3.of("a", 2L, false));
            function.change(Step.MAP_PUT);
            operator.process("a");
            operator.process("a");
            function.change(Step.MAP_GET);
            operator.process("a");
            assertThat(operator.lastRow()).isEqualTo(Tuple3.of("a", 1L, false));
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
                        .param("entries", "10")
                        .shouldFailOnError(true)
                        .build())
                .run();
        assertThat(results).hasSize(4 + 4 * 3);
    }
}
