package org.keyedstatebench.measure;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether a series grows: the slope of its least-squares line, with the slope's 95 % confidence interval. Pure.
 *
 * <p>The interval takes the samples' deviations from the line for independent. Those of a micro-batch engine's backlog are not quite
 * (a saw-tooth), so a judgement should leave room beyond the interval.
 *
 * @param slope per unit of x
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param samples how many, at least 3
 */
public record Trend(double slope, double low, double high, int samples) {

    private static final double TAIL = 0.025;
    private static final int LEAST = 3;

    /** A value of a series. */
    public record Sample(double x, double y) {}

    /**
     * @param series in any order
     * @return empty unless there are at least three samples that do not all have one x
     */
    public static Optional<Trend> of(List<Sample> series) {
        int n = series.size();
        double meanX = series.stream().mapToDouble(Sample::x).average().orElse(0);
        double meanY = series.stream().mapToDouble(Sample::y).average().orElse(0);
        double sxx = series.stream()
                .mapToDouble(s -> (s.x() - meanX) * (s.x() - meanX))
                .sum();
        double sxy = series.stream()
                .mapToDouble(s -> (s.x() - meanX) * (s.y() - meanY))
                .sum();
        if (n < LEAST || sxx == 0) {
            return Optional.empty();
        }
        double slope = sxy / sxx;
        double residuals = series.stream()
                .mapToDouble(s -> s.y() - meanY - slope * (s.x() - meanX))
                .map(r -> r * r)
                .sum();
        double standardError = Math.sqrt(residuals / (n - 2) / sxx);
        double reach = TDistribution.of(n - 2.0).inverseSurvivalProbability(TAIL) * standardError;
        return Optional.of(new Trend(slope, slope - reach, slope + reach, n));
    }
}
