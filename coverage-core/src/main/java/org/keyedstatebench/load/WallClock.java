package org.keyedstatebench.load;

import java.util.function.LongSupplier;

/** Reads the wall clock at most once a millisecond of a clock that is read anyway. Not thread-safe. */
final class WallClock {

    private static final long MILLISECOND_NS = 1_000_000;

    private final LongSupplier wallClockMs;
    private boolean known;
    private long readAtNs;
    private long ms;

    WallClock(LongSupplier wallClockMs) {
        this.wallClockMs = wallClockMs;
    }

    /**
     * @param nowNs on a monotonic clock, of any origin
     * @return epoch milliseconds, behind by less than one
     */
    long at(long nowNs) {
        if (!known || nowNs - readAtNs >= MILLISECOND_NS) {
            known = true;
            readAtNs = nowNs;
            ms = wallClockMs.getAsLong();
        }
        return ms;
    }
}
