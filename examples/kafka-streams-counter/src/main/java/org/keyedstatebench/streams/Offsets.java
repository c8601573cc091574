package org.keyedstatebench.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.keyedstatebench.job.Source;

/** Where the job starts and what it leaves in Kafka: Kafka Streams knows no other start than the offsets of its group. */
final class Offsets implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final Admin admin;
    private final String bootstrapServers;

    Offsets(Map<String, Object> clientProperties, String bootstrapServers) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("bootstrap.servers", bootstrapServers);
        this.admin = Admin.create(properties);
        this.bootstrapServers = bootstrapServers;
    }

    /** @throws StreamsFailure if Kafka does not answer or has no such topic, in one sentence */
    Set<Integer> partitionsOf(String topic) throws InterruptedException {
        try {
            Set<Integer> partitions = new TreeSet<>();
            get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                    .partitions()
                    .forEach(partition -> partitions.add(partition.partition()));
            return partitions;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownTopicOrPartitionException
                    ? new StreamsFailure("Kafka at " + bootstrapServers + " has no topic '" + topic + "'", e)
                    : new StreamsFailure(
                            "cannot read the topic '" + topic + "' at " + bootstrapServers + " ("
                                    + e.getCause().getMessage() + "): check the address and that Kafka runs there",
                            e);
        } catch (TimeoutException e) {
            throw new StreamsFailure(
                    "cannot read the topic '" + topic + "' at " + bootstrapServers + " within " + LIMIT.toSeconds()
                            + " s: check the address and that Kafka runs there",
                    e);
        }
    }

    /** Commits the start for a group that has never run: the offsets of the specification, or the beginning. */
    void start(String group, Source source) throws Exception {
        Set<Integer> existing = partitionsOf(source.topic());
        Map<Integer, Long> start =
                source.startOffsets().isEmpty() ? beginning(source.topic(), existing) : source.startOffsets();
        if (!start.keySet().equals(existing)) {
            throw new StreamsFailure("the topic '" + source.topic() + "' has the partitions " + existing
                    + ", the specification names " + start.keySet() + ": Kafka Streams reads all of a topic");
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        start.forEach((partition, offset) ->
                offsets.put(new TopicPartition(source.topic(), partition), new OffsetAndMetadata(offset)));
        get(admin.alterConsumerGroupOffsets(group, offsets).all());
    }

    private Map<Integer, Long> beginning(String topic, Collection<Integer> partitions) throws Exception {
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        partitions.forEach(partition -> earliest.put(new TopicPartition(topic, partition), OffsetSpec.earliest()));
        Map<Integer, Long> offsets = new TreeMap<>();
        get(admin.listOffsets(earliest).all())
                .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
        return offsets;
    }

    /** Where the group would go on. */
    Map<Integer, Long> committed(String group) throws Exception {
        Map<Integer, Long> offsets = new TreeMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
        return offsets;
    }

    boolean exists(String topic) throws Exception {
        return get(admin.listTopics().names()).contains(topic);
    }

    /** Removes what a job that will not go on leaves: its group and its internal topics. */
    void remove(String group) throws Exception {
        Set<String> internal = new HashSet<>(get(admin.listTopics().names()));
        internal.removeIf(topic -> !topic.startsWith(group + "-"));
        get(admin.deleteTopics(internal).all());
        try {
            get(admin.deleteConsumerGroups(List.of(group)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(LIMIT);
    }
}
