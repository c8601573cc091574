package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.VariantPair;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Group;
import org.keyedstatebench.report.Plot.Interval;

/** Shows how many times as large the figures of one variant are as those of another, and how sure that is. */
final class RatioSection {

    private static final List<String> NOTES = List.of(
            "Median over blocks of the ratio within a block, and its interval; above 1: the variant has the larger figure,"
                    + " in a pair the one before the stroke. ≈ no difference detectable: the interval includes 1.");

    private static final Map<Metric, String> METRICS = metrics();

    private RatioSection() {}

    static Section of(Comparison comparison, VariantLooks looks) {
        List<Block> blocks = new ArrayList<>();
        if (comparison.toReference().isEmpty()) {
            blocks.add(
                    new Block.Paragraph("No ratios to the reference: it, or every other variant, has no valid trial."));
        } else {
            String caption = "Ratio to the reference ("
                    + comparison.reference().orElseThrow().name() + " = 1)";
            blocks.add(plot("ratio-to-reference", caption, comparison.toReference(), false, looks));
        }
        if (!comparison.betweenEngines().isEmpty()) {
            blocks.add(plot(
                    "ratio-between-engines",
                    "Engine against engine, in blocks where both are valid",
                    comparison.betweenEngines(),
                    true,
                    looks));
        }
        if (comparison.engines().size() == 1) {
            String engine = comparison.engines().iterator().next();
            List<VariantPair> pairs = comparison.withinEngine(engine);
            if (!pairs.isEmpty()) {
                blocks.add(plot(
                        "ratio-within-engine",
                        "Against " + pairs.get(0).base().name() + ", the one with the lowest median latency",
                        pairs,
                        false,
                        looks));
            }
        }
        return new Section("ratios", "Ratios", blocks);
    }

    private static Plot plot(
            String id, String caption, List<VariantPair> pairs, boolean namesBase, VariantLooks looks) {
        List<Double> values = new ArrayList<>(List.of(1.0));
        for (VariantPair pair : pairs) {
            METRICS.keySet()
                    .forEach(metric -> pair.ratio(metric).ifPresent(ratio -> {
                        values.add(ratio.median());
                        ratio.interval().ifPresent(interval -> values.addAll(List.of(interval.low(), interval.high())));
                    }));
        }
        LogAxis scale = new LogAxis(values);
        List<Group> groups = new ArrayList<>();
        METRICS.forEach((metric, heading) -> {
            List<Interval> intervals = pairs.stream()
                    .flatMap(pair -> pair
                            .ratio(metric)
                            .map(ratio -> interval(
                                    name(pair, namesBase),
                                    looks.of(pair.judged().name()),
                                    ratio,
                                    scale))
                            .stream())
                    .toList();
            if (!intervals.isEmpty()) {
                groups.add(new Group(heading, intervals));
            }
        });
        return new Plot.Intervals(
                id,
                caption,
                finding(pairs, namesBase),
                Axis.log("times as large"),
                scale.of(1),
                scale.ticks(),
                groups,
                table(caption, pairs, namesBase));
    }

    private static Interval interval(String label, Plot.Look look, PairedRatio ratio, LogAxis scale) {
        double low = ratio.interval().map(interval -> interval.low()).orElse(ratio.median());
        double high = ratio.interval().map(interval -> interval.high()).orElse(ratio.median());
        return new Interval(label, look, Figures.ratio(ratio), scale.of(low), scale.of(ratio.median()), scale.of(high));
    }

    private static String finding(List<VariantPair> pairs, boolean namesBase) {
        List<String> p50 = pairs.stream()
                .flatMap(pair -> pair
                        .ratio(Metric.LATENCY_P50)
                        .map(ratio -> name(pair, namesBase) + " " + Figures.digits(ratio.median()))
                        .stream())
                .toList();
        List<PairedRatio> all = pairs.stream()
                .flatMap(pair -> METRICS.keySet().stream().flatMap(metric -> pair.ratio(metric).stream()))
                .toList();
        if (p50.isEmpty()) {
            return "There is no block in which both sides are valid.";
        }
        String medians = "Median latency, times as large: " + Sentences.list(p50) + "; ";
        if (all.stream().allMatch(ratio -> ratio.interval().isEmpty())) {
            return medians + "with one block there are no intervals.";
        }
        long equal = all.stream()
                .filter(ratio -> ratio.verdict() == PairedRatio.Verdict.NO_DIFFERENCE_DETECTABLE)
                .count();
        return medians
                + (equal == 0
                        ? "no interval of the " + all.size() + " ratios below includes 1."
                        : "of the " + all.size() + " ratios below, " + equal + (equal == 1 ? " has" : " have")
                                + " an interval that includes 1: no difference is detectable there.");
    }

    private static Table table(String caption, List<VariantPair> pairs, boolean namesBase) {
        List<Column> columns = new ArrayList<>(
                List.of(Column.text(namesBase ? "pair" : "variant"), Column.text("blocks, confidence")));
        METRICS.values().forEach(heading -> columns.add(Column.number(heading)));
        List<List<Cell>> rows = new ArrayList<>();
        for (VariantPair pair : pairs) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(name(pair, namesBase)), Cell.of(sureness(pair))));
            METRICS.keySet()
                    .forEach(metric -> row.add(pair.ratio(metric)
                            .map(ratio -> Cell.of(Figures.ratio(ratio)))
                            .orElseGet(Cell::none)));
            rows.add(row);
        }
        return new Table(caption, columns, rows, NOTES);
    }

    private static String name(VariantPair pair, boolean namesBase) {
        return namesBase
                ? pair.judged().name() + " / " + pair.base().name()
                : pair.judged().name();
    }

    private static String sureness(VariantPair pair) {
        Optional<PairedRatio> p50 = pair.ratio(Metric.LATENCY_P50);
        if (p50.isEmpty()) {
            return "no common block";
        }
        return p50.get()
                .interval()
                .map(interval -> p50.get().blocks() + ", " + Figures.percent(interval.coverage()))
                .orElse("one block: no interval");
    }

    private static Map<Metric, String> metrics() {
        Map<Metric, String> metrics = new LinkedHashMap<>();
        metrics.put(Metric.LATENCY_P50, "p50");
        metrics.put(Metric.LATENCY_P90, "p90");
        metrics.put(Metric.LATENCY_P99, "p99");
        metrics.put(Metric.LATENCY_P999, "p99.9");
        metrics.put(Metric.ENGINE_CPU_PER_EVENT, "CPU per event");
        return metrics;
    }
}
