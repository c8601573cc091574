package org.keyedstatebench.harness.trial;

import java.time.Duration;
import org.keyedstatebench.result.Recovery;

/**
 * What is done to a running engine in the middle of the load, after which every event is followed until the engine has caught up: the one
 * thing in which a kill and a change of the job differ. Used by the trial's thread, once.
 */
interface Interruption {

    /** When, from the opening of the window. */
    Duration after();

    /** Whether the engine ends by it and has to be started again; otherwise the job goes on by itself. */
    boolean endsEngine();

    /**
     * Does it. Where the engine ends by it, it has ended when this returns, so that all rows that come are of the next one.
     *
     * @throws TrialFailedException if it cannot be done
     */
    void interrupt(TrialRig rig) throws InterruptedException;

    /** What an end of the engine before its first new count means. */
    default TrialFailedException explained(TrialRig rig, TrialFailedException end) {
        return end;
    }

    /** What was changed; asked when all is over. {@code null} if nothing was. */
    default Recovery.Change change(TrialRig rig) {
        return null;
    }
}
