package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.spark.ListAndMap.Step;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Keeps the benchmarks from rotting: each runs once, and what they measure counts. */
@Timeout(180)
class StateBenchmarkTest {

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "rocksdb-changelog", "rocksdb-changelog-untracked"})
    void theProcessorUnderTheBenchmarkCountsAcrossBatches(String backend) throws Exception {
        try (CountingBatches batches = CountingBatches.on(backend)) {
            batches.process("a", 2);
            batches.process("b", 1);
            assertThat(batches.commit()).isEqualTo(1);
            batches.maintain();
            assertThat(new String(batches.process("a", 1), UTF_8)).isEqualTo("{\"key\":\"a\",\"running_count\":3}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "rocksdb-changelog"})
    void listsAndMapsUnderTheBenchmarkKeepWhatWasWritten(String backend) throws Exception {
        ListAndMap processor = new ListAndMap(1, 2);
        try (CountingBatches batches = CountingBatches.with(processor, backend)) {
            processor.change(Step.LIST_APPEND);
            for (String key : List.of("a", "b", "a")) {
                batches.process(key, 1);
            }
            batches.commit();
            processor.change(Step.LIST_READ);
            assertThat(new String(batches.process("a", 1), UTF_8)).isEqualTo("{\"key\":\"a\",\"running_count\":2}");
            processor.change(Step.MAP_PUT);
            batches.process("a", 1);
            batches.process("a", 1);
            batches.commit();
            processor.change(Step.MAP_GET);
            assertThat(new String(batches.process("a", 1), UTF_8)).isEqualTo("{\"key\":\"a\",\"running_count\":1}");
        }
    }

    @Test
    void everyBenchmarkRuns() throws Exception {
        System.setProperty("jmh.ignoreLock", "true");
        var results = new Runner(new OptionsBuilder()
                        .include("\\.spark\\..*Benchmark\\.")
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .param("keys", "10")
                        .param("entries", "10")
                        .shouldFailOnError(true)
                        .build())
                .run();
        assertThat(results).hasSize(2 * (2 + 4));
    }
}
