package org.keyedstatebench.harness.trial;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.measure.SteadyCheck;
import org.keyedstatebench.scenario.Timing;

/**
 * Says when a warm-up is over: after its least length, as soon as the engine is steady and has taken a checkpoint, but at its limit
 * in any case. Pure; not thread-safe.
 */
final class WarmUp {

    /** The warm-up goes on until the engine is steady, but not beyond this multiple of its least length. */
    static final int LIMIT = 3;

    /** Seconds; of shorter periods noise would decide. */
    private static final long LEAST_PERIOD = 2;

    private final Timing timing;
    private final Duration limit;
    private final boolean awaitsCheckpoint;
    private final SteadyCheck steady;

    /**
     * @param batchInterval of a micro-batch engine with a trigger; zero of any other
     * @param checkpointInterval zero for none
     */
    WarmUp(Timing timing, Duration batchInterval, Duration checkpointInterval) {
        long least = timing.warmup().toSeconds();
        long period = Math.max(LEAST_PERIOD, Math.max(least / 2, batchInterval.toSeconds()));
        this.timing = timing;
        this.limit = Duration.ofSeconds(Math.max(least, 2 * period) * LIMIT);
        // The first checkpoint is by far the slowest: it belongs to the warm-up, if one is to be expected in it.
        this.awaitsCheckpoint = !checkpointInterval.isZero() && checkpointInterval.compareTo(limit.dividedBy(2)) <= 0;
        this.steady = new SteadyCheck(Math.toIntExact(period));
    }

    /** @param second latencies of the next second */
    void add(Histogram second) {
        steady.add(second);
    }

    /** @param checkpointed whether a checkpoint has completed since the engine was started */
    boolean isOver(Duration elapsed, boolean checkpointed) {
        if (timing.warmup().isZero() || elapsed.compareTo(limit) >= 0) {
            return true;
        }
        return elapsed.compareTo(timing.warmup()) >= 0
                && (timing.showsEnginesAtRest() ? steady.isAtRest() : steady.isSteady())
                && hasCheckpoint(checkpointed);
    }

    /** Whether what is measured after it is that of a steady engine; nobody asked for that where there is no warm-up. */
    boolean isSteady(boolean checkpointed) {
        return timing.warmup().isZero() || (steady.isSteady() && hasCheckpoint(checkpointed));
    }

    private boolean hasCheckpoint(boolean checkpointed) {
        return checkpointed || !awaitsCheckpoint;
    }
}
