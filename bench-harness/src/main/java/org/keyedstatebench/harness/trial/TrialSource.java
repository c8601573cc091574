package org.keyedstatebench.harness.trial;

import java.util.List;
import java.util.Optional;
import org.keyedstatebench.result.Capacity;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Scenario;

/** Decides trial by trial what is run next, which may depend on what the trials before have found. Used by one thread. */
public interface TrialSource {

    /** The trial to carry out next; empty when there is no other. */
    Optional<PlannedTrial> next();

    /** Takes what the trial of {@link #next} found. */
    void answered(PlannedTrial trial, TrialResult result);

    /** Trials that are known to follow the next one; others may be added. */
    default List<PlannedTrial> following() {
        return List.of();
    }

    /** What was run so far, as a scenario. */
    Scenario scenario();

    /** Highest sustainable rates that were found; none unless that is what is searched for. */
    default List<Capacity> found() {
        return List.of();
    }
}
