package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds where a series changed its level: circular binary segmentation. The stretch whose mean differs most from that of the rest
 * is cut out if hardly any random order of the same values has a stretch that differs as much, and its parts are looked at again; a
 * level that comes and goes is found so, too.
 *
 * <p>See A. B. Olshen, E. S. Venkatraman et al., Circular binary segmentation, Biostatistics 5 (2004). The permutation test needs no
 * assumption on the distribution. Pure: the same series gives the same answer.
 */
public final class ChangePoints {

    /** Fewer values on a side say nothing about a level. */
    public static final int SHORTEST = 4;
    /** Share of orders that may have as large a statistic. */
    public static final double SIGNIFICANCE = 0.01;

    private static final int ORDERS = 999;
    private static final long SEED = 42;

    private ChangePoints() {}

    /**
     * @param values in the order of time, above zero; their logarithms are looked at, so a change is a factor
     * @return indices at which a new level begins, ascending; none if there are fewer than {@code 2 * SHORTEST} values
     */
    public static List<Integer> of(List<Double> values) {
        List<Double> logs = values.stream().map(Math::log).toList();
        Set<Integer> found = new TreeSet<>();
        split(logs, 0, logs.size(), new Random(SEED), found);
        return List.copyOf(found);
    }

    private static void split(List<Double> logs, int from, int to, Random random, Set<Integer> found) {
        List<Double> part = logs.subList(from, to);
        Best best = best(part);
        List<Double> shuffled = new ArrayList<>(part);
        int asLarge = 0;
        for (int i = 0; i < ORDERS; i++) {
            Collections.shuffle(shuffled, random);
            if (best(shuffled).statistic() >= best.statistic()) {
                asLarge++;
            }
        }
        if ((asLarge + 1.0) / (ORDERS + 1) > SIGNIFICANCE) {
            return;
        }
        int begin = from + best.begin();
        int end = from + best.end();
        if (begin > from) {
            found.add(begin);
        }
        found.add(end);
        split(logs, from, begin, random, found);
        split(logs, begin, end, random, found);
        split(logs, end, to, random, found);
    }

    /** A stretch, its end excluded. */
    private record Best(int begin, int end, double statistic) {}

    /**
     * The stretch whose mean differs most from the rest's, in units that are proportional to what a difference of means of so many
     * values varies by. It begins with the first value or has a level before it, and it has a level behind it: one that ends with the
     * last value is the rest of one that is looked at. Of fewer than two levels there is none, and any order is as good.
     */
    private static Best best(List<Double> values) {
        int n = values.size();
        double[] sums = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + values.get(i);
        }
        Best best = new Best(0, SHORTEST, -1);
        for (int begin = 0; begin <= n - 2 * SHORTEST; begin = Math.max(SHORTEST, begin + 1)) {
            for (int end = begin + SHORTEST; end <= n - SHORTEST; end++) {
                int length = end - begin;
                double inside = sums[end] - sums[begin];
                double difference = Math.abs(inside / length - (sums[n] - inside) / (n - length));
                double statistic = difference * Math.sqrt((double) length * (n - length));
                if (statistic > best.statistic()) {
                    best = new Best(begin, end, statistic);
                }
            }
        }
        return best;
    }
}
