package org.keyedstatebench.flink;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;

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

    /** Name of the form whose state is a record with a count in it. */
    String RECORD = "record";

    /** Name of the form whose record has one field more, as a later build of the same job might: when the count was raised last. */
    String RECORD_WITH_TIME = "record-with-time";

    /**
     * @param form of the job; {@code null} for the plain one
     * @param bytes beside the count, 0 for none
     * @throws IllegalArgumentException if the form's record has no place for them
     */
    static StateValue<?> of(String form, int bytes) {
        boolean withTime = RECORD_WITH_TIME.equals(form);
        if (!withTime && !RECORD.equals(form)) {
            return bytes == 0 ? COUNT : new WithBytes(bytes);
        }
        if (bytes > 0) {
            throw new IllegalArgumentException(
                    "operator.form " + form + " keeps a record of its own: expected no state.valueBytes, got " + bytes);
        }
        return new OfRecord(withTime);
    }

    /**
     * A record of the job's own, written by Flink's serializer for such classes.
     *
     * @param withTime whether it has the field of the later build
     */
    record OfRecord(boolean withTime) implements StateValue<CountRecord> {

        private static final long serialVersionUID = 1L;

        /** Of the fields that this build has: what another one has more is as if it were not in the class. */
        @Override
        public TypeInformation<CountRecord> type() {
            List<PojoField> fields = new ArrayList<>();
            for (String name : withTime ? List.of("count", "raisedAt") : List.of("count")) {
                try {
                    fields.add(new PojoField(CountRecord.class.getField(name), Types.LONG));
                } catch (NoSuchFieldException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new PojoTypeInfo<>(CountRecord.class, fields);
        }

        @Override
        public CountRecord next(CountRecord before) {
            CountRecord next = new CountRecord();
            next.count = before == null ? 1 : before.count + 1;
            next.raisedAt = withTime ? System.currentTimeMillis() : 0;
            return next;
        }

        @Override
        public long count(CountRecord now) {
            return now.count;
        }
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
