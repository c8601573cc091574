package org.keyedstatebench.harness.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** A Kafka that the user already has: checked once, then left alone. Immutable and thread-safe. */
public final class ExternalKafka implements KafkaCluster {

    private final String bootstrapServers;
    private final Map<String, String> clientProperties;
    private final String clusterId;
    private final int brokers;

    private ExternalKafka(
            String bootstrapServers, Map<String, String> clientProperties, String clusterId, int brokers) {
        this.bootstrapServers = bootstrapServers;
        this.clientProperties = clientProperties;
        this.clusterId = clusterId;
        this.brokers = brokers;
    }

    /**
     * Waits at most 16 s for a broker to answer.
     *
     * @param bootstrapServers host:port list
     * @param clientProperties as {@link KafkaProperties#merge} gives them
     * @throws KafkaUnavailableException if no broker answers; the message says what to check
     */
    public static ExternalKafka open(String bootstrapServers, Map<String, String> clientProperties) {
        Admin admin = Answers.open(bootstrapServers, clientProperties);
        try {
            DescribeClusterResult cluster = admin.describeCluster();
            String what = "reach Kafka";
            int brokers = Answers.await(cluster.nodes(), what, bootstrapServers).size();
            String clusterId = Answers.await(cluster.clusterId(), what, bootstrapServers);
            return new ExternalKafka(bootstrapServers, Map.copyOf(clientProperties), clusterId, brokers);
        } finally {
            // It was answered, or nobody waits any more.
            admin.close(Duration.ZERO);
        }
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public Map<String, String> clientProperties() {
        return clientProperties;
    }

    @Override
    public String description() {
        return "existing Kafka at " + bootstrapServers + ", cluster " + clusterId + ", "
                + (brokers == 1 ? "1 broker" : brokers + " brokers");
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public boolean outlivesTheCommand() {
        return true;
    }

    @Override
    public void close() {
        // It is not ours to stop.
    }
}
