package org.keyedstatebench.load;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Waits for due times; a role of its own so that tests replace time.
 *
 * <p>Used by one thread.
 */
@FunctionalInterface
public interface Pacer {

    /**
     * Returns when the time has come or waiting was given up, never early otherwise.
     *
     * @param dueNs on the clock of the trial
     * @return the time now, on the same clock, nanoseconds
     */
    long awaitNs(long dueNs);

    /**
     * Parks the thread until the due time. No spinning: on two cores a spinning generator would take from the engine what
     * it gains in precision; what parking overshoots is recorded as lateness.
     *
     * @param clock of the trial
     * @param givenUp ends a wait early
     */
    static Pacer parking(LongSupplier clock, BooleanSupplier givenUp) {
        return dueNs -> {
            long now = clock.getAsLong();
            while (now < dueNs && !givenUp.getAsBoolean()) {
                LockSupport.parkNanos(Math.min(dueNs - now, MAX_PARK_NS));
                now = clock.getAsLong();
            }
            return now;
        };
    }

    /** How late giving up may be noticed. */
    long MAX_PARK_NS = 100_000_000L;
}
