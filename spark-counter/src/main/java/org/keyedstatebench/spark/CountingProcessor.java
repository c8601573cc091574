package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.job.Emission;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The counter itself: one {@code Long} of value state per key, read and written once per key and batch. Rows are (key,
 * JSON of the count), both as bytes, ready for a Kafka record. One instance works for one task.
 *
 * @param <V> the grouped events, of which only their number matters
 */
final class CountingProcessor<V> extends StatefulProcessor<String, V, Tuple2<byte[], byte[]>> {

    /** Name of the value state, under which it stands in the checkpoint. */
    static final String STATE = "count";

    private final Emission emission;
    private transient ValueState<Long> state;
    private transient CountEncoder encoder;

    CountingProcessor(Emission emission) {
        this.emission = emission;
    }

    @Override
    public void init(OutputMode outputMode, TimeMode timeMode) {
        state = getHandle().getValueState(STATE, Encoders.LONG(), TTLConfig.NONE());
        encoder = new CountEncoder();
    }

    @Override
    public Iterator<Tuple2<byte[], byte[]>> handleInputRows(String key, Iterator<V> events, TimerValues timers) {
        Long before = state.get();
        long count = before == null ? 0 : before;
        if (emission == Emission.PER_EVENT) {
            return CollectionConverters.asScala(new RowPerEvent(key, count, events));
        }
        count += events.size();
        state.update(count);
        return CollectionConverters.asScala(
                List.of(row(key, key.getBytes(UTF_8), count)).iterator());
    }

    private Tuple2<byte[], byte[]> row(String key, byte[] keyBytes, long count) {
        return new Tuple2<>(keyBytes, encoder.encode(key, count));
    }

    /** Lazy, so that the rows of a key with many events never stand in memory together. */
    private final class RowPerEvent implements java.util.Iterator<Tuple2<byte[], byte[]>> {
        private final String key;
        private final byte[] keyBytes;
        private final Iterator<V> events;
        private long count;
        private boolean written;

        RowPerEvent(String key, long count, Iterator<V> events) {
            this.key = key;
            this.keyBytes = key.getBytes(UTF_8);
            this.count = count;
            this.events = events;
        }

        /** Writes the state after the last event: Spark asks until there is no more, and commits only then. */
        @Override
        public boolean hasNext() {
            boolean more = events.hasNext();
            if (!more && !written) {
                state.update(count);
                written = true;
            }
            return more;
        }

        @Override
        public Tuple2<byte[], byte[]> next() {
            if (!events.hasNext()) {
                throw new NoSuchElementException();
            }
            events.next();
            return row(key, keyBytes, ++count);
        }
    }
}
