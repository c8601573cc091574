package org.keyedstatebench.compare;

import java.util.List;
import java.util.Optional;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Variant;

/**
 * What all trials of one variant say together.
 *
 * @param variant how it was to be set up
 * @param trials all of them, in the order of execution
 */
public record VariantSummary(Variant variant, List<TrialResult> trials) {

    /** What the trials under one condition say of each of its variants. */
    public static List<VariantSummary> under(RunResult run, Condition condition) {
        return condition.variants().stream()
                .map(name -> new VariantSummary(run.scenario().variant(name), run.trialsOf(name, condition)))
                .toList();
    }

    public String name() {
        return variant.name();
    }

    public String engine() {
        return variant.engine();
    }

    /** Whether other processes than its engine's own do the work. */
    public boolean runsOnCluster() {
        return variant.placement() != null && !variant.placement().isEmbedded();
    }

    boolean isReference() {
        return engine().equals(Comparison.REFERENCE_ENGINE);
    }

    /** @return empty if no valid trial has the figure */
    public Optional<Spread> spread(Metric metric) {
        return metric.over(trials);
    }

    public List<TrialResult> trials(TrialStatus status) {
        return trials.stream().filter(trial -> trial.status() == status).toList();
    }

    public List<TrialResult> validTrials() {
        return trials(TrialStatus.VALID);
    }

    public boolean hasValidTrial() {
        return !validTrials().isEmpty();
    }
}
