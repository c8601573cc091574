package org.keyedstatebench.reference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.keyedstatebench.job.Source;

/** Reads exactly the records that the specification names, from partitions that it assigns itself. Not thread-safe. */
final class KafkaInput {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(12);

    /** How long a stop request may go unnoticed while nothing arrives. */
    private static final Duration POLL_LIMIT = Duration.ofMillis(50);

    private static final Set<String> METRICS = Set.of("fetch-latency-avg", "records-per-request-avg");

    private final KafkaConsumer<Void, byte[]> consumer;
    private final String bootstrapServers;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private Goal goal;
    private long polls;

    KafkaInput(KafkaConsumer<Void, byte[]> consumer, String bootstrapServers) {
        this.consumer = consumer;
        this.bootstrapServers = bootstrapServers;
    }

    /** @throws KafkaFailure if Kafka does not answer or has no such topic */
    Set<Integer> partitionsOf(String topic) throws KafkaFailure {
        List<PartitionInfo> found;
        try {
            found = consumer.partitionsFor(topic, CONNECT_LIMIT);
        } catch (KafkaException e) {
            throw new KafkaFailure(
                    "cannot read the topic '" + topic + "' at " + bootstrapServers + " within "
                            + CONNECT_LIMIT.toSeconds() + " s (" + e.getMessage()
                            + "): check the address and that Kafka runs there",
                    e);
        }
        if (found == null || found.isEmpty()) {
            throw new KafkaFailure("Kafka at " + bootstrapServers + " has no topic '" + topic + "'");
        }
        Set<Integer> numbers = new TreeSet<>();
        found.forEach(partition -> numbers.add(partition.partition()));
        return numbers;
    }

    /** Goes to the start offsets; without any, to the beginning of the partitions of the end offsets or of the topic. */
    void open(Source source) throws KafkaFailure {
        Set<Integer> existing = partitionsOf(source.topic());
        Collection<Integer> wanted = wanted(source, existing);
        if (!existing.containsAll(wanted)) {
            throw new KafkaFailure("the topic '" + source.topic() + "' has the partitions " + existing
                    + ", the specification names " + wanted);
        }
        wanted.forEach(partition -> partitions.add(new TopicPartition(source.topic(), partition)));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        source.startOffsets()
                .forEach((partition, offset) -> consumer.seek(new TopicPartition(source.topic(), partition), offset));
        goal = new Goal(wanted, source.endOffsets());
        for (TopicPartition partition : partitions) {
            finishAt(partition, consumer.position(partition, CONNECT_LIMIT));
        }
    }

    boolean isAtEnd() {
        return goal.isReached();
    }

    /** Counts what has arrived, or returns after a short wait. */
    void poll(EventCounter counter) {
        ConsumerRecords<Void, byte[]> records = consumer.poll(POLL_LIMIT);
        polls++;
        for (ConsumerRecord<Void, byte[]> record : records) {
            if (goal.includes(record.partition(), record.offset())) {
                counter.count(record.value());
            }
        }
        records.nextOffsets().forEach((partition, next) -> finishAt(partition, next.offset()));
    }

    /** Numbers for the stopped signal, a new map. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = Clients.metrics(consumer.metrics(), METRICS);
        metrics.put("polls", (double) polls);
        return metrics;
    }

    private static Collection<Integer> wanted(Source source, Set<Integer> existing) {
        if (!source.startOffsets().isEmpty()) {
            return source.startOffsets().keySet();
        }
        return source.endOffsets().isEmpty() ? existing : source.endOffsets().keySet();
    }

    private void finishAt(TopicPartition partition, long position) {
        if (goal.finishes(partition.partition(), position)) {
            consumer.pause(List.of(partition));
        }
    }
}
