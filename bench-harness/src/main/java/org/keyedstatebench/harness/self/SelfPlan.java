package org.keyedstatebench.harness.self;

/**
 * How much is measured of the harness itself.
 *
 * @param blocks repetitions; in each, both sides run one after the other
 * @param fullSpeedEvents events of a full-speed run that count
 * @param fullSpeedWarmUp events before them
 * @param rateHz events per second of the paced runs
 * @param pacedSeconds length of a paced run
 * @param pacedWarmUpSeconds before the first one
 */
public record SelfPlan(
        int blocks, long fullSpeedEvents, long fullSpeedWarmUp, long rateHz, int pacedSeconds, int pacedWarmUpSeconds) {

    public static final SelfPlan DEFAULT = new SelfPlan(6, 4_000_000, 2_000_000, 10_000, 10, 15);

    public static final SelfPlan QUICK = new SelfPlan(2, 1_500_000, 1_000_000, 10_000, 5, 8);

    public SelfPlan {
        if (blocks < 1 || fullSpeedEvents < 1 || fullSpeedWarmUp < 1 || rateHz < 1 || pacedSeconds < 1) {
            throw new IllegalArgumentException("a plan needs at least 1 of everything, got " + blocks + " blocks, "
                    + fullSpeedEvents + " events after " + fullSpeedWarmUp + ", " + pacedSeconds + " s at " + rateHz
                    + " events/s");
        }
    }

    public SelfPlan withBlocks(int wanted) {
        return new SelfPlan(wanted, fullSpeedEvents, fullSpeedWarmUp, rateHz, pacedSeconds, pacedWarmUpSeconds);
    }
}
