package org.keyedstatebench.compare;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.result.ResourceUse;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Price;

/**
 * Turns what the processes of an engine used in the measured window into the price of a million of its events. What was not measured
 * costs an unknown amount, not nothing.
 */
public record CostPerMillion(Price price) {

    private static final double MILLION = 1e6;

    /** Of CPU time; empty if no valid trial knows it. */
    public Optional<Spread> cpu(VariantSummary variant) {
        return spread(variant, this::cpu);
    }

    /** Of the highest resident set, kept for the whole window; empty if no valid trial knows it. */
    public Optional<Spread> memory(VariantSummary variant) {
        return spread(variant, this::memory);
    }

    /** Of all that is paid for; empty if no valid trial knows it all. */
    public Optional<Spread> total(VariantSummary variant) {
        return spread(variant, use -> {
            Double cpu = cpu(use);
            Double memory = price.perGbHour() == null ? (Double) 0.0 : memory(use);
            return cpu == null || memory == null ? null : (Double) (cpu + memory);
        });
    }

    private Double cpu(ResourceUse use) {
        // So many microseconds of an event are as many seconds of a million.
        return use.engineCpuMicrosPerEvent() == null ? null : (Double) price.ofCpu(use.engineCpuMicrosPerEvent());
    }

    private Double memory(ResourceUse use) {
        boolean known = use.enginePeakRssBytes() != null
                && use.enginePeakRssBytes() > 0
                && use.seconds() != null
                && use.events() != null
                && use.events() > 0;
        return known
                ? (Double) (price.ofMemory(use.enginePeakRssBytes(), use.seconds()) / use.events() * MILLION)
                : null;
    }

    private static Optional<Spread> spread(VariantSummary variant, Function<ResourceUse, Double> cost) {
        return Spread.of(variant.validTrials().stream()
                .map(TrialResult::resources)
                .filter(Objects::nonNull)
                .map(cost)
                .filter(Objects::nonNull)
                .toList());
    }
}
