package org.keyedstatebench.job;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of Kafka clients that can favour a side, under names that are the same for every engine, so that the fairness
 * manifest can set them side by side. Named ones only: the others may hold passwords.
 */
public final class ClientSettings {

    public static final String CONSUMER = "kafka.consumer.";
    public static final String PRODUCER = "kafka.producer.";

    private static final List<String> OF_CONSUMER = List.of(
            "fetch.max.bytes",
            "fetch.max.wait.ms",
            "fetch.min.bytes",
            "isolation.level",
            "max.partition.fetch.bytes",
            "max.poll.records");

    private static final List<String> OF_PRODUCER = List.of(
            "acks",
            "batch.size",
            "buffer.memory",
            "compression.type",
            "enable.idempotence",
            "linger.ms",
            "max.in.flight.requests.per.connection");

    private ClientSettings() {}

    /**
     * What is in effect.
     *
     * @param consumer all values of the consumer's configuration, defaults included
     * @param producer all values of the producer's configuration; empty if the job has none
     */
    public static Map<String, String> inEffect(Map<String, ?> consumer, Map<String, ?> producer) {
        Map<String, String> settings = new TreeMap<>();
        pick(CONSUMER, OF_CONSUMER, consumer, settings);
        pick(PRODUCER, OF_PRODUCER, producer, settings);
        return Collections.unmodifiableMap(settings);
    }

    private static void pick(String prefix, List<String> names, Map<String, ?> values, Map<String, String> into) {
        for (String name : names) {
            if (values.containsKey(name)) {
                String value = String.valueOf(values.get(name));
                // Kafka keeps the word "all" as a number; a comparison needs one form.
                into.put(prefix + name, name.equals("acks") && value.equals("-1") ? "all" : value);
            }
        }
    }
}
