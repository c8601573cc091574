package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.VariantManifest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job with the real engines, and somebody else's count of what they wrote. */
@Timeout(600)
@ExtendWith(RealRun.Shared.class)
class CompareIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void everyVariantIsMeasuredAndAnIndependentRecountAgrees(RealRun real) throws Exception {
        BenchProcess bench = real.bench();
        assertThat(bench.err()).doesNotContain("\tat ").contains("rehearsal, to warm up broker and harness: valid");
        assertThat(bench.temporaryFiles()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();

        Path run = real.run();
        RunResult result = ResultStore.read(run);
        assertThat(result.status()).isEqualTo(RunResult.Status.COMPLETE);
        assertThat(result.trials()).hasSize(7);
        for (TrialResult trial : result.trials()) {
            if (trial.variant().equals("spark-real-time")) {
                assertThat(trial.status()).isEqualTo(TrialStatus.UNSUPPORTED);
                assertThat(trial.refusal().errorClass()).contains("[");
            } else {
                isValid(trial);
                recount(real.bootstrapServers(), result, trial, run);
            }
        }
        assertThat(run.resolve("report.md"))
                .content()
                .contains("flink-rocksdb")
                .contains(result.trials().stream()
                        .filter(t -> t.refusal() != null)
                        .findFirst()
                        .orElseThrow()
                        .refusal()
                        .errorClass()
                        .replaceFirst(" .*", ""));
        assertThat(bench.out()).contains("flink-rocksdb").contains("State backend");
        reportRendersTheSameAgain(bench, run);
    }

    /** A shell script that starts the reference under another name, as somebody would try it out. */
    @Test
    void anEngineFromOutsideIsComparedLikeAnyOther(RealRun real) throws Exception {
        Path home = Files.createDirectories(folder.resolve("mine"));
        Path script = Files.writeString(
                home.resolve("start.sh"),
                "#!/bin/sh\nexec \"$JAVA_HOME/bin/java\" \"@"
                        + BenchProcess.HOME.resolve("reference-counter/target/reference-counter.args")
                        + "\" \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("engine.json"), """
                {"contract": 1, "id": "mine", "name": "My engine", "version": "1.0", "start": {"command": ["./start.sh"]},
                 "processing": "per-record", "startup": "3s",
                 "supports": {"guarantees": ["at-least-once"], "triggers": ["per-record"], "emissions": ["per-event"],
                   "operators": ["count"], "stateBackends": ["heap"], "resumes": false},
                 "variants": [{"name": "mine", "stateBackend": "heap"}]}
                """);
        Path results = folder.resolve("results");
        BenchProcess bench = BenchProcess.run(
                folder,
                ("compare --engine-home " + home + " --variants reference,mine --bootstrap-servers "
                                + real.bootstrapServers() + " --rate 500 --warmup 1s --duration 2s --blocks 1 --out "
                                + results)
                        .split(" "));

        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);
        RunResult result = ResultStore.read(results.resolve("runs").resolve("latest"));
        assertThat(result.trials())
                .hasSize(2)
                .allSatisfy(trial -> assertThat(trial.status()).isEqualTo(TrialStatus.VALID));
        assertThat(result.variants()).extracting(VariantManifest::engine).containsExactly("reference", "mine");
        assertThat(result.environment().versions()).containsEntry("mine", "1.0");
        assertThat(bench.leftovers()).isEmpty();
    }

    private void reportRendersTheSameAgain(BenchProcess bench, Path run) throws Exception {
        BenchProcess again = BenchProcess.run(folder, "report", run.toString());
        assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(bench.out()).startsWith(again.out().stripTrailing());
    }

    private static void isValid(TrialResult trial) {
        assertThat(trial.status()).as("%s: %s", trial.variant(), trial.reason()).isEqualTo(TrialStatus.VALID);
        assertThat(trial.events().lost()).isZero();
        assertThat(trial.events().finalCountsExact()).isTrue();
        assertThat(trial.events().malformed())
                .isEqualTo(trial.events().malformedSent())
                .isPositive();
        assertThat(trial.latencyNs().count()).isEqualTo(2000 * 4);
        assertThat(trial.resources().enginePeakRssBytes()).isGreaterThan(50L << 20);
        assertThat(trial.files()).containsOnlyKeys("hlog", "spec", "log", "signals", "timeline");
    }

    /** Shares no code with the measurement: a plain consumer and a tree model. */
    private static void recount(String bootstrapServers, RunResult result, TrialResult trial, Path run)
            throws Exception {
        JobSpec spec = JobSpec.read(run.resolve(trial.files().get("spec")));
        // What was sent from this trial's start to that of the next one belongs to this trial.
        Map<Integer, Long> behind = new HashMap<>();
        for (TrialResult next : result.trials()) {
            if (next.order() == trial.order() + 1) {
                behind.putAll(JobSpec.read(run.resolve(next.files().get("spec")))
                        .source()
                        .startOffsets());
            }
        }
        Map<String, Long> events = new HashMap<>();
        for (ConsumerRecord<String, String> record :
                read(bootstrapServers, spec.source().topic(), spec.source().startOffsets(), behind)) {
            keyOf(record.value()).ifPresent(key -> events.merge(key, 1L, Long::sum));
        }
        Map<String, Long> counts = new HashMap<>();
        for (ConsumerRecord<String, String> record :
                read(bootstrapServers, spec.sink().topic(), Map.of(), Map.of())) {
            JsonNode row = JSON.readTree(record.value());
            assertThat(record.key()).isEqualTo(row.get("key").asString());
            counts.put(row.get("key").asString(), row.get("running_count").asLong());
        }
        assertThat(counts).as(trial.variant()).isEqualTo(events);
        assertThat(events.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("key-"))
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .isEqualTo(trial.events().sent());
    }

    /** No malformed record that the harness sends has a key of its sequence, so a row of one would be one too many. */
    private static Optional<String> keyOf(String value) {
        try {
            return Optional.ofNullable(value)
                    .map(JSON::readTree)
                    .map(event -> event.path("key").asString(""))
                    .filter(key -> key.startsWith("key-") || key.startsWith("probe-"));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static List<ConsumerRecord<String, String>> read(
            String bootstrapServers, String topic, Map<Integer, Long> from, Map<Integer, Long> to) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition.partition(), 0L)));
            Map<TopicPartition, Long> end = new HashMap<>(consumer.endOffsets(partitions));
            end.replaceAll((partition, last) -> to.getOrDefault(partition.partition(), last));
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() < end.get(new TopicPartition(topic, record.partition()))) {
                        records.add(record);
                    }
                }
            }
        }
        return records;
    }
}
