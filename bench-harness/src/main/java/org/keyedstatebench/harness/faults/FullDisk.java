package org.keyedstatebench.harness.faults;

import java.time.Duration;

/** Takes the engine the room for its state for a while. */
final class FullDisk implements Fault {

    /** Shorter than a checkpoint's interval, and no checkpoint would notice. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    @Override
    public String strike(PlannedFault planned, Target target) throws InterruptedException {
        Duration lasting = planned.lasting().plus(SHORTEST).plus(target.checkpointInterval());
        String how;
        try {
            how = target.state().fill();
            target.pass(lasting);
        } finally {
            target.state().free();
        }
        return how + " for " + lasting.toMillis() / 1000 + " s";
    }
}
