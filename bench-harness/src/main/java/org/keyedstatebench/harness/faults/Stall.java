package org.keyedstatebench.harness.faults;

/** Stops the engine for a while, as a machine does that swaps or is moved: it was not gone, but all others may have given it up. */
final class Stall implements Fault {

    @Override
    public String strike(PlannedFault planned, Target target) throws InterruptedException {
        Frozen frozen = Frozen.of(target.processes());
        try {
            target.pass(planned.lasting());
        } finally {
            frozen.close();
        }
        return "SIGSTOP, and SIGCONT after " + planned.seconds();
    }
}
