package org.keyedstatebench.flink;

import java.io.Serializable;
import org.apache.flink.streaming.api.TimerService;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.TimeDomain;

/**
 * Moves the timer of a key with each of its events, by the clock that was asked for.
 *
 * @param domain the clock
 * @param millis how long a key must be without an event
 */
record IdleTime(TimeDomain domain, long millis) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** @return {@code null} for none */
    static IdleTime of(IdleTimer timer) {
        return timer == null ? null : new IdleTime(timer.domain(), timer.idle().toMillis());
    }

    /**
     * When the key will have been idle for long enough, if this event is its last.
     *
     * @param producedAt of the event; looked at only in event time
     */
    long due(TimerService timers, Long producedAt) {
        return millis + (domain == TimeDomain.EVENT_TIME ? producedAt : timers.currentProcessingTime());
    }

    /**
     * Takes the timer that is set back, and sets one anew.
     *
     * @param set when the key's timer is due, {@code null} if none is set
     * @return whether the timer was moved; it is not by an event that came out of order, or in the same millisecond
     */
    boolean reset(TimerService timers, Long set, long next) {
        if (set != null && set >= next) {
            return false;
        }
        if (domain == TimeDomain.EVENT_TIME) {
            if (set != null) {
                timers.deleteEventTimeTimer(set);
            }
            timers.registerEventTimeTimer(next);
        } else {
            if (set != null) {
                timers.deleteProcessingTimeTimer(set);
            }
            timers.registerProcessingTimeTimer(next);
        }
        return true;
    }
}
