package org.keyedstatebench.harness.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.measure.PassedThrough;
import org.keyedstatebench.measure.VisibleEvents;

@Timeout(120)
class TopicsIT {

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static Topics topics;

    @BeforeAll
    static void start() {
        kafka = TestBroker.start(folder);
        topics = TestBroker.topics(kafka);
    }

    @AfterAll
    static void stop() {
        topics.close();
        kafka.close();
    }

    @Test
    void aNewTopicHasItsPartitionsAndNoRecords() {
        topics.create("new", 2);

        assertThat(topics.endOffsets("new")).isEqualTo(Map.of(0, 0L, 1, 0L));
    }

    @Test
    void aTopicThatExistsIsNotTakenOver() {
        topics.create("twice", 1);

        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> topics.create("twice", 1))
                .withMessage("cannot create the topic 'twice' at " + kafka.bootstrapServers()
                        + ": a topic of this name exists");
    }

    @Test
    void aDeletedTopicIsGoneAndDeletingItAgainIsNoError() {
        topics.create("gone", 1);
        topics.create("stays", 1);

        topics.delete(List.of("gone", "never-there"));
        topics.delete(List.of("gone"));

        assertThat(topics.endOffsets("stays")).hasSize(1);
        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> topics.endOffsets("gone"))
                .withMessageContaining("there is no such topic");
    }

    @Test
    void afterCtrlCTopicsAreStillRemoved() {
        topics.create("of-an-interrupted-run", 1);

        Thread.currentThread().interrupt();
        topics.delete(List.of("of-an-interrupted-run"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(topics.find("of-an-interrupted-run")).isEmpty();
    }

    @Test
    void aTopicThatIsThereIsFoundAsItIs() {
        topics.create("found", 3);

        assertThat(topics.find("found")).contains(new Topics.Shape(3, 1));
        assertThat(topics.find("not-there")).isEmpty();
    }

    @Test
    void moreReplicasThanBrokersAreRefusedInKafkasWords() {
        try (Topics twice = new Topics(kafka, Optional.of((short) 2), warning -> {})) {
            assertThatExceptionOfType(KafkaUnavailableException.class)
                    .isThrownBy(() -> twice.create("replicated", 1))
                    .withMessageContaining("cannot create the topic 'replicated'")
                    .withMessageContaining("replication factor of 2 cannot be reached because only 1 broker(s)");
        }
    }

    @Test
    void anEventThatKafkaNeverTakesIsKnownAtOnce() {
        topics.create("large", 1);
        try (KafkaEventSink sink = new KafkaEventSink(
                "large", Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", "1"))) {
            assertThat(sink.refusal()).isEmpty();
            sink.send(0, new byte[10]);
            assertThat(sink.refusal())
                    .hasValueSatisfying(words -> assertThat(words)
                            .contains("larger than 1")
                            .contains("max.request.size of the producer, and message.max.bytes of the broker"));
        }
    }

    @Test
    void anExistingKafkaIsDescribedAndSurvivesBeingClosed() {
        ExternalKafka external = ExternalKafka.open(kafka.bootstrapServers(), Map.of("client.id", "test"));

        external.close();

        assertThat(external.description())
                .startsWith("existing Kafka at " + kafka.bootstrapServers())
                .endsWith("1 broker");
        assertThat(external.pid()).isEmpty();
        assertThat(kafka.obituary()).isEmpty();
    }

    @Test
    void aKafkaThatDoesNotAnswerIsReportedWithWhatToCheck() {
        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> ExternalKafka.open("127.0.0.1:1", Map.of()))
                .withMessageStartingWith("cannot reach Kafka at 127.0.0.1:1: no broker answered within 15 s; check");
    }

    @Test
    void securitySettingsThatKafkaRefusesAreReported() {
        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> ExternalKafka.open("127.0.0.1:1", Map.of("security.protocol", "NONE")))
                .withMessageContaining("security.protocol");
    }

    /** Whoever else writes into an output topic must not end a run: what nobody sent accounts for is counted, whatever it is. */
    @Test
    void aRowThatNoCounterWritesIsUnexpectedAndStopsNoCollector() throws Exception {
        topics.create("rows", 1);
        List<byte[]> hostile = new ArrayList<>();
        hostile.add(null);
        hostile.add(new byte[0]);
        hostile.add(new byte[] {(byte) 0xC3, (byte) 0x28, 0, (byte) 0xFF});
        hostile.add(new byte[900_000]);
        for (String row : List.of(
                "null",
                "7",
                "[".repeat(100_000),
                "{\"key\":\"key-0\"",
                "{\"key\":\"key-0\",\"running_count\":-1}",
                "{\"key\":\"key-0\",\"running_count\":0}",
                "{\"key\":\"key-0\",\"running_count\":2147483649}",
                "{\"key\":\"key-0\",\"running_count\":9223372036854775807}",
                "{\"key\":\"key-0\",\"running_count\":9223372036854775808}",
                "{\"key\":\"key-0\",\"running_count\":1e3}",
                "{\"key\":\"key-99999999\",\"running_count\":1}",
                "{\"key\":\"somebody else's\",\"running_count\":1}",
                "{\"key\":\"key-0\",\"running_count\":1,\"idle\":true}",
                "{\"key\":null,\"running_count\":1}")) {
            hostile.add(row.getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaEventSink sink = new KafkaEventSink("rows", properties)) {
            hostile.forEach(row -> sink.send(row == null ? null : new byte[] {(byte) 0xFF}, row));
            sink.flush();
            assertThat(sink.firstFailure()).isEmpty();
        }

        for (Function<byte[], Optional<Count>> decoder :
                List.<Function<byte[], Optional<Count>>>of(CountDecoder::decode, new PassedThrough(1)::decode)) {
            try (OutputCollector collector =
                    new OutputCollector("rows", 1, false, decoder, properties, System::nanoTime)) {
                collector.measure(new VisibleEvents(
                        new EventSequence(1, KeySpace.uniform(1)),
                        event -> 0,
                        () -> 0,
                        true,
                        new DrainCurve(),
                        null,
                        null));
                collector.start();
                Coverage.Account account =
                        collector.finish(Duration.ofSeconds(30)).orElseThrow();
                assertThat(account.rows()).isEqualTo(hostile.size());
                assertThat(account.unexpectedRows()).isEqualTo(hostile.size());
            }
        }
    }
}
