package org.keyedstatebench.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSpecTest {

    @TempDir
    private Path folder;

    private static JobSpec spec() {
        return new JobSpec(
                "flink-rocksdb",
                new Kafka(
                        "127.0.0.1:9092",
                        Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", "user and password"),
                        Map.of("fetch.max.wait.ms", "10"),
                        Map.of("linger.ms", "0")),
                new Source("events", Map.of(1, 17L, 0, 0L), Map.of()),
                Sink.kafka("counts"),
                Operator.COUNT,
                Emission.PER_EVENT,
                Trigger.PER_RECORD,
                new State("rocksdb", "/tmp/state", Duration.ofSeconds(5), Guarantee.AT_LEAST_ONCE, null, false, false),
                Duration.ofSeconds(10),
                2,
                Map.of("pipeline.object-reuse", "true"));
    }

    @Test
    void survivesItsJson() throws Exception {
        assertThat(JobSpec.fromJson(spec().toJson())).isEqualTo(spec());
        Path file = Files.writeString(folder.resolve("job.json"), spec().toJson());
        assertThat(JobSpec.read(file)).isEqualTo(spec());
    }

    @Test
    void aMissingOrBrokenOrInvalidFileIsNamedWithItsMistake() throws Exception {
        assertThatThrownBy(() -> JobSpec.read(folder.resolve("none.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.json");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        assertThatThrownBy(() -> JobSpec.read(broken)).hasMessageContaining("broken.json");
        Path invalid = Files.writeString(
                folder.resolve("invalid.json"), spec().toJson().replace("\"parallelism\" : 2", "\"parallelism\" : 0"));
        assertThatThrownBy(() -> JobSpec.read(invalid))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parallelism must be at least 1, got 0");
    }

    @Test
    void whatIsKeptHasNoSecrets() {
        String kept = spec().withoutSecrets().toJson();
        assertThat(kept).doesNotContain("user and password").contains("SASL_SSL");
    }

    @Test
    void timesThatCouldOverflowInAnEngineAreRefused() {
        Duration tooLong = Duration.ofDays(36_525).plusMillis(1);
        assertThatThrownBy(() -> new IdleTimer(TimeDomain.EVENT_TIME, tooLong))
                .hasMessageContaining("operator.idleTimer.idle must be at most 36525 days");
        assertThatThrownBy(() -> Operator.withTtl(tooLong)).hasMessageContaining("operator.ttl must be at most");
        Path file = folder.resolve("job.json");
        assertThatThrownBy(() -> JobSpec.read(
                        Files.writeString(file, spec().toJson().replace("\"PT10S\"", "\"" + tooLong + "\""))))
                .hasMessageContaining("watermarkDelay must be at most");
    }

    @Test
    void impossibleJobsAreRefused() {
        assertThatThrownBy(() -> new Source("t", Map.of(0, -1L), Map.of())).hasMessageContaining("0=-1");
        assertThatThrownBy(() -> new Source("t", Map.of(0, 1L), Map.of(1, 1L))).hasMessageContaining("same partitions");
        assertThatThrownBy(() -> Sink.kafka(" ")).hasMessageContaining("sink.topic is missing");
        assertThatThrownBy(() -> Kafka.at(null)).hasMessageContaining("bootstrapServers is missing");
        assertThatThrownBy(() -> new Trigger(TriggerKind.REAL_TIME, Duration.ZERO))
                .hasMessageContaining("above zero");
        assertThatThrownBy(() -> Trigger.every(Duration.ofSeconds(-1))).hasMessageContaining("zero or more");
        assertThatThrownBy(() -> new State("rocksdb", "/x", null, Guarantee.AT_LEAST_ONCE, null, false, false))
                .hasMessageContaining("checkpointInterval");
    }
}
