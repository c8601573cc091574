package org.keyedstatebench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.Spread;

/**
 * One metric over a set of pairs. Inference is over pairs: a pair gives one ratio, however many events its trials had.
 *
 * @param baseline median over pairs, nanoseconds or events per second
 * @param candidate median over pairs
 * @param change median over pairs of candidate minus baseline, in the unit of the metric
 * @param changeInterval of that median; {@code null} for one pair
 * @param ratio median over pairs of how many times as bad the candidate is, by the logarithms; above 1 is worse
 * @param interval of that median; {@code null} for one pair
 * @param slower pairs whose ratio is above 1
 * @param ratios of the pairs in which both trials have the figure
 */
public record PairedFigures(
        double baseline,
        double candidate,
        double change,
        MedianInterval changeInterval,
        double ratio,
        MedianInterval interval,
        int slower,
        List<PairRatio> ratios) {

    /** @param ratio how many times as bad the candidate was in this pair */
    public record PairRatio(int pair, double ratio) {}

    public PairedFigures {
        ratios = List.copyOf(ratios);
    }

    /** How many pairs it rests on. */
    public int pairs() {
        return ratios.size();
    }

    /** @return empty if there is no pair in which both trials have the figure */
    static Optional<PairedFigures> of(GateMetric metric, List<Pair> pairs) {
        Map<Integer, Double> baseline = new TreeMap<>();
        Map<Integer, Double> candidate = new TreeMap<>();
        for (Pair pair : pairs) {
            OptionalDouble one = metric.of(pair.baseline());
            OptionalDouble other = metric.of(pair.candidate());
            if (one.isPresent() && other.isPresent() && one.getAsDouble() > 0 && other.getAsDouble() > 0) {
                baseline.put(pair.number(), one.getAsDouble());
                candidate.put(pair.number(), other.getAsDouble());
            }
        }
        return baseline.isEmpty() ? Optional.empty() : Optional.of(of(metric, baseline, candidate));
    }

    /**
     * @param baseline figure of each pair, above zero; at least one
     * @param candidate figure of the same pairs, above zero
     */
    static PairedFigures of(GateMetric metric, Map<Integer, Double> baseline, Map<Integer, Double> candidate) {
        Map<Integer, Double> ratios = new TreeMap<>();
        List<Double> changes = new ArrayList<>();
        baseline.forEach((pair, value) -> {
            double other = Objects.requireNonNull(candidate.get(pair), "candidate of pair " + pair);
            ratios.put(pair, metric.ratio(value, other));
            changes.add(other - value);
        });
        PairedRatio paired = PairedRatio.of(ratios);
        return new PairedFigures(
                median(baseline.values()),
                median(candidate.values()),
                median(changes),
                MedianInterval.of(changes).orElse(null),
                paired.median(),
                paired.interval().orElse(null),
                (int) ratios.values().stream().filter(ratio -> ratio > 1).count(),
                ratios.entrySet().stream()
                        .map(entry -> new PairRatio(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static double median(java.util.Collection<Double> values) {
        return Spread.of(List.copyOf(values)).orElseThrow().median();
    }
}
