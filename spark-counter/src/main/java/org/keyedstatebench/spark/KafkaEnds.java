package org.keyedstatebench.spark;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.keyedstatebench.job.ClientSettings;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.SinkKind;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.signal.Signal;

/** Writes a specification's Kafka settings in the option names of Spark's Kafka source and sink. */
final class KafkaEnds {

    static final String FORMAT = "kafka";

    private static final String CLIENT = "kafka.";

    private KafkaEnds() {}

    static Dataset<Row> source(SparkSession session, JobSpec spec) {
        return session.readStream().format(FORMAT).options(sourceOptions(spec)).load();
    }

    static Map<String, String> sourceOptions(JobSpec spec) {
        Map<String, String> options = clientOptions(spec, spec.kafka().consumerProperties());
        Source source = spec.source();
        options.put("failOnDataLoss", "true");
        if (source.startOffsets().isEmpty()) {
            options.put("subscribe", source.topic());
            options.put("startingOffsets", "earliest");
        } else {
            // Partitions that are not named do not belong to the job.
            options.put(
                    "assign", json(Map.of(source.topic(), source.startOffsets().keySet())));
            options.put("startingOffsets", json(Map.of(source.topic(), source.startOffsets())));
        }
        if (source.maxPerBatch() != null) {
            options.put("maxOffsetsPerTrigger", source.maxPerBatch().toString());
        }
        if (!source.endOffsets().isEmpty()) {
            // Streaming queries do not know it (4.2): Spark says so itself.
            options.put("endingOffsets", json(Map.of(source.topic(), source.endOffsets())));
        }
        return options;
    }

    /** What Kafka's clients make of the options, for the manifest; no other option leaves this process. */
    static Map<String, String> clientSettings(JobSpec spec) {
        Map<String, Object> consumer = new HashMap<>(spec.kafka().clientProperties());
        consumer.putAll(spec.kafka().consumerProperties());
        consumer.put("key.deserializer", ByteArrayDeserializer.class);
        consumer.put("value.deserializer", ByteArrayDeserializer.class);
        Map<String, Object> producer = new HashMap<>(spec.kafka().clientProperties());
        producer.putAll(spec.kafka().producerProperties());
        producer.put("key.serializer", ByteArraySerializer.class);
        producer.put("value.serializer", ByteArraySerializer.class);
        return ClientSettings.inEffect(
                new ConsumerConfig(consumer).values(),
                spec.sink().kind() == SinkKind.KAFKA ? new ProducerConfig(producer).values() : Map.of());
    }

    static Map<String, String> sinkOptions(JobSpec spec) {
        Map<String, String> options = clientOptions(spec, spec.kafka().producerProperties());
        options.put("topic", spec.sink().topic());
        return options;
    }

    private static Map<String, String> clientOptions(JobSpec spec, Map<String, String> own) {
        Map<String, String> options = new LinkedHashMap<>();
        spec.kafka().clientProperties().forEach((key, value) -> options.put(CLIENT + key, value));
        own.forEach((key, value) -> options.put(CLIENT + key, value));
        options.put(CLIENT + "bootstrap.servers", spec.kafka().bootstrapServers());
        return options;
    }

    private static String json(Object value) {
        return Signal.JSON.writeValueAsString(value);
    }
}
