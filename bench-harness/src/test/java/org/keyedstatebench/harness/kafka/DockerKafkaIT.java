package org.keyedstatebench.harness.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DockerKafkaIT {

    /** Where no image can be pulled, an image of one's own: {@code KAFKA_DOCKER_IMAGE=name mvn verify}. */
    private static final String IMAGE =
            Optional.ofNullable(System.getenv("KAFKA_DOCKER_IMAGE")).orElse(DockerKafka.DEFAULT_IMAGE);

    @Test
    void aBrokerInDockerServesTopicsAndIsGoneAfterwards() {
        assumeTrue(DockerKafka.isDockerAvailable(), "skipped: no Docker daemon answers on this machine");
        KafkaCluster kafka = DockerKafka.start(IMAGE);
        try (kafka;
                Topics topics = TestBroker.topics(kafka)) {
            topics.create("events", 2);

            assertThat(topics.endOffsets("events")).isEqualTo(Map.of(0, 0L, 1, 0L));
        }
        String address = kafka.bootstrapServers();
        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> ExternalKafka.open(address, Map.of()));
    }

    @Test
    void withoutDockerTheUserIsToldWhatToDo() {
        assumeFalse(DockerKafka.isDockerAvailable(), "skipped: this machine has Docker");

        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> DockerKafka.start(IMAGE))
                .withMessageContaining("Docker does not answer")
                .withMessageContaining("embedded broker");
    }
}
