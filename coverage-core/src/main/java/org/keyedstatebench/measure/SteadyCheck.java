package org.keyedstatebench.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Decides when an engine has warmed up: the median latency of the last period is near that of the period before it. Pure; not
 * thread-safe.
 */
public final class SteadyCheck {

    /** Medians within this factor of each other count as the same. */
    static final double FACTOR = 1.5;

    /** Medians nearer to each other than this count as the same: below it, noise decides. Nanoseconds. */
    static final long NEAR_NS = 2_000_000;

    /** A median that falls by more than this factor from period to period is that of a JVM that still compiles. */
    static final double IMPROVEMENT = 1.2;

    private final int periodSeconds;
    private final List<Histogram> seconds = new ArrayList<>();

    /** @param periodSeconds at least 1; of a micro-batch engine at least the interval of its batches */
    public SteadyCheck(int periodSeconds) {
        if (periodSeconds < 1) {
            throw new IllegalArgumentException("a period needs at least 1 second, got " + periodSeconds);
        }
        this.periodSeconds = periodSeconds;
    }

    /** @param second latencies that were recorded in the next second; copied */
    public void add(Histogram second) {
        seconds.add(second.copy());
        if (seconds.size() > 2 * periodSeconds) {
            seconds.remove(0);
        }
    }

    /** Whether the medians of the last two periods count as the same; false until there are two. */
    public boolean isSteady() {
        return areWithin(FACTOR, FACTOR);
    }

    /** Whether they do and the last one is not clearly lower: for who has the time to wait for an engine at its best. */
    public boolean isAtRest() {
        return areWithin(IMPROVEMENT, FACTOR);
    }

    private boolean areWithin(double fall, double rise) {
        if (seconds.size() < 2 * periodSeconds) {
            return false;
        }
        Histogram before = merge(seconds.subList(0, periodSeconds));
        Histogram now = merge(seconds.subList(periodSeconds, 2 * periodSeconds));
        if (before.getTotalCount() == 0 || now.getTotalCount() == 0) {
            return false;
        }
        long a = before.getValueAtPercentile(50);
        long b = now.getValueAtPercentile(50);
        return Math.abs(a - b) <= NEAR_NS || (a <= b * fall && b <= a * rise);
    }

    private static Histogram merge(List<Histogram> histograms) {
        Histogram merged = new Histogram(LatencyRecorder.DIGITS);
        histograms.forEach(merged::add);
        return merged;
    }
}
