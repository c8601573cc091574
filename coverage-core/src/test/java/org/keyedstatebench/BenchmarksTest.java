package org.keyedstatebench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Keeps the benchmarks of this module from rotting: each runs once. */
@Timeout(60)
class BenchmarksTest {

    @Test
    void everyBenchmarkRuns() throws Exception {
        System.setProperty("jmh.ignoreLock", "true");
        var results = new Runner(new OptionsBuilder()
                        .include("\\.(load|measure)\\..*Benchmark\\.")
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .param("keys", "10")
                        .shouldFailOnError(true)
                        .build())
                .run();
        assertThat(results).hasSize(8);
    }
}
