package org.keyedstatebench.compare;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How one figure came out over the trials of a variant.
 *
 * @param median over trials
 * @param min smallest
 * @param max largest
 * @param trials how many had the figure, at least 1
 */
public record Spread(double median, double min, double max, int trials) {

    /** @return empty if there is no value */
    public static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Spread(Medians.median(values), Collections.min(values), Collections.max(values), values.size()));
    }
}
