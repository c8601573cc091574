package org.keyedstatebench.spark;

import java.time.Duration;
import java.util.Collections;
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
 * The counter itself: one value of state per key, read and written once per key and batch, and with a timer one more. One
 * instance works for one task.
 *
 * @param <S> what stands in the state
 */
final class CountingProcessor<S> extends StatefulProcessor<String, Tally, Tuple2<byte[], byte[]>> {

    /** Name of the value state, under which it stands in the checkpoint. */
    static final String STATE = "count";

    private final Emission emission;
    private final StoredCount<S> stored;
    private final Duration ttl;
    private final TimeDomain timerDomain;
    private final Duration idle;
    private transient ValueState<S> state;
    private transient IdleTimers timers;
    private transient CountEncoder encoder;

    /** @param operator a counter, with or without TTL and timer */
    CountingProcessor(Emission emission, Operator operator, StoredCount<S> stored) {
        this.emission = emission;
        this.stored = stored;
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
        state = getHandle().getValueState(STATE, stored.encoder(), forgetting);
        timers = idle == null ? null : new IdleTimers(getHandle(), timerDomain, idle);
        encoder = new CountEncoder();
    }

    @Override
    public Iterator<Tuple2<byte[], byte[]>> handleInputRows(String key, Iterator<Tally> events, TimerValues now) {
        S before = state.get();
        KeyBatch batch = new KeyBatch(
                key,
                CollectionConverters.asJava(events),
                before == null ? 0 : stored.count(before),
                encoder,
                (count, newestMs) -> {
                    state.update(stored.with(count, before, key));
                    if (timers != null) {
                        timers.restart(newestMs, now);
                    }
                });
        return CollectionConverters.asScala(batch.rows(emission));
    }

    @Override
    public Iterator<Tuple2<byte[], byte[]>> handleExpiredTimer(
            String key, TimerValues now, ExpiredTimerInfo expiredTimer) {
        timers.fired();
        S last = state.get();
        // Nothing is left to say of a count that was forgotten before.
        return CollectionConverters.asScala(
                last == null ? Collections.emptyIterator() : KeyBatch.idle(key, stored.count(last), encoder));
    }
}
