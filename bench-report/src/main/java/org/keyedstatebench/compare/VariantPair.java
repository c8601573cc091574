package org.keyedstatebench.compare;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One variant measured against another.
 *
 * @param judged the variant whose figures are above the fraction line
 * @param base the variant whose figures are below it
 * @param ratios of each metric that both have in at least one common block
 */
public record VariantPair(VariantSummary judged, VariantSummary base, Map<Metric, PairedRatio> ratios) {

    public VariantPair {
        ratios = Collections.unmodifiableMap(ratios);
    }

    static VariantPair of(VariantSummary judged, VariantSummary base) {
        Map<Metric, PairedRatio> ratios = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            PairedRatio.of(judged.trials(), base.trials(), metric).ifPresent(ratio -> ratios.put(metric, ratio));
        }
        return new VariantPair(judged, base, ratios);
    }

    /** The same two with their places changed. */
    public VariantPair inverse() {
        Map<Metric, PairedRatio> inverted = new EnumMap<>(Metric.class);
        ratios.forEach((metric, ratio) -> inverted.put(metric, ratio.inverse()));
        return new VariantPair(base, judged, inverted);
    }

    /** @return empty if there is no block in which both trials are valid and have the figure */
    public Optional<PairedRatio> ratio(Metric metric) {
        return Optional.ofNullable(ratios.get(metric));
    }
}
