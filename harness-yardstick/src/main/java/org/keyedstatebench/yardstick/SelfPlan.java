package org.keyedstatebench.yardstick;

import java.time.Duration;

/**
 * How much is measured of the harness itself.
 *
 * @param blocks repetitions; in each, both sides run one after the other
 * @param hotPathEvents events of a measurement of coverage and recording
 * @param fullSpeedEvents events of a full-speed run that count
 * @param fullSpeedWarmUp events before them
 * @param rateHz events per second of the paced runs
 * @param pacedSeconds length of a paced run
 * @param pacedWarmUpSeconds before the first one
 */
public record SelfPlan(
        int blocks,
        int hotPathEvents,
        long fullSpeedEvents,
        long fullSpeedWarmUp,
        long rateHz,
        int pacedSeconds,
        int pacedWarmUpSeconds) {

    public static final SelfPlan DEFAULT = new SelfPlan(6, 2_000_000, 4_000_000, 2_000_000, 10_000, 10, 15);

    public static final SelfPlan QUICK = new SelfPlan(2, 1_000_000, 1_500_000, 1_000_000, 10_000, 5, 8);

    private static final long MAX_EVENTS = 1_000_000_000;
    private static final int MAX_SECONDS = 3600;
    private static final int RECONNECT_SECONDS = 2;
    private static final int MAX_BLOCKS = 1000;

    public SelfPlan {
        require("blocks", blocks, 1, MAX_BLOCKS);
        require("events of coverage and recording", hotPathEvents, 1, MAX_EVENTS);
        require("events at full speed", fullSpeedEvents, 1, MAX_EVENTS);
        require("events of the warm-up", fullSpeedWarmUp, 1, MAX_EVENTS);
        require("events per second", rateHz, 1, MAX_EVENTS);
        require("seconds of a paced run", pacedSeconds, 1, MAX_SECONDS);
        require("seconds of its warm-up", pacedWarmUpSeconds, 1, 2 * MAX_SECONDS);
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "the number of " + name + " must be " + min + " to " + max + ", got " + value);
        }
    }

    public SelfPlan withBlocks(int wanted) {
        return new SelfPlan(
                wanted, hotPathEvents, fullSpeedEvents, fullSpeedWarmUp, rateHz, pacedSeconds, pacedWarmUpSeconds);
    }

    /** Both sides are warm after the first block; then {@value #RECONNECT_SECONDS} seconds are enough for connections. */
    int warmUpSeconds(int block) {
        return block == 1 ? pacedWarmUpSeconds : RECONNECT_SECONDS;
    }

    /**
     * Of either side of the comparison of CPU. Longer, because both compile for a minute or more, and the collector of the harness
     * has not run before.
     */
    int cpuWarmUpSeconds(int block) {
        return block == 1 ? 2 * pacedWarmUpSeconds + blocks * pacedSeconds : RECONNECT_SECONDS;
    }

    /** Half as many warm both sides up. */
    public SelfPlan withFullSpeedEvents(long wanted) {
        return new SelfPlan(
                blocks, hotPathEvents, wanted, Math.max(1, wanted / 2), rateHz, pacedSeconds, pacedWarmUpSeconds);
    }

    /**
     * The first run is warmed up half as long again.
     *
     * @param wanted whole seconds
     */
    public SelfPlan withPaced(Duration wanted) {
        if (wanted.toNanosPart() != 0) {
            throw new IllegalArgumentException("a paced run takes whole seconds, got " + wanted.toMillis() + " ms");
        }
        long seconds = wanted.toSeconds();
        require("seconds of a paced run", seconds, 1, MAX_SECONDS);
        int paced = (int) seconds;
        return new SelfPlan(
                blocks, hotPathEvents, fullSpeedEvents, fullSpeedWarmUp, rateHz, paced, paced + (paced + 1) / 2);
    }
}
