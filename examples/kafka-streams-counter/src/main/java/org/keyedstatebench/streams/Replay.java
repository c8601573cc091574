package org.keyedstatebench.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.keyedstatebench.event.EventDecoder;

/**
 * The events that a killed job had counted and not committed. With at-least-once, Kafka Streams restores their counts from the changelog
 * and processes them again, so that they would be counted twice; the contract wants exact counts, and rows written again. What makes
 * it possible is that the state of a key knows the offset of its last event: a count can be taken back to what it was before an
 * event that comes again, by the events of the key that came after it. Immutable.
 */
final class Replay {

    static final Replay NONE = new Replay(Map.of());

    private static final Duration POLL = Duration.ofMillis(100);

    /** Offsets of the events of each key of each partition, ascending. */
    private final Map<Integer, Map<String, List<Long>>> offsets;

    private Replay(Map<Integer, Map<String, List<Long>>> offsets) {
        this.offsets = offsets;
    }

    /**
     * Reads what will come again.
     *
     * @param consumer of bytes, without a group
     * @param topic with the events
     * @param changelog of the store; one record an event, in the order of the events
     * @param committed offsets that the job goes on from
     */
    static Replay read(
            Consumer<String, byte[]> consumer, String topic, String changelog, Map<Integer, Long> committed) {
        Map<Integer, Map<String, List<Long>>> offsets = new HashMap<>();
        committed.forEach((partition, from) -> {
            long last = lastCounted(consumer, new TopicPartition(changelog, partition));
            if (last >= from) {
                offsets.put(partition, events(consumer, new TopicPartition(topic, partition), from, last));
            }
        });
        return new Replay(offsets);
    }

    /** How many events of a key there are after one offset, up to and with another. */
    long behind(int partition, String key, long offset, long last) {
        return offsets.getOrDefault(partition, Map.of()).getOrDefault(key, List.of()).stream()
                .filter(one -> one > offset && one <= last)
                .count();
    }

    private static long lastCounted(Consumer<String, byte[]> consumer, TopicPartition changelog) {
        long end = consumer.endOffsets(Set.of(changelog)).get(changelog);
        if (end == 0) {
            return -1;
        }
        consumer.assign(Set.of(changelog));
        consumer.seek(changelog, end - 1);
        long last = -1;
        while (consumer.position(changelog) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                last = KeyCount.SERDE
                        .deserializer()
                        .deserialize(changelog.topic(), record.value())
                        .offset();
            }
        }
        return last;
    }

    private static Map<String, List<Long>> events(
            Consumer<String, byte[]> consumer, TopicPartition partition, long from, long last) {
        Map<String, List<Long>> offsets = new HashMap<>();
        consumer.assign(Set.of(partition));
        consumer.seek(partition, from);
        while (consumer.position(partition) <= last) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                EventDecoder.decode(record.value())
                        .ifPresent(event -> offsets.computeIfAbsent(event.key(), none -> new ArrayList<>())
                                .add(record.offset()));
            }
        }
        return offsets;
    }
}
