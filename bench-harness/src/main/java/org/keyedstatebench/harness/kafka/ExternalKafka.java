package org.keyedstatebench.harness.kafka;

import java.util.Map;
import java.util.Optional;

/**
 * A Kafka that this process did not fork: in Docker, or one that the user already has, which is checked once and then left alone.
 * Immutable and thread-safe.
 *
 * @param clientProperties unmodifiable; may hold secrets
 * @param end ends it and removes its data; does nothing to one that is not ours to stop
 */
public record ExternalKafka(
        String bootstrapServers,
        Map<String, String> clientProperties,
        String description,
        boolean outlivesTheCommand,
        Runnable end)
        implements KafkaCluster {

    /**
     * Waits at most 16 s for a broker to answer.
     *
     * @param bootstrapServers host:port list
     * @param clientProperties as {@link KafkaProperties#values} gives them
     * @throws KafkaUnavailableException if no broker answers; the message says what to check
     */
    public static ExternalKafka open(String bootstrapServers, Map<String, String> clientProperties) {
        Map<String, String> properties = Map.copyOf(clientProperties);
        String where = "existing Kafka at " + bootstrapServers;
        KafkaCluster kafka = new ExternalKafka(bootstrapServers, properties, where, true, () -> {});
        try (Topics topics = new Topics(kafka, Optional.empty(), warning -> {})) {
            return new ExternalKafka(bootstrapServers, properties, where + ", " + topics.cluster(), true, () -> {});
        }
    }

    @Override
    public void close() {
        end.run();
    }

    @Override
    public String toString() {
        return description;
    }
}
