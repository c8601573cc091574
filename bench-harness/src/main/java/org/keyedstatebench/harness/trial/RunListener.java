package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.List;
import org.keyedstatebench.result.TrialResult;

/** Follows a run, to show it. Called by the run's own thread; every call must return quickly. */
public interface RunListener {

    /** Nobody looks. */
    RunListener NONE = new RunListener() {};

    default void runStarted(List<PlannedTrial> plan, Duration estimate) {}

    /** How many trials the run has by what is known now; may grow. */
    default void planned(int trials) {}

    /** An engine is started for once without being measured, so that it starts faster from then on; see ClassArchive. */
    default void archiving(String engine) {}

    /** That did not work, so the engine starts more slowly; nothing else is different. */
    default void notArchived(String engine, String problem) {}

    /** Something could not be cleaned up; no result is different for it. */
    default void warned(String what) {}

    /** The unrecorded trial before the first one has ended. */
    default void rehearsed(TrialResult result) {}

    default void trialStarted(PlannedTrial trial, Duration remaining) {}

    default void progress(Progress progress) {}

    default void trialEnded(PlannedTrial trial, TrialResult result, Duration remaining) {}

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
