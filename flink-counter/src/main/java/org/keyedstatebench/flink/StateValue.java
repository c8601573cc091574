package org.keyedstatebench.flink;

import java.io.Serializable;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * What the state of a key is: its count alone or, so that state becomes large, a record that also has bytes which each update reads and
 * writes, as a job does that changes one field of many.
 *
 * @param <T> the type of the state
 */
interface StateValue<T> extends Serializable {

    /** Its count alone. */
    StateValue<Long> COUNT = new StateValue<>() {

        private static final long serialVersionUID = 1L;

        @Override
        public TypeInformation<Long> type() {
            return Types.LONG;
        }

        @Override
        public Long next(Long before) {
            return before == null ? 1 : before + 1;
        }

        @Override
        public long count(Long now) {
            return now;
        }
    };

    TypeInformation<T> type();

    /**
     * After one more event.
     *
     * @param before {@code null} where there is none
     */
    T next(T before);

    long count(T now);

    /** @param bytes beside the count, 0 for none */
    static StateValue<?> of(int bytes) {
        return bytes == 0 ? COUNT : new WithBytes(bytes);
    }

    /**
     * A count and so many bytes, which no backend can compress.
     *
     * @param length of the bytes
     */
    record WithBytes(int length) implements StateValue<Tuple2<Long, byte[]>> {

        private static final long serialVersionUID = 1L;

        @Override
        public TypeInformation<Tuple2<Long, byte[]>> type() {
            return Types.TUPLE(Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        }

        @Override
        public Tuple2<Long, byte[]> next(Tuple2<Long, byte[]> before) {
            if (before != null) {
                return Tuple2.of(before.f0 + 1, before.f1);
            }
            byte[] bytes = new byte[length];
            ThreadLocalRandom.current().nextBytes(bytes);
            return Tuple2.of(1L, bytes);
        }

        @Override
        public long count(Tuple2<Long, byte[]> now) {
            return now.f0;
        }
    }
}
