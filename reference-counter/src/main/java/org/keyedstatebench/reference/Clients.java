package org.keyedstatebench.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.keyedstatebench.job.ClientSettings;
import org.keyedstatebench.job.Kafka;

/** Makes the Kafka clients of the loop and tells with which settings they really run. */
final class Clients {

    /** The key stands in the event as well: it is not worth a copy. */
    private static final Deserializer<Void> NOTHING = (topic, bytes) -> null;

    private Clients() {}

    static KafkaConsumer<Void, byte[]> consumer(Kafka kafka) {
        return new KafkaConsumer<>(consumerProperties(kafka), NOTHING, new ByteArrayDeserializer());
    }

    static KafkaProducer<byte[], byte[]> producer(Kafka kafka) {
        return new KafkaProducer<>(producerProperties(kafka), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Settings in effect; with those of the producer only if there is one. */
    static Map<String, String> settings(Kafka kafka, boolean withProducer) {
        Map<String, Object> consumer = consumerProperties(kafka);
        consumer.put("key.deserializer", ByteArrayDeserializer.class);
        consumer.put("value.deserializer", ByteArrayDeserializer.class);
        Map<String, Object> producer = producerProperties(kafka);
        producer.put("key.serializer", ByteArraySerializer.class);
        producer.put("value.serializer", ByteArraySerializer.class);
        return ClientSettings.inEffect(
                new ConsumerConfig(consumer).values(), withProducer ? new ProducerConfig(producer).values() : Map.of());
    }

    /** The client's totals of these names; those without a value, e.g. an average over nothing, are left out. */
    static Map<String, Double> metrics(Map<MetricName, ? extends Metric> all, Set<String> names) {
        Map<String, Double> found = new TreeMap<>();
        all.forEach((name, metric) -> {
            boolean isTotal = name.tags().keySet().equals(Set.of("client-id"));
            if (isTotal
                    && names.contains(name.name())
                    && metric.metricValue() instanceof Double value
                    && Double.isFinite(value)) {
                found.put(name.name(), value);
            }
        });
        return found;
    }

    private static Map<String, Object> consumerProperties(Kafka kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.putAll(kafka.consumerProperties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        // A topic or an offset that is not there is a failure, never a reason to count something else.
        properties.put("allow.auto.create.topics", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("enable.auto.commit", "false");
        return properties;
    }

    private static Map<String, Object> producerProperties(Kafka kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.putAll(kafka.producerProperties());
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return properties;
    }
}
