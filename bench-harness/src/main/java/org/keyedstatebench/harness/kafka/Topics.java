package org.keyedstatebench.harness.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates, inspects and deletes the topics of a run, and turns the many ways in which Kafka can fail to answer into one sentence
 * each. Thread-safe.
 *
 * <p>Every method waits at most 16 s for Kafka and throws {@link KafkaUnavailableException} with one sentence if it refuses
 * or does not answer.
 */
public final class Topics implements AutoCloseable {

    /** How long a broker may take to answer before it counts as unreachable. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 200;

    private final Admin client;
    private final String bootstrapServers;
    private final Optional<Short> replicationFactor;
    private final Consumer<String> warnings;
    private final String stays;

    /**
     * @param replicationFactor of the topics that are created; empty for the broker's default
     * @param warnings takes a line for each topic that cannot be deleted
     * @throws KafkaUnavailableException if a client cannot be made, e.g. of wrong security settings
     */
    public Topics(KafkaCluster cluster, Optional<Short> replicationFactor, Consumer<String> warnings) {
        this.replicationFactor = replicationFactor;
        this.warnings = warnings;
        this.stays =
                cluster.outlivesTheCommand() ? " (it stays: delete it by hand)" : " (it stays until its broker ends)";
        this.bootstrapServers = cluster.bootstrapServers();
        Map<String, Object> properties = new HashMap<>(cluster.clientProperties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        try {
            this.client = Admin.create(properties);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException(
                    "cannot connect to Kafka at " + bootstrapServers + ": " + KafkaFailure.reason(e), e);
        }
    }

    /**
     * What the names of a run's topics begin with.
     *
     * @param run its id
     * @return another one each time: on the same Kafka somebody else's run may have begun in the same second
     */
    public static String prefix(String run) {
        return "ksb-" + run + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Which cluster it is, and how many brokers it has, for people. */
    String cluster() {
        DescribeClusterResult cluster = client.describeCluster();
        int brokers = await(cluster.nodes(), "reach Kafka").size();
        return "cluster " + await(cluster.clusterId(), "reach Kafka") + ", "
                + (brokers == 1 ? "1 broker" : brokers + " brokers");
    }

    /** Host and port of each broker, as clients are told them. */
    public List<String> brokers() {
        return await(client.describeCluster().nodes(), "reach Kafka").stream()
                .map(node -> node.host() + ":" + node.port())
                .sorted()
                .toList();
    }

    /**
     * Creates a topic.
     *
     * @param partitions at least 1
     * @throws KafkaUnavailableException also if the topic exists: its records would be counted
     */
    public void create(String name, int partitions) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), replicationFactor);
        String what = "create the topic '" + name + "'";
        await(client.createTopics(List.of(topic)).all(), what);
        awaitKnown(name, what);
    }

    /** The controller answers first, and the broker learns of a topic a moment later. */
    private void awaitKnown(String name, String what) {
        for (int attempt = 1; ; attempt++) {
            try {
                describe(name, what);
                return;
            } catch (KafkaUnavailableException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || attempt >= MOST_LOOKS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /**
     * What a topic is like that somebody else may have made.
     *
     * @param replicationFactor of its first partition
     */
    public record Shape(int partitions, int replicationFactor) {}

    /** Empty if there is no such topic. */
    public Optional<Shape> find(String name) {
        if (!await(client.listTopics().names(), "list topics").contains(name)) {
            return Optional.empty();
        }
        List<TopicPartitionInfo> partitions = describe(name, "describe the topic '" + name + "'");
        return Optional.of(
                new Shape(partitions.size(), partitions.get(0).replicas().size()));
    }

    private List<TopicPartitionInfo> describe(String name, String what) {
        return await(client.describeTopics(List.of(name)).topicNameValues().get(name), what)
                .partitions();
    }

    /**
     * Deletes the topics; those that do not exist are as wanted already. What cannot be deleted is warned of: it is no reason to
     * lose what was measured with it. Works in a thread that was interrupted: what a command made is removed after Ctrl-C, too.
     */
    public void delete(Collection<String> names) {
        boolean interrupted = Thread.interrupted();
        client.deleteTopics(List.copyOf(names)).topicNameValues().forEach((name, deletion) -> {
            try {
                await(deletion, "delete the topic '" + name + "'");
            } catch (KafkaUnavailableException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    warnings.accept(e.getMessage() + stays);
                }
            }
        });
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Offset that the next record of each partition will get, by partition. */
    public Map<Integer, Long> endOffsets(String topic) {
        String what = "read the end offsets of the topic '" + topic + "'";
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        describe(topic, what).forEach(p -> latest.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
        Map<Integer, Long> offsets = new TreeMap<>();
        await(client.listOffsets(latest).all(), what)
                .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }

    /**
     * Waits for an answer.
     *
     * @param what was asked, to follow "cannot"
     * @throws KafkaUnavailableException if the answer is an error or does not come in time
     */
    private <T> T await(KafkaFuture<T> answer, String what) {
        try {
            return answer.get(LIMIT.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unavailable(what, KafkaFailure.advice(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(what, KafkaFailure.advice(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(what, "interrupted", e);
        }
    }

    private KafkaUnavailableException unavailable(String what, String why, Throwable cause) {
        return new KafkaUnavailableException("cannot " + what + " at " + bootstrapServers + ": " + why, cause);
    }

    @Override
    public void close() {
        // Every answer was waited for; a broker that is gone must not hold up the end of a run.
        client.close(Duration.ofSeconds(1));
    }
}
