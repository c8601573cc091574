package org.keyedstatebench.yardstick;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.keyedstatebench.harness.micro.StepListener;

/**
 * Tells how far a self-measurement is: by the plan at first, then by how much longer than planned its steps have taken so far.
 * Used by one thread.
 */
final class SelfSteps {

    /** Both full-speed sides start a JVM and make a topic. */
    private static final Duration START = Duration.ofSeconds(3);
    /** Slower than either side is on two cores. */
    private static final long FULL_SPEED_HZ = 400_000;
    /** Coverage and recording of an event, several times over. */
    private static final long HOT_PATH_HZ = 2_000_000;
    /** What a paced run has beside its window: connections, the rest of the events. */
    private static final int PACED_OVERHEAD_SECONDS = 3;

    /** Before a tenth of the plan is done, its pace says nothing. */
    private static final int PLAN_PART = 10;

    /** What a step measures; of each there is one a block, except of {@link #HOT_PATH}. */
    enum Step {
        HOT_PATH,
        FULL_SPEED,
        LATENESS,
        CPU
    }

    private final SelfPlan plan;
    private final LongSupplier nanoTime;
    private final StepListener listener;
    private long startedAtNs;
    private int number;
    private Duration begun = Duration.ZERO;
    private Duration current = Duration.ZERO;

    /** @param nanoTime a monotonic clock, nanoseconds */
    SelfSteps(SelfPlan plan, LongSupplier nanoTime, StepListener listener) {
        this.plan = plan;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    void start() {
        startedAtNs = nanoTime.getAsLong();
        listener.started(steps(), "measurements of the harness", expected());
    }

    /** @param what for people; the block is added */
    void begin(Step step, String what, int block) {
        begun = begun.plus(current);
        current = expected(step, block);
        number++;
        listener.progress(
                number,
                steps(),
                what + (step == Step.HOT_PATH ? "" : ", block " + block + " of " + plan.blocks()),
                remaining());
    }

    private Duration remaining() {
        Duration planned = expected().minus(begun);
        if (begun.multipliedBy(PLAN_PART).compareTo(expected()) < 0) {
            return planned;
        }
        double pace = (double) (nanoTime.getAsLong() - startedAtNs) / begun.toNanos();
        return Duration.ofNanos((long) (planned.toNanos() * pace));
    }

    /** Two guarantees at full speed, lateness and CPU in each block; coverage and recording once for all. */
    private int steps() {
        return 1 + 4 * plan.blocks();
    }

    private Duration expected() {
        Duration all = expected(Step.HOT_PATH, 1);
        for (int block = 1; block <= plan.blocks(); block++) {
            all = all.plus(expected(Step.FULL_SPEED, block).multipliedBy(2))
                    .plus(expected(Step.LATENESS, block))
                    .plus(expected(Step.CPU, block));
        }
        return all;
    }

    private Duration expected(Step step, int block) {
        return switch (step) {
            case HOT_PATH -> seconds((plan.blocks() + 1L) * plan.hotPathEvents() / HOT_PATH_HZ + 1);
            case FULL_SPEED ->
                START.plus(seconds((plan.fullSpeedEvents() + plan.fullSpeedWarmUp()) / FULL_SPEED_HZ))
                        .multipliedBy(2);
            case LATENESS -> paced(plan.warmUpSeconds(block));
            case CPU -> paced(plan.cpuWarmUpSeconds(block)).multipliedBy(2);
        };
    }

    private Duration paced(int warmUpSeconds) {
        return seconds((long) warmUpSeconds + plan.pacedSeconds() + PACED_OVERHEAD_SECONDS);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
