package org.keyedstatebench.flink;

import java.util.Optional;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.event.KeyedEvent;

/**
 * Decodes record values where the source reads them, so that the source knows the produced_at of an event and can keep a
 * watermark for each partition: behind the source, partitions are mixed, and one that lags would come too late.
 *
 * <p>The result is (key, produced_at, value). A malformed value has no key, which is what {@link WellFormed} looks for: it is
 * handed on, because only an operator can count it exactly. The value is empty unless somebody needs it.
 */
final class Decoding implements KafkaRecordDeserializationSchema<Tuple3<String, Long, byte[]>> {

    static final String NO_KEY = "";
    static final TypeInformation<Tuple3<String, Long, byte[]>> TYPE =
            Types.TUPLE(Types.STRING, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};
    /** Moves no watermark. */
    private static final Long NEVER = Long.MIN_VALUE;

    private final boolean keepsValue;

    /** @param keepsValue whether the value of a well-formed event is needed further on */
    Decoding(boolean keepsValue) {
        this.keepsValue = keepsValue;
    }

    @Override
    public void deserialize(
            ConsumerRecord<byte[], byte[]> kafkaRecord, Collector<Tuple3<String, Long, byte[]>> decoded) {
        decoded.collect(decode(kafkaRecord.value()));
    }

    /** @param value a record value, {@code null} for a tombstone */
    Tuple3<String, Long, byte[]> decode(byte[] value) {
        Optional<KeyedEvent> event = EventDecoder.decode(value);
        return event.isPresent()
                ? Tuple3.of(event.get().key(), event.get().producedAt(), keepsValue ? value : NOTHING)
                : Tuple3.of(NO_KEY, NEVER, NOTHING);
    }

    @Override
    public TypeInformation<Tuple3<String, Long, byte[]>> getProducedType() {
        return TYPE;
    }
}
