package org.keyedstatebench.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Figure;
import org.keyedstatebench.report.Plot.Scale;
import org.keyedstatebench.result.TrialResult;

/** Shows how long events waited for their count: the percentiles as a table and the whole distribution as a curve. */
final class LatencySection {

    /** Below this a p99.9 rests on fewer than ten events. */
    private static final long EVENTS_FOR_P999 = 10_000;

    static final Percentile P50 = new Percentile("p50", Metric.LATENCY_P50);
    static final Percentile P99 = new Percentile("p99", Metric.LATENCY_P99);

    /** What is shown of a distribution, of whatever has one. */
    static final List<Percentile> PERCENTILES = List.of(
            P50,
            new Percentile("p90", Metric.LATENCY_P90),
            P99,
            new Percentile("p99.9", Metric.LATENCY_P999),
            new Percentile("max", Metric.LATENCY_MAX));

    /** @param word in headers and headings */
    record Percentile(String word, Metric metric) {

        String header() {
            return word + " (ms)";
        }

        /** Short name for a program. */
        String figure() {
            return word.replace(".", "");
        }
    }

    /** A quantile that fewer samples lie beyond rests on chance. */
    private static final int SAMPLES_BEYOND = 10;

    private static final int POINTS_PER_DECADE = 12;
    private static final int MOST_DECADES = 7;
    private static final List<Double> QUANTILES =
            List.of(0.0, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999);

    private record Curve(VariantSummary variant, Histogram merged, List<Histogram> trials) {}

    private LatencySection() {}

    static Section of(Comparison comparison, List<AlignedTrace> traces, VariantLooks looks) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(percentiles(comparison.variants()));
        curve(comparison, traces, looks).ifPresent(blocks::add);
        return new Section("latency", "Latency", blocks);
    }

    private static Table percentiles(List<VariantSummary> variants) {
        List<String> notes = new ArrayList<>();
        notes.add(Words.of("latency.note"));
        boolean fewEvents = variants.stream()
                .flatMap(variant -> variant.validTrials().stream())
                .map(TrialResult::latencyNs)
                .anyMatch(latency -> latency != null && latency.count() < EVENTS_FOR_P999);
        if (fewEvents) {
            notes.add(Words.of("latency.few-events", EVENTS_FOR_P999));
        }
        Columns<VariantSummary> columns = Columns.ofVariants();
        PERCENTILES.forEach(percentile -> columns.cells(
                Column.number(percentile.header()),
                variant -> variant.spread(percentile.metric())
                        .map(spread -> Cell.of(Figures.spread(spread, Figures.NANOS_PER_MILLI))
                                .with(new Figure(
                                        variant.name(), null, percentile.figure(), Figures.exact(spread.median()))))
                        .orElseGet(Cell::none)));
        return columns.table("Latency percentiles", variants, notes);
    }

    /**
     * The whole distribution in the manner of HdrHistogram: one line per variant over the merged histograms of its valid trials, a thin
     * one per trial, and the reference as the floor.
     *
     * @return empty if no valid trial has its histograms at hand
     */
    private static Optional<Plot> curve(Comparison comparison, List<AlignedTrace> traces, VariantLooks looks) {
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
                curve.trials()
                        .forEach(trial -> lines.add(new Line("", "", looks.of(name), Weight.THIN, ys(trial, xs))));
            }
        }
        for (Curve curve : curves) {
            String name = curve.variant().name();
            boolean floor = curve.variant().engine().equals(Comparison.REFERENCE_ENGINE);
            String label = floor ? name + " (floor)" : name;
            lines.add(new Line(label, "", looks.of(name), Weight.BOLD, ys(curve.merged(), xs)));
        }
        Axis x = new Axis("percentile of events, log of 1/(1-q)", Scale.QUANTILE, List.of());
        Lines drawn = new Lines(x, Axis.log("latency (ms)"), lines, List.of());
        return Optional.of(new Plot("percentiles", "Latency by percentile", finding(curves), drawn, table(curves)));
    }

    private static Optional<Curve> curve(VariantSummary variant, List<AlignedTrace> traces) {
        List<Histogram> trials = traces.stream()
                .filter(aligned -> variant.validTrials().contains(aligned.trial()))
                .map(aligned -> aligned.trace().latency())
                .filter(histogram -> histogram.getTotalCount() > 0)
                .toList();
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        Histogram merged = trials.get(0).copy();
        trials.subList(1, trials.size()).forEach(merged::add);
        return Optional.of(new Curve(variant, merged, trials));
    }

    private static NavigableMap<Double, Double> ys(Histogram histogram, List<Double> xs) {
        NavigableMap<Double, Double> ys = new TreeMap<>();
        xs.forEach(x -> ys.put(x, millis(histogram, 1 - 1 / x)));
        return ys;
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
                ? Words.of("percentiles.no-tail", SAMPLES_BEYOND)
                : Words.of("percentiles.tail", Sentences.list(growth));
    }

    private static Table table(List<Curve> curves) {
        Columns<Double> columns = new Columns<Double>().text("percentile", LatencySection::name);
        curves.forEach(curve -> columns.number(
                curve.variant().name() + " (ms)",
                quantile -> Figures.digitsOrNone(millis(curve.merged(), quantile), 1)));
        return columns.say("percentiles", QUANTILES, SAMPLES_BEYOND);
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
