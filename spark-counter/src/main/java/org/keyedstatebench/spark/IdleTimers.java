package org.keyedstatebench.spark;

import java.time.Duration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.streaming.StatefulProcessorHandle;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import org.keyedstatebench.job.TimeDomain;

/**
 * Keeps one timer per key, which fires when the key has been idle: each batch with events of the key takes the old timer back
 * and sets a new one.
 *
 * <p>Its expiry is kept in a value state of its own: a point lookup, where {@code listTimers} would open an iterator on the
 * store for every key of every batch. Not with the count, because a count with a TTL may be forgotten before its timer fires.
 */
final class IdleTimers {

    /** Name of the value state, under which it stands in the checkpoint. */
    static final String STATE = "idle-timer";

    private final StatefulProcessorHandle handle;
    private final TimeDomain domain;
    private final long idleMs;
    private final ValueState<Long> expiry;

    /** For use in {@code init} of a processor, and then by the same task. */
    IdleTimers(StatefulProcessorHandle handle, TimeDomain domain, Duration idle) {
        this.handle = handle;
        this.domain = domain;
        this.idleMs = idle.toMillis();
        this.expiry = handle.getValueState(STATE, Encoders.LONG(), TTLConfig.NONE());
    }

    /** Sets the timer of the present key anew. */
    void restart(long newestMs, TimerValues now) {
        Long old = expiry.get();
        long next = switch (domain) {
            case PROCESSING_TIME -> now.getCurrentProcessingTimeInMs() + idleMs;
            // Events that came late do not make the key idle sooner.
            case EVENT_TIME -> Math.max(newestMs + idleMs, old == null ? Long.MIN_VALUE : old);
        };
        if (old != null) {
            if (old == next) {
                return;
            }
            handle.deleteTimer(old);
        }
        handle.registerTimer(next);
        expiry.update(next);
    }

    /** The timer of the present key has fired; Spark has taken it away. */
    void fired() {
        expiry.clear();
    }
}
