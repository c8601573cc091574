package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.function.Consumer;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.VariantManifest;
import org.keyedstatebench.scenario.Experiment;

/**
 * Carries out one trial after the other, each by the experiment of its condition.
 *
 * <p>Used by one thread, and for one trial at a time. All of a trial's latencies come from {@link System#nanoTime} in this
 * process.
 */
public final class TrialRunner {

    private final TrialSetting setting;
    private final RunFolder runFolder;

    /** @param runFolder takes the files of each trial */
    public TrialRunner(TrialSetting setting, RunFolder runFolder) {
        this.setting = setting;
        this.runFolder = runFolder;
    }

    /**
     * What a trial leaves.
     *
     * @param result for the run's result
     * @param manifest how the variant was really run
     */
    public record Outcome(TrialResult result, VariantManifest manifest) {}

    /**
     * @param progress told about once a second
     * @throws InterruptedException if the run was cancelled; the engine is gone by then
     */
    public Outcome run(PlannedTrial trial, Consumer<TrialProgress> progress) throws InterruptedException {
        TrialExecution.Context context = new TrialExecution.Context(setting, runFolder, trial, progress);
        Experiment experiment = trial.condition().experiment();
        if (experiment instanceof Experiment.Offered) {
            return new OfferedTrial(context).run();
        }
        if (experiment instanceof Experiment.Drain drain) {
            return new DrainTrial(context, drain).run();
        }
        if (experiment instanceof Experiment.Recovery recovery) {
            return new RecoveryTrial(context, recovery).run();
        }
        if (experiment instanceof Experiment.Ttl) {
            return new TtlTrial(context).run();
        }
        throw new IllegalArgumentException("no trial is written for the experiment " + experiment);
    }

    /** What a trial tells about itself while it runs; {@link RunListener.Progress} without the run's part. */
    public record TrialProgress(
            Phase phase, Duration phaseElapsed, long ratePerSecond, long backlog, long p50Ns, long p99Ns) {}
}
