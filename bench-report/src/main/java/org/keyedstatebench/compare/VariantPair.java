package org.keyedstatebench.compare;

import java.util.Optional;

/**
 * One variant measured against another.
 *
 * @param judged the variant whose figures are above the fraction line
 * @param base the variant whose figures are below it
 */
public record VariantPair(VariantSummary judged, VariantSummary base) {

    /** The same two with their places changed. */
    public VariantPair inverse() {
        return new VariantPair(base, judged);
    }

    /** @return empty if there is no block in which both trials are valid and have the figure */
    public Optional<PairedRatio> ratio(Metric metric) {
        return PairedRatio.of(judged.trials(), base.trials(), metric);
    }
}
