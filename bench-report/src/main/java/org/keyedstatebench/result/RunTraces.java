package org.keyedstatebench.result;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The traces of a run's trials, read once for all that is drawn from them.
 *
 * @param byOrder of execution; a trial without histograms has none
 */
public record RunTraces(Map<Integer, TrialTrace> byOrder) {

    public RunTraces {
        byOrder = Collections.unmodifiableMap(new TreeMap<>(byOrder));
    }

    /** Of a run whose trials left no files, or whose files are not at hand. */
    public static RunTraces none() {
        return new RunTraces(Map.of());
    }

    /**
     * @param folder of the run
     * @throws ResultException if a trial's file is there but cannot be read
     */
    public static RunTraces read(Path folder, RunResult run) {
        Map<Integer, TrialTrace> traces = new TreeMap<>();
        for (TrialResult trial : run.trials()) {
            TrialTrace.read(folder, trial).ifPresent(trace -> traces.put(trial.order(), trace));
        }
        return new RunTraces(traces);
    }

    public Optional<TrialTrace> of(TrialResult trial) {
        return Optional.ofNullable(byOrder.get(trial.order()));
    }
}
