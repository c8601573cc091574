package org.keyedstatebench.harness.faults;

import java.time.Duration;

/** Kills the broker and starts it again. */
final class BrokerRestart implements Fault {

    /** Longer than that, and what is found out is how long clients wait for a broker. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Override
    public String strike(PlannedFault planned, Target target) throws InterruptedException {
        Duration down = planned.lasting().compareTo(LONGEST) > 0 ? LONGEST : planned.lasting();
        target.broker().kill();
        target.pass(down);
        target.broker().restart();
        return "SIGKILL of the broker, started again after " + down.toMillis() + " ms";
    }
}
