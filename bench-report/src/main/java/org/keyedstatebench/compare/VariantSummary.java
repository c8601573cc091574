package org.keyedstatebench.compare;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Variant;

/**
 * What all trials of one variant say together.
 *
 * @param variant how it was to be set up
 * @param trials all of them, in the order of execution
 * @param spreads each figure over the valid trials that have it
 */
public record VariantSummary(Variant variant, List<TrialResult> trials, Map<Metric, Spread> spreads) {

    public VariantSummary {
        trials = List.copyOf(trials);
        spreads = Collections.unmodifiableMap(spreads);
    }

    static VariantSummary of(Variant variant, List<TrialResult> trials) {
        Map<Metric, Spread> spreads = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            metric.over(trials).ifPresent(spread -> spreads.put(metric, spread));
        }
        return new VariantSummary(variant, trials, spreads);
    }

    public String name() {
        return variant.name();
    }

    public String engine() {
        return variant.engine();
    }

    /** @return empty if no valid trial has the figure */
    public Optional<Spread> spread(Metric metric) {
        return Optional.ofNullable(spreads.get(metric));
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
