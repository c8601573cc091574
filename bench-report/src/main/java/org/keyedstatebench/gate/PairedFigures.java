package org.keyedstatebench.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** @return empty if there is no pair in which both trials have the figure, above zero */
    static Optional<PairedFigures> of(GateMetric metric, List<Pair> pairs) {
        List<Double> baseline = new ArrayList<>();
        List<Double> candidate = new ArrayList<>();
        List<Double> changes = new ArrayList<>();
        List<PairRatio> ratios = new ArrayList<>();
        for (Pair pair : pairs) {
            double before = metric.of(pair.baseline()).orElse(0);
            double after = metric.of(pair.candidate()).orElse(0);
            if (before > 0 && after > 0) {
                baseline.add(before);
                candidate.add(after);
                changes.add(after - before);
                ratios.add(new PairRatio(pair.number(), metric.ratio(before, after)));
            }
        }
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        ratios.sort(Comparator.comparingInt(PairRatio::pair));
        PairedRatio paired =
                PairedRatio.of(ratios.stream().collect(Collectors.toMap(PairRatio::pair, PairRatio::ratio)));
        return Optional.of(new PairedFigures(
                Spread.median(baseline),
                Spread.median(candidate),
                Spread.median(changes),
                MedianInterval.of(changes).orElse(null),
                paired.median(),
                paired.interval().orElse(null),
                (int) ratios.stream().filter(pair -> pair.ratio() > 1).count(),
                ratios));
    }
}
