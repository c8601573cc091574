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
        return Optional.of(new Spread(median(values), Collections.min(values), Collections.max(values), values.size()));
    }

    /**
     * The middle value, or the mean of the two middle ones, so that one trial gone astray does not carry a figure away.
     *
     * @param values at least one, in any order
     */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a median needs at least one value");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
