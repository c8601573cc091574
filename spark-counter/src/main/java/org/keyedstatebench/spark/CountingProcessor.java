package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.streaming.ExpiredTimerInfo;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TimeDomain;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The counter itself: one {@code Long} of value state per key, read and written once per key and batch, and with a timer one
 * more. Rows are (key, JSON of the count), both as bytes, ready for a Kafka record. One instance works for one task.
 */
final class CountingProcessor extends StatefulProcessor<String, Tally, Tuple2<byte[], byte[]>> {

    /** Name of the value state, under which it stands in the checkpoint. */
    static final String STATE = "count";

    private final Emission emission;
    private final Duration ttl;
    private final TimeDomain timerDomain;
    private final Duration idle;
    private transient ValueState<Long> state;
    private transient IdleTimers timers;
    private transient CountEncoder encoder;

    /** @param operator a counter, with or without TTL and timer */
    CountingProcessor(Emission emission, Operator operator) {
        this.emission = emission;
        this.ttl = operator.ttl();
        this.timerDomain =
                operator.idleTimer() == null ? null : operator.idleTimer().domain();
        this.idle = operator.idleTimer() == null ? null : operator.idleTimer().idle();
    }

    /** The clock that Spark must give to the processor for the sake of its timer or its TTL. */
    static TimeMode timeMode(Operator operator) {
        if (operator.needsWatermark()) {
            return TimeMode.EventTime();
        }
        return operator.ttl() != null || operator.idleTimer() != null ? TimeMode.ProcessingTime() : TimeMode.None();
    }

    @Override
    public void init(OutputMode outputMode, TimeMode timeMode) {
        TTLConfig forgetting = ttl == null ? TTLConfig.NONE() : new TTLConfig(ttl);
        state = getHandle().getValueState(STATE, Encoders.LONG(), forgetting);
        timers = idle == null ? null : new IdleTimers(getHandle(), timerDomain, idle);
        encoder = new CountEncoder();
    }

    @Override
    public Iterator<Tuple2<byte[], byte[]>> handleInputRows(String key, Iterator<Tally> events, TimerValues now) {
        Group group = new Group(key, events, now);
        if (emission == Emission.PER_EVENT) {
            return CollectionConverters.asScala(group);
        }
        group.countAll();
        return one(group.keyBytes, encoder.encode(key, group.count));
    }

    @Override
    public Iterator<Tuple2<byte[], byte[]>> handleExpiredTimer(
            String key, TimerValues now, ExpiredTimerInfo expiredTimer) {
        timers.fired();
        Long count = state.get();
        // Nothing is left to say of a count that was forgotten before.
        return count == null
                ? CollectionConverters.asScala(Collections.emptyIterator())
                : one(key.getBytes(UTF_8), encoder.encodeIdle(key, count));
    }

    private static Iterator<Tuple2<byte[], byte[]>> one(byte[] key, byte[] row) {
        return CollectionConverters.asScala(List.of(new Tuple2<>(key, row)).iterator());
    }

    /**
     * The events of a key in a batch, and as an iterator a row for each of them: lazy, so that the rows of a key with many
     * events never stand in memory together.
     */
    private final class Group implements java.util.Iterator<Tuple2<byte[], byte[]>> {
        private final String key;
        private final byte[] keyBytes;
        private final Iterator<Tally> tallies;
        private final TimerValues now;
        private long count;
        private long counted;
        private long newestMs = Long.MIN_VALUE;
        private boolean written;

        Group(String key, Iterator<Tally> tallies, TimerValues now) {
            Long before = state.get();
            this.key = key;
            this.keyBytes = key.getBytes(UTF_8);
            this.tallies = tallies;
            this.now = now;
            this.count = before == null ? 0 : before;
            this.counted = count;
        }

        void countAll() {
            while (tallies.hasNext()) {
                take();
            }
            count = counted;
            write();
        }

        /** Writes the state after the last event: Spark asks until there is no more, and commits only then. */
        @Override
        public boolean hasNext() {
            while (count == counted && tallies.hasNext()) {
                take();
            }
            boolean more = count < counted;
            if (!more && !written) {
                write();
            }
            return more;
        }

        @Override
        public Tuple2<byte[], byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return new Tuple2<>(keyBytes, encoder.encode(key, ++count));
        }

        private void take() {
            Tally tally = tallies.next();
            counted += tally.getEvents();
            newestMs = Math.max(newestMs, tally.getNewestMs());
        }

        private void write() {
            state.update(count);
            if (timers != null) {
                timers.restart(newestMs, now);
            }
            written = true;
        }
    }
}
