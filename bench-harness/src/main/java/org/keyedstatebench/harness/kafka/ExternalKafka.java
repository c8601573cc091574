package org.keyedstatebench.harness.kafka;

import java.util.Map;

/**
 * A Kafka that the user already has: checked once, then left alone. Immutable and thread-safe.
 *
 * @param clientProperties unmodifiable; may hold secrets
 */
public record ExternalKafka(String bootstrapServers, Map<String, String> clientProperties, String description)
        implements KafkaCluster {

    /**
     * Waits at most 16 s for a broker to answer.
     *
     * @param bootstrapServers host:port list
     * @param clientProperties as {@link KafkaProperties#merge} gives them
     * @throws KafkaUnavailableException if no broker answers; the message says what to check
     */
    public static ExternalKafka open(String bootstrapServers, Map<String, String> clientProperties) {
        try (KafkaAdmin admin = new KafkaAdmin(bootstrapServers, clientProperties)) {
            var cluster = admin.client().describeCluster();
            int brokers = admin.await(cluster.nodes(), "reach Kafka").size();
            String id = admin.await(cluster.clusterId(), "reach Kafka");
            String description = "existing Kafka at " + bootstrapServers + ", cluster " + id + ", "
                    + (brokers == 1 ? "1 broker" : brokers + " brokers");
            return new ExternalKafka(bootstrapServers, Map.copyOf(clientProperties), description);
        }
    }

    @Override
    public boolean outlivesTheCommand() {
        return true;
    }

    @Override
    public void close() {
        // It is not ours to stop.
    }

    @Override
    public String toString() {
        return description;
    }
}
