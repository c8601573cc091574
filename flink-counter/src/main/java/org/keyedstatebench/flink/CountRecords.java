package org.keyedstatebench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.keyedstatebench.event.CountEncoder;

/** Writes a row as the Kafka record that the collector reads: the event's key, and the count as JSON. */
final class CountRecords implements KafkaRecordSerializationSchema<Tuple2<String, Long>> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private transient CountEncoder encoder;

    CountRecords(String topic) {
        this.topic = topic;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        encoder = new CountEncoder();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Tuple2<String, Long> row, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(topic, row.f0.getBytes(UTF_8), encoder.encode(row.f0, row.f1));
    }
}
