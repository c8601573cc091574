package org.keyedstatebench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;

class KafkaEndsTest {

    private static final Kafka KAFKA = new Kafka(
            "host:1",
            Map.of("security.protocol", "PLAINTEXT", "client.id", "all"),
            Map.of("fetch.max.wait.ms", "10"),
            Map.of("linger.ms", "0", "client.id", "own"));

    @Test
    void withoutStartOffsetsTheWholeTopicIsRead() {
        assertThat(KafkaEnds.sourceOptions(Specs.reading(KAFKA, new Source("in", Map.of(), Map.of()))))
                .isEqualTo(Map.of(
                        "kafka.bootstrap.servers", "host:1",
                        "kafka.security.protocol", "PLAINTEXT",
                        "kafka.client.id", "all",
                        "kafka.fetch.max.wait.ms", "10",
                        "subscribe", "in",
                        "startingOffsets", "earliest",
                        "failOnDataLoss", "true"));
    }

    @Test
    void withStartOffsetsOnlyTheNamedPartitionsBelongToTheJob() {
        assertThat(KafkaEnds.sourceOptions(Specs.reading(KAFKA, new Source("in", Map.of(2, 5L), Map.of(2, 9L)))))
                .containsEntry("assign", "{\"in\":[2]}")
                .containsEntry("startingOffsets", "{\"in\":{\"2\":5}}")
                .containsEntry("endingOffsets", "{\"in\":{\"2\":9}}")
                .doesNotContainKey("subscribe");
    }

    @Test
    void aLimitForAMicroBatchIsTheSources() {
        assertThat(KafkaEnds.sourceOptions(Specs.reading(KAFKA, new Source("in", Map.of(), Map.of(), 5_000L))))
                .containsEntry("maxOffsetsPerTrigger", "5000");
    }

    @Test
    void theProducersOwnPropertiesWinOverThoseOfAllClients() {
        assertThat(KafkaEnds.sinkOptions(Specs.writing(KAFKA, Sink.kafka("out"))))
                .isEqualTo(Map.of(
                        "kafka.bootstrap.servers", "host:1",
                        "kafka.security.protocol", "PLAINTEXT",
                        "kafka.client.id", "own",
                        "kafka.linger.ms", "0",
                        "topic", "out"));
    }

    @Test
    void whatIsReportedOfTheClientsHoldsNoSecret() {
        Kafka secured = new Kafka(
                "host:1",
                Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.jaas.config", "the password"),
                Map.of("fetch.max.wait.ms", "10"),
                Map.of("linger.ms", "2"));
        Map<String, String> settings = KafkaEnds.clientSettings(Specs.writing(secured, Sink.kafka("out")));
        assertThat(settings)
                .containsEntry("kafka.consumer.fetch.max.wait.ms", "10")
                .containsEntry("kafka.producer.linger.ms", "2")
                .containsEntry("kafka.producer.acks", "all");
        assertThat(settings.values()).noneMatch(value -> value.contains("password"));
    }
}
