package org.keyedstatebench.harness.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.harness.load.KafkaEventSink;

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
        assertThat(kafka.onExit()).isNotDone();
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
}
