package org.keyedstatebench.compare;

import java.util.List;

/** Finds the middle of a few values, so that one trial gone astray does not carry a figure away. */
public final class Medians {

    private Medians() {}

    /**
     * The middle value, or the mean of the two middle ones.
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
