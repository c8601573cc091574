package org.keyedstatebench.measure;

import java.util.function.LongConsumer;

/**
 * Turns single occurrences into occurrences per interval, empty intervals included, so that throughput has a distribution and
 * not only a mean. Not thread-safe.
 */
public final class IntervalCounter {

    private final long fromNs;
    private final long intervalNs;
    private final long intervals;
    private final LongConsumer perInterval;
    private long current;
    private long count;
    private long total;

    /**
     * @param fromNs start of the first interval
     * @param toNs end; only whole intervals before it count
     * @param perInterval is told the number of occurrences of each interval, in order
     */
    public IntervalCounter(long fromNs, long toNs, long intervalNs, LongConsumer perInterval) {
        this.fromNs = fromNs;
        this.intervalNs = intervalNs;
        this.intervals = Math.max(0, toNs - fromNs) / intervalNs;
        this.perInterval = perInterval;
    }

    /** @param timeNs not before the time of the last call */
    public void add(long timeNs, long occurrences) {
        if (timeNs < fromNs) {
            return;
        }
        advanceTo((timeNs - fromNs) / intervalNs);
        if (current < intervals) {
            count += occurrences;
            total += occurrences;
        }
    }

    /** Closes the intervals that nothing came after. */
    public void finish() {
        advanceTo(intervals);
    }

    /** Occurrences per second of all intervals; 0 if there are none. */
    public double perSecond() {
        return intervals == 0 ? 0 : total * 1e9 / (intervals * intervalNs);
    }

    private void advanceTo(long interval) {
        while (current < interval && current < intervals) {
            perInterval.accept(count);
            count = 0;
            current++;
        }
    }
}
