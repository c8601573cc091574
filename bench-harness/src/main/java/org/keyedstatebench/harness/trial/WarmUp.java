package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.measure.LatencyRecorder;
import org.keyedstatebench.scenario.Timing;

/**
 * Says when a warm-up is over: after its least length, as soon as the engine is steady and has taken a checkpoint, but at its limit
 * in any case. An engine is steady when the median latency of the last period is near that of the period before it. Pure; not
 * thread-safe.
 */
final class WarmUp {

    /** The warm-up goes on until the engine is steady, but not beyond this multiple of its least length. */
    static final int LIMIT = 3;

    /** Seconds; of shorter periods noise would decide. */
    private static final int LEAST_PERIOD = 2;

    /** Medians within this factor of each other count as the same. */
    private static final double FACTOR = 1.5;

    /** Medians nearer to each other than this count as the same: below it, noise decides. Nanoseconds. */
    private static final long NEAR_NS = 2_000_000;

    /** A median that falls by more than this factor from period to period is that of a JVM that still compiles. */
    private static final double IMPROVEMENT = 1.2;

    private final Timing timing;
    private final int periodSeconds;
    private final Duration limit;
    private final boolean awaitsCheckpoint;
    private final List<Histogram> seconds = new ArrayList<>();

    /**
     * @param rowsWait how long rows wait by plan, such as for a micro-batch
     * @param checkpointInterval zero for none
     */
    WarmUp(Timing timing, Duration rowsWait, Duration checkpointInterval) {
        long least = timing.warmup().toSeconds();
        this.timing = timing;
        this.periodSeconds = Math.toIntExact(Math.max(LEAST_PERIOD, Math.max(least / 2, rowsWait.toSeconds())));
        this.limit = Duration.ofSeconds(Math.max(least, 2L * periodSeconds) * LIMIT);
        // The first checkpoint is by far the slowest: it belongs to the warm-up, if one is to be expected in it.
        this.awaitsCheckpoint = !checkpointInterval.isZero() && checkpointInterval.compareTo(limit.dividedBy(2)) <= 0;
    }

    /** @param second latencies that were recorded in the next second; copied */
    void add(Histogram second) {
        seconds.add(second.copy());
        if (seconds.size() > 2 * periodSeconds) {
            seconds.remove(0);
        }
    }

    /** @param checkpointed whether a checkpoint has completed since the engine was started */
    boolean isOver(Duration elapsed, boolean checkpointed) {
        if (timing.warmup().isZero() || elapsed.compareTo(limit) >= 0) {
            return true;
        }
        // Who has the time waits for an engine at its best, whose latency does not clearly fall any more.
        return elapsed.compareTo(timing.warmup()) >= 0
                && fallsByAtMost(timing.showsEnginesAtRest() ? IMPROVEMENT : FACTOR)
                && hasCheckpoint(checkpointed);
    }

    /** Whether what is measured after it is that of a steady engine; nobody asked for that where there is no warm-up. */
    boolean isSteady(boolean checkpointed) {
        return timing.warmup().isZero() || (fallsByAtMost(FACTOR) && hasCheckpoint(checkpointed));
    }

    private boolean hasCheckpoint(boolean checkpointed) {
        return checkpointed || !awaitsCheckpoint;
    }

    /** Whether the medians of the last two periods count as the same; false until there are two. */
    private boolean fallsByAtMost(double factor) {
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
        return Math.abs(a - b) <= NEAR_NS || (a <= b * factor && b <= a * FACTOR);
    }

    private static Histogram merge(List<Histogram> histograms) {
        Histogram merged = new Histogram(LatencyRecorder.DIGITS);
        histograms.forEach(merged::add);
        return merged;
    }
}
