package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.List;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Condition;

/** Follows a run, to show it. Called by the run's own thread; every call must return quickly. */
public interface RunListener {

    /** Nobody looks. */
    RunListener NONE = new RunListener() {};

    /**
     * Before the first trial, where it is known which there will be.
     *
     * @param trials how many
     * @param added those conditions of them that a comparison adds for its table
     */
    default void runStarted(int trials, List<Condition> added, Duration estimate) {}

    /** How many trials the run has by what is known now; may grow. */
    default void planned(int trials) {}

    /** What is done or could not be done beside the trials; no result is different for it. */
    default void told(String line) {}

    /** The unrecorded trial before the first one has ended. */
    default void rehearsed(TrialResult result) {}

    default void trialStarted() {}

    default void progress(Progress progress) {}

    default void trialEnded(PlannedTrial trial, TrialResult result) {}

    /**
     * What a trial does right now.
     *
     * @param trial which trial
     * @param phase where it is
     * @param phaseElapsed since the phase began
     * @param ratePerSecond events sent per second since the last report
     * @param backlog events sent and not covered
     * @param p50Ns of the latencies since the last report; 0 if there were none
     * @param p99Ns of the latencies since the last report; 0 if there were none
     * @param remaining of the whole run, estimated
     */
    record Progress(
            PlannedTrial trial,
            Phase phase,
            Duration phaseElapsed,
            long ratePerSecond,
            long backlog,
            long p50Ns,
            long p99Ns,
            Duration remaining) {}
}
