package org.keyedstatebench.harness.measure;

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

    public boolean isSteady() {
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
        return Math.abs(a - b) <= NEAR_NS || (a <= b * FACTOR && b <= a * FACTOR);
    }

    private static Histogram merge(List<Histogram> histograms) {
        Histogram merged = new Histogram(LatencyRecorder.DIGITS);
        merged.setAutoResize(true);
        histograms.forEach(merged::add);
        return merged;
    }
}
