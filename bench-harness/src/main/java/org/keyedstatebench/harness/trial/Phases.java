package org.keyedstatebench.harness.trial;

import java.time.Duration;

/** What an experiment does from the start of the engine to its end; a {@link TrialDraft} takes what was found. */
interface Phases {

    /** For the rows that an engine has left when it has stopped. */
    Duration READ_TO_END = Duration.ofSeconds(30);

    /**
     * @return whether the figures may be used
     * @throws TrialFailedException if it comes to none
     * @throws InterruptedException if the run was cancelled
     */
    Verdict carryOut() throws InterruptedException;
}
