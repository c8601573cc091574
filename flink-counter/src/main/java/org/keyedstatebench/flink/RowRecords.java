package org.keyedstatebench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes a row the Kafka record that the collector reads: the event's key, and the value as it is. */
final class RowRecords implements KafkaRecordSerializationSchema<Tuple2<String, byte[]>> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    RowRecords(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Tuple2<String, byte[]> row, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(topic, row.f0.getBytes(UTF_8), row.f1);
    }
}
