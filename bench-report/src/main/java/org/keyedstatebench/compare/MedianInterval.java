package org.keyedstatebench.compare;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How sure a median over a few blocks is: an exact confidence interval between two of the sorted values.
 *
 * <p>The r-th smallest and the r-th largest of n independent values enclose the median of their distribution unless fewer
 * than r values fall on one side of it. That count is binomial with probability 1/2, whatever the distribution, so the
 * coverage is exactly 1 - 2 P(Binomial(n, 1/2) &lt; r). See H. A. David, H. N. Nagaraja, Order Statistics, 3rd ed., section 7.1.
 *
 * @param low lower end, the {@code rank}-th smallest value
 * @param high upper end, the {@code rank}-th largest value
 * @param rank from 1
 * @param coverage true confidence, 0 to 1
 */
public record MedianInterval(double low, double high, int rank, double coverage) {

    /** What is wanted of an interval; with fewer than 6 values no interval reaches it. */
    public static final double WANTED_COVERAGE = 0.95;

    /** So many values must there be for an interval of that. */
    public static final int LEAST_VALUES = 6;

    /**
     * The narrowest interval with at least the wanted coverage; where even the widest has less, the widest.
     *
     * @param values in any order
     * @return empty for fewer than two values
     */
    public static Optional<MedianInterval> of(List<Double> values) {
        int n = values.size();
        if (n < 2) {
            return Optional.empty();
        }
        int rank = 1;
        while (coverage(n, rank + 1) >= WANTED_COVERAGE) {
            rank++;
        }
        List<Double> sorted = values.stream().sorted().toList();
        return Optional.of(new MedianInterval(sorted.get(rank - 1), sorted.get(n - rank), rank, coverage(n, rank)));
    }

    /**
     * The most that any interval over so many values can have, 0 to 1.
     *
     * @param n at least 2
     */
    public static double widestCoverage(int n) {
        return coverage(n, 1);
    }

    /** The true coverage of the interval from the rank-th smallest to the rank-th largest of n values. */
    static double coverage(int n, int rank) {
        return 1 - 2 * BinomialDistribution.of(n, 0.5).cumulativeProbability(rank - 1);
    }

    /** Whether it is as sure as is wanted: only then does it decide anything. */
    public boolean decides() {
        return coverage >= WANTED_COVERAGE;
    }
}
