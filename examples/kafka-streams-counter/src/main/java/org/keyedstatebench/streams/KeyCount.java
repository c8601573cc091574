package org.keyedstatebench.streams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The state of a key.
 *
 * @param count events of the key so far
 * @param offset of the last of them in its partition, so that one that comes again is known
 */
record KeyCount(long count, long offset) {

    static final Serde<KeyCount> SERDE = Serdes.serdeFrom(
            (topic, state) -> state == null
                    ? null
                    : ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(state.count)
                            .putLong(state.offset)
                            .array(),
            (topic, bytes) -> bytes == null ? null : read(bytes));

    private static KeyCount read(byte[] bytes) {
        ByteBuffer state = ByteBuffer.wrap(bytes);
        return new KeyCount(state.getLong(), state.getLong());
    }
}
