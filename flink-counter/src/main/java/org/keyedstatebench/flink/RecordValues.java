package org.keyedstatebench.flink;

import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands the raw values of Kafka records on; a tombstone becomes an empty value, which is malformed like any other text that
 * is no event, because Flink's serializers refuse null.
 */
final class RecordValues implements KafkaRecordDeserializationSchema<byte[]> {

    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafkaRecord, Collector<byte[]> out) {
        out.collect(kafkaRecord.value() == null ? NOTHING : kafkaRecord.value());
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
        return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
}
