package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyedstatebench.result.TrialResult;

/**
 * How many times as large a figure is for one variant as for another, judged within blocks: what disturbs a whole block
 * disturbs both sides and cancels out.
 *
 * @param byBlock ratio of each block in which both trials are valid and have the figure, in block order; at least one
 * @param median of the ratios, taken on their logarithms, so that swapping the sides gives exactly the inverse
 * @param interval of the median; empty for one block
 */
public record PairedRatio(Map<Integer, Double> byBlock, double median, Optional<MedianInterval> interval) {

    /** What the blocks say about the two variants. */
    public enum Verdict {
        LOWER,
        HIGHER,
        /** The interval includes 1. */
        NO_DIFFERENCE_DETECTABLE,
        /** One block: a ratio, but nothing that says how sure it is. */
        NO_INTERVAL
    }

    public PairedRatio {
        byBlock = Collections.unmodifiableMap(new TreeMap<>(byBlock));
    }

    /**
     * @param trials of the variant that is judged
     * @param base of the variant that it is measured against
     * @return empty if there is no block in which both trials are valid and have a figure above zero
     */
    static Optional<PairedRatio> of(List<TrialResult> trials, List<TrialResult> base, Metric metric) {
        Map<Integer, Double> ratios = positiveByBlock(trials, metric);
        Map<Integer, Double> baseValues = positiveByBlock(base, metric);
        ratios.keySet().retainAll(baseValues.keySet());
        ratios.replaceAll((block, value) -> value / baseValues.get(block));
        return ratios.isEmpty() ? Optional.empty() : Optional.of(of(ratios));
    }

    /** @param byBlock ratio of each block, above zero; at least one */
    public static PairedRatio of(Map<Integer, Double> byBlock) {
        List<Double> ratios = new ArrayList<>(byBlock.values());
        double median = Math.exp(Spread.median(ratios.stream().map(Math::log).toList()));
        return new PairedRatio(byBlock, median, MedianInterval.of(ratios));
    }

    /** The same comparison seen from the other side. */
    public PairedRatio inverse() {
        return of(byBlock.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> 1 / e.getValue())));
    }

    public int blocks() {
        return byBlock.size();
    }

    public Verdict verdict() {
        if (interval.isEmpty()) {
            return Verdict.NO_INTERVAL;
        }
        if (interval.get().high() < 1) {
            return Verdict.LOWER;
        }
        return interval.get().low() > 1 ? Verdict.HIGHER : Verdict.NO_DIFFERENCE_DETECTABLE;
    }

    private static Map<Integer, Double> positiveByBlock(List<TrialResult> trials, Metric metric) {
        return trials.stream()
                .filter(trial -> metric.of(trial).orElse(0) > 0)
                .collect(Collectors.toMap(
                        TrialResult::block,
                        trial -> metric.of(trial).orElseThrow(),
                        (first, again) -> first,
                        TreeMap::new));
    }
}
