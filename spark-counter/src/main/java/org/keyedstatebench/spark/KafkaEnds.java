package org.keyedstatebench.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.keyedstatebench.job.JobSpec;
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
        if (!source.endOffsets().isEmpty()) {
            // Streaming queries do not know it (4.2): Spark says so itself.
            options.put("endingOffsets", json(Map.of(source.topic(), source.endOffsets())));
        }
        return options;
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
