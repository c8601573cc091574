package org.keyedstatebench.harness.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates, inspects and deletes the topics of a run. Thread-safe.
 *
 * <p>Every method waits at most 16 s for Kafka and throws {@link KafkaUnavailableException} with one sentence if it refuses
 * or does not answer.
 */
public final class Topics implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 200;

    private final KafkaAdmin admin;
    private final Optional<Short> replicationFactor;
    private final Consumer<String> warnings;
    private final String stays;

    /**
     * @param replicationFactor of the topics that are created; empty for the broker's default
     * @param warnings takes a line for each topic that cannot be deleted
     */
    public Topics(KafkaCluster cluster, Optional<Short> replicationFactor, Consumer<String> warnings) {
        this.replicationFactor = replicationFactor;
        this.warnings = warnings;
        this.stays =
                cluster.outlivesTheCommand() ? " (it stays: delete it by hand)" : " (it stays until its broker ends)";
        this.admin = new KafkaAdmin(cluster.bootstrapServers(), cluster.clientProperties());
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
        admin.await(admin.client().createTopics(List.of(topic)).all(), what);
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
        if (!admin.await(admin.client().listTopics().names(), "list topics").contains(name)) {
            return Optional.empty();
        }
        List<TopicPartitionInfo> partitions = describe(name, "describe the topic '" + name + "'");
        return Optional.of(
                new Shape(partitions.size(), partitions.get(0).replicas().size()));
    }

    private List<TopicPartitionInfo> describe(String name, String what) {
        return admin.await(
                        admin.client()
                                .describeTopics(List.of(name))
                                .topicNameValues()
                                .get(name),
                        what)
                .partitions();
    }

    /**
     * Deletes the topics; those that do not exist are as wanted already. What cannot be deleted is warned of: it is no reason to
     * lose what was measured with it. Works in a thread that was interrupted: what a command made is removed after Ctrl-C, too.
     */
    public void delete(Collection<String> names) {
        boolean interrupted = Thread.interrupted();
        admin.client().deleteTopics(List.copyOf(names)).topicNameValues().forEach((name, deletion) -> {
            try {
                admin.await(deletion, "delete the topic '" + name + "'");
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
        admin.await(admin.client().listOffsets(latest).all(), what)
                .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }

    @Override
    public void close() {
        admin.close();
    }
}
