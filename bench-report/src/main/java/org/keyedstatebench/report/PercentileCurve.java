package org.keyedstatebench.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Scale;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.result.RunTraces;
import org.keyedstatebench.result.TrialTrace;

/**
 * Draws the whole distribution of latencies in the manner of HdrHistogram: one line per variant over the merged histograms of
 * its valid trials, a thin one per trial, and the reference as the floor.
 */
final class PercentileCurve {

    /** A quantile that fewer samples lie beyond rests on chance. */
    static final int SAMPLES_BEYOND = 10;

    private static final int POINTS_PER_DECADE = 12;
    private static final int MOST_DECADES = 7;
    private static final List<Double> QUANTILES =
            List.of(0.0, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999);

    private record Curve(VariantSummary variant, Histogram merged, List<Histogram> trials) {}

    private PercentileCurve() {}

    /** @return empty if no valid trial has its histograms at hand */
    static Optional<Plot> of(Comparison comparison, RunTraces traces, VariantLooks looks) {
        List<Curve> curves = comparison.variants().stream()
                .map(variant -> curve(variant, traces))
                .flatMap(Optional::stream)
                .toList();
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        long most = curves.stream()
                .mapToLong(curve -> curve.merged().getTotalCount())
                .max()
                .orElse(0);
        // x is 1/(1-q): how many events there are for each one beyond the quantile.
        // The first steps are small: from the smallest value to the tenth percentile the curve is steep.
        List<Double> xs = DoubleStream.concat(
                        DoubleStream.of(1, 1.01, 1.03, 1.06, 1.1, 1.15),
                        DoubleStream.iterate(1, i -> i + 1)
                                .limit(MOST_DECADES * POINTS_PER_DECADE)
                                .map(i -> Math.pow(10, i / POINTS_PER_DECADE)))
                .takeWhile(x -> x <= Math.max(10.0, (double) most / SAMPLES_BEYOND))
                .boxed()
                .toList();
        List<Line> lines = new ArrayList<>();
        for (Curve curve : curves) {
            String name = curve.variant().name();
            if (curve.trials().size() > 1) {
                curve.trials().forEach(trial -> lines.add(new Line("", looks.of(name), Weight.THIN, ys(trial, xs))));
            }
        }
        for (Curve curve : curves) {
            String name = curve.variant().name();
            boolean floor = curve.variant().engine().equals(Comparison.REFERENCE_ENGINE);
            lines.add(new Line(floor ? name + " (floor)" : name, looks.of(name), Weight.BOLD, ys(curve.merged(), xs)));
        }
        return Optional.of(new Plot.Lines(
                "percentiles",
                "Latency by percentile",
                finding(curves),
                new Axis("percentile of events, log of 1/(1-q)", Scale.QUANTILE, List.of()),
                Axis.log("latency (ms)"),
                xs,
                lines,
                List.of(),
                table(curves)));
    }

    private static Optional<Curve> curve(VariantSummary variant, RunTraces traces) {
        List<Histogram> trials = variant.validTrials().stream()
                .flatMap(trial -> traces.of(trial).stream())
                .map(TrialTrace::latency)
                .filter(histogram -> histogram.getTotalCount() > 0)
                .toList();
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        Histogram merged = trials.get(0).copy();
        trials.subList(1, trials.size()).forEach(merged::add);
        return Optional.of(new Curve(variant, merged, trials));
    }

    private static List<Double> ys(Histogram histogram, List<Double> xs) {
        return xs.stream().map(x -> millis(histogram, 1 - 1 / x)).toList();
    }

    /** NaN where fewer than {@value #SAMPLES_BEYOND} samples are left beyond the quantile. */
    private static double millis(Histogram histogram, double quantile) {
        boolean enough = Math.round(histogram.getTotalCount() * (1 - quantile)) >= SAMPLES_BEYOND;
        return enough ? histogram.getValueAtPercentile(quantile * 100) / Figures.NANOS_PER_MILLI : Double.NaN;
    }

    private static String finding(List<Curve> curves) {
        List<String> growth = curves.stream()
                .filter(curve -> !Double.isNaN(millis(curve.merged(), 0.999)))
                .map(curve -> curve.variant().name() + " "
                        + Figures.digits(millis(curve.merged(), 0.999) / Math.max(1e-6, millis(curve.merged(), 0.5))))
                .toList();
        return growth.isEmpty()
                ? "There are too few events for a tail: no variant has " + SAMPLES_BEYOND
                        + " events beyond its 99.9th percentile."
                : "The tail: the latency that one event in a thousand exceeds, in multiples of the median: "
                        + Sentences.list(growth) + ".";
    }

    private static Table table(List<Curve> curves) {
        Columns<Double> columns = new Columns<Double>().text("percentile", PercentileCurve::name);
        curves.forEach(curve -> columns.number(
                curve.variant().name() + " (ms)",
                quantile -> Figures.digitsOrNone(millis(curve.merged(), quantile), 1)));
        return columns.table(
                "Percentiles of all valid trials of a variant together",
                QUANTILES,
                List.of(
                        "From merged histograms, so these differ a little from the median over trials. A line ends where"
                                + " fewer than " + SAMPLES_BEYOND
                                + " events remain beyond it. Thin lines are single trials."));
    }

    private static String name(double quantile) {
        return quantile == 0
                ? "smallest"
                : BigDecimal.valueOf(quantile)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
