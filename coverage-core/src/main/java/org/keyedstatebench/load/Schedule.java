package org.keyedstatebench.load;

import org.keyedstatebench.measure.Window;

/**
 * Says when event i is due, computed from i alone, so that no rounding adds up and a late send delays no later one.
 *
 * @param startNs due time of event 0, on the clock of the trial, nanoseconds
 * @param rateHz events per second, at least 1
 */
public record Schedule(long startNs, long rateHz) {

    private static final long SECOND = 1_000_000_000L;

    public Schedule {
        if (rateHz < 1) {
            throw new IllegalArgumentException("the rate must be at least 1 event per second, got " + rateHz);
        }
    }

    /** T(i) = T0 + i * 1e9 / rate, rounded down; exact for every i below 2^63 / rate. */
    public long dueNs(long i) {
        return startNs + i / rateHz * SECOND + i % rateHz * SECOND / rateHz;
    }

    /** Index of the first event that is due at or after this time; 0 for a time before the start. */
    public long firstDueAt(long timeNs) {
        long elapsed = timeNs - startNs;
        if (elapsed <= 0) {
            return 0;
        }
        long i = elapsed / SECOND * rateHz + elapsed % SECOND * rateHz / SECOND;
        return dueNs(i) >= timeNs ? i : i + 1;
    }

    /**
     * The events from one index to another, with their times.
     *
     * @param to first index behind them
     */
    public Window window(long from, long to) {
        return new Window(from, to, dueNs(from), dueNs(to));
    }
}
