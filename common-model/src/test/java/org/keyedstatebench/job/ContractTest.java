package org.keyedstatebench.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Builds of different ages understand each other. */
class ContractTest {

    /** The readers of the builds before there was a number: they refused every field that they did not know. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** What they read. */
    private record FirstForm(
            String name,
            KafkaThen kafka,
            SourceThen source,
            SinkThen sink,
            OperatorThen operator,
            String emission,
            TriggerThen trigger,
            StateThen state,
            Duration watermarkDelay,
            int parallelism,
            Map<String, String> engineConfig) {}

    private record KafkaThen(
            String bootstrapServers,
            Map<String, String> clientProperties,
            Map<String, String> consumerProperties,
            Map<String, String> producerProperties) {}

    private record SourceThen(
            String topic, Map<Integer, Long> startOffsets, Map<Integer, Long> endOffsets, Long maxPerBatch) {}

    private record SinkThen(String kind, String topic) {}

    private record OperatorThen(String kind, Duration ttl, IdleTimerThen idleTimer) {}

    private record IdleTimerThen(String domain, Duration idle) {}

    private record TriggerThen(String kind, Duration interval) {}

    private record StateThen(
            String backend,
            String directory,
            Duration checkpointInterval,
            String guarantee,
            Boolean changelog,
            boolean async,
            boolean resume) {}

    private static final JobSpec PLAIN = new JobSpec(
            "flink-rocksdb",
            new Kafka("127.0.0.1:9092", Map.of(), Map.of("fetch.max.wait.ms", "10"), Map.of("linger.ms", "2")),
            new Source("events", Map.of(0, 0L, 1, 17L), Map.of()),
            Sink.kafka("counts"),
            Operator.COUNT,
            Emission.PER_EVENT,
            Trigger.PER_RECORD,
            new State("rocksdb", "/tmp/state", Duration.ofSeconds(5), Guarantee.AT_LEAST_ONCE, null, false, false),
            null,
            2,
            Map.of("pipeline.object-reuse", "true"));

    @TempDir
    private Path folder;

    @Test
    void aBuildOfBeforeTheNumberReadsWhatIsWrittenNow() {
        FirstForm read = STRICT.readValue(PLAIN.toJson(), FirstForm.class);
        assertThat(read.name()).isEqualTo("flink-rocksdb");
        assertThat(read.state().checkpointInterval()).isEqualTo(Duration.ofSeconds(5));

        JobSpec full = new JobSpec(
                "spark",
                new Kafka("127.0.0.1:9092", Map.of("a", "b"), Map.of(), Map.of()),
                new Source("events", Map.of(0, 0L), Map.of(0, 9L), 100L),
                Sink.print(),
                Operator.withIdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(1)),
                Emission.PER_KEY,
                Trigger.ASAP,
                new State("rocksdb", "/tmp/state", Duration.ZERO, Guarantee.EXACTLY_ONCE, true, true, true),
                Duration.ZERO,
                1,
                Map.of());
        assertThat(STRICT.readValue(full.toJson(), FirstForm.class)
                        .operator()
                        .idleTimer()
                        .domain())
                .isEqualTo("event-time");
        assertThat(JobSpec.fromJson(full.toJson())).isEqualTo(full);
    }

    @Test
    void whatABuildOfBeforeTheNumberWroteIsReadNow() throws Exception {
        try (InputStream then = ContractTest.class.getResourceAsStream("first-contract.json")) {
            assertThat(JobSpec.fromJson(new String(then.readAllBytes(), StandardCharsets.UTF_8)))
                    .isEqualTo(PLAIN);
        }
    }

    @Test
    void whatIsAsIfItWereNotSaidIsLeftOut() {
        JsonNode json = JsonMapper.shared().readTree(PLAIN.toJson());
        assertThat(json.propertyNames())
                .doesNotContain("contract", "operator", "watermarkDelay")
                .contains("name", "parallelism", "engineConfig");
        assertThat(json.path("kafka").propertyNames()).doesNotContain("clientProperties");
        assertThat(json.path("state").propertyNames()).doesNotContain("changelog", "async", "resume");
        assertThat(json.path("source").propertyNames()).doesNotContain("endOffsets", "maxPerBatch");
    }

    @Test
    void whatOnlyANewerBuildCanDoIsOfTheContractThatHasIt() {
        JobSpec cluster = PLAIN.on(Deployment.localCluster(2, 512, List.of("-XX:+UseG1GC")));
        assertThat(cluster.contract()).isEqualTo(Contract.CLUSTERS);
        assertThat(JobSpec.fromJson(cluster.toJson())).isEqualTo(cluster);
        assertThat(cluster.withoutSecrets()).isEqualTo(cluster);
        assertThat(JsonMapper.shared()
                        .readTree(cluster.toJson())
                        .path("deployment")
                        .path("kind")
                        .asString())
                .isEqualTo("local-cluster");
        assertThat(PLAIN.on(Deployment.remote("http://h:8081")).on(null)).isEqualTo(PLAIN);

        JobSpec elsewhere = with(null, PLAIN.state().withCheckpoints("s3://bucket/x"));
        assertThat(elsewhere.contract()).isEqualTo(Contract.CLUSTERS);
        assertThat(elsewhere.state().checkpointsUri()).isEqualTo("s3://bucket/x");
        assertThat(PLAIN.state().checkpointsUri()).isEqualTo("file:///tmp/state");
        assertThatThrownBy(() -> PLAIN.state().withCheckpoints("/tmp/x"))
                .hasMessage(
                        "state.checkpoints must be a URI such as file:///shared/checkpoints or s3://bucket/folder, got"
                                + " '/tmp/x'");
        assertThatThrownBy(() -> Deployment.localCluster(0, 512, List.of()))
                .hasMessage("deployment.workers must be at least 1, got 0");
        assertThatThrownBy(() -> Deployment.remote(" ")).hasMessage("deployment.address is missing");
        assertThatThrownBy(() -> new Deployment(DeploymentKind.EMBEDDED, 1, 1, null, null, null))
                .hasMessageContaining("where no deployment is said");
    }

    @Test
    void anotherFormAndBytesBesideTheCountAreOfTheThirdContract() {
        JobSpec sql = with(Operator.withTtl(Duration.ofSeconds(1)).in("sql"), PLAIN.state());
        assertThat(sql.contract()).isEqualTo(Contract.FORMS);
        assertThat(JobSpec.fromJson(sql.toJson())).isEqualTo(sql);

        JobSpec padded = with(null, PLAIN.state().withValueBytes(1_024));
        assertThat(padded.contract()).isEqualTo(Contract.FORMS);
        assertThat(JobSpec.fromJson(padded.toJson())).isEqualTo(padded);
        assertThat(padded.state().withCheckpoints("s3://bucket/x").valueBytes()).isEqualTo(1_024);
        assertThat(PLAIN.toJson()).doesNotContain("form", "valueBytes");
        assertThatThrownBy(() -> PLAIN.state().withValueBytes(-1))
                .hasMessage("state.valueBytes must be 0 to 1048576, got -1");
        assertThatThrownBy(() -> Operator.COUNT.in(" ")).hasMessageContaining("operator.form");
    }

    @Test
    void goingOnFromKeptStateIsOfTheFourthContract() {
        JobSpec goesOn = PLAIN.withState(PLAIN.state().withValueBytes(8).goingOnFrom("file:///kept", "savepoint"));
        assertThat(goesOn.contract()).isEqualTo(Contract.CHANGES);
        assertThat(JobSpec.fromJson(goesOn.toJson())).isEqualTo(goesOn);
        assertThat(goesOn.state().continues()).isTrue();
        assertThat(goesOn.state().valueBytes()).isEqualTo(8);
        assertThat(goesOn.state().withCheckpoints("s3://b/x").from()).isEqualTo("file:///kept");
        JobSpec roomy = PLAIN.on(Deployment.localCluster(2, 512, List.of()).withSlots(4));
        assertThat(roomy.contract()).isEqualTo(Contract.CHANGES);
        assertThat(JobSpec.fromJson(roomy.toJson())).isEqualTo(roomy);
        assertThat(Deployment.remote("http://h:1").withSlots(4)).isEqualTo(Deployment.remote("http://h:1"));
        assertThat(PLAIN.toJson()).doesNotContain("from", "rescale", "slots");

        State resuming = new State("rocksdb", "/x", Duration.ZERO, Guarantee.AT_LEAST_ONCE, null, false, true);
        assertThat(resuming.goingOnFrom("file:///kept", null).resume()).isFalse();
        assertThatThrownBy(() -> PLAIN.state().goingOnFrom(null, "savepoint"))
                .hasMessage(
                        "state.rescale 'savepoint' brings kept state to another parallelism: expected state.from, where"
                                + " it was kept");
    }

    private static JobSpec with(Operator operator, State state) {
        return new JobSpec(
                "x",
                PLAIN.kafka(),
                PLAIN.source(),
                PLAIN.sink(),
                operator,
                PLAIN.emission(),
                PLAIN.trigger(),
                state,
                null,
                1,
                Map.of());
    }

    @Test
    void anUnknownFieldIsPassedOverAndANewerContractRefusedBeforeAllElse() throws Exception {
        String more = PLAIN.toJson().replace("\"parallelism\"", "\"unheardOf\" : {\"a\" : 1}, \"parallelism\"");
        assertThat(JobSpec.fromJson(more)).isEqualTo(PLAIN);

        Path newer = Files.writeString(
                folder.resolve("job.json"),
                more.replace("\"per-event\"", "\"per-mood\"").replaceFirst("\\{", "{\"contract\" : 5,"));
        assertThatThrownBy(() -> JobSpec.read(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read the job specification " + newer
                        + ": the job specification is of contract 5, and this build knows contracts up to 4: take a build that is"
                        + " as new");
        assertThatThrownBy(() -> JobSpec.fromJson(PLAIN.toJson().replaceFirst("\\{", "{\"contract\" : 0,")))
                .hasMessageContaining("is of contract 0, expected 1 or more");
        assertThatCode(() -> Contract.check(null, "it")).doesNotThrowAnyException();
    }
}
