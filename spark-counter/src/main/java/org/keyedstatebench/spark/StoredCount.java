package org.keyedstatebench.spark;

import java.io.Serializable;
import java.util.SplittableRandom;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import scala.Tuple2;

/**
 * What stands in the state of a key: its count alone, or with as many bytes beside it as the job asks for, which are read and
 * written with it.
 *
 * @param <S> the type that Spark encodes
 */
interface StoredCount<S> extends Serializable {

    Encoder<S> encoder();

    long count(S state);

    /** @param before what stood there until now, {@code null} for a new key */
    S with(long count, S before, String key);

    /**
     * @param form of the job, which says whether it is a record
     * @param bytes beside the count, 0 for none
     */
    static StoredCount<?> of(Form form, int bytes) {
        if (form == Form.RECORD_WITH_TIME) {
            return new InRecord();
        }
        return bytes == 0 ? new Alone() : new Beside(bytes);
    }

    /** The count and nothing else. */
    record Alone() implements StoredCount<Long> {
        @Override
        public Encoder<Long> encoder() {
            return Encoders.LONG();
        }

        @Override
        public long count(Long state) {
            return state;
        }

        @Override
        public Long with(long count, Long before, String key) {
            return count;
        }
    }

    /** The count and when it was raised last. */
    record InRecord() implements StoredCount<CountRecord> {
        @Override
        public Encoder<CountRecord> encoder() {
            return Encoders.bean(CountRecord.class);
        }

        @Override
        public long count(CountRecord state) {
            return state.getValue();
        }

        @Override
        public CountRecord with(long count, CountRecord before, String key) {
            CountRecord now = new CountRecord();
            now.setValue(count);
            now.setRaisedAt(System.currentTimeMillis());
            return now;
        }
    }

    /** The count and bytes of which no store makes fewer. */
    record Beside(int bytes) implements StoredCount<Tuple2<Long, byte[]>> {
        @Override
        public Encoder<Tuple2<Long, byte[]>> encoder() {
            return Encoders.tuple(Encoders.LONG(), Encoders.BINARY());
        }

        @Override
        public long count(Tuple2<Long, byte[]> state) {
            return state._1();
        }

        @Override
        public Tuple2<Long, byte[]> with(long count, Tuple2<Long, byte[]> before, String key) {
            byte[] beside = before == null ? new byte[bytes] : before._2();
            if (before == null) {
                new SplittableRandom(key.hashCode()).nextBytes(beside);
            }
            return new Tuple2<>(count, beside);
        }
    }
}
