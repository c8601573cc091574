package org.keyedstatebench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every process has a class path of its own: no engine sees another one, or the harness. */
class ClassPathsIT {

    @ParameterizedTest
    @CsvSource({
        "flink-counter,     flink-streaming-java, spark-sql",
        "flink-counter,     flink-statebackend-forst, jmh-",
        "spark-counter,     spark-sql,            jmh-",
        "bench-harness,     HdrHistogram,         jmh-",
        "bench-report,      HdrHistogram,         kafka",
        "bench-report,      HdrHistogram,         oshi",
        "bench-report,      HdrHistogram,         testcontainers",
        "bench-report,      HdrHistogram,         coverage-core",
        "spark-counter,     spark-sql,            flink-",
        "reference-counter, kafka-clients,        flink-",
        "reference-counter, kafka-clients,        spark-",
        "embedded-broker,   kafka_2.13,           common-model",
        "bench-harness,     HdrHistogram,         flink-counter",
        "bench-harness,     HdrHistogram,         spark-counter",
        "bench-harness,     HdrHistogram,         kafka_2.13",
    })
    void aModuleHasWhatItNeedsAndNotWhatItMustNotKnow(String module, String needed, String forbidden) throws Exception {
        String args = Files.readString(Path.of("..", module, "target", module + ".args"));
        // Folder names may hold anything; what counts is the name of each entry.
        String[] entries = args.substring(args.indexOf("-cp")).split("[:\"\\n]");
        assertThat(entries).anyMatch(entry -> entry.contains(needed));
        assertThat(entries)
                .noneMatch(entry -> Path.of(entry).getFileName() != null
                        && Path.of(entry).getFileName().toString().contains(forbidden));
        if (!module.equals("bench-harness")) {
            assertThat(entries).noneMatch(entry -> entry.contains("bench-harness"));
        }
    }
}
