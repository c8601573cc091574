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
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.report.Plot.Intervals;

/**
 * Shows how many times as large the figures of one variant are as those of another, and how sure that is.
 *
 * @param namesBase whether the pairs have different bases, so that both of a pair are named
 * @param metrics by header; the first says how sure the ratios are
 */
record RatioSection(List<VariantPair> pairs, boolean namesBase, Map<String, Metric> metrics) {

    static Section of(Comparison comparison, VariantLooks looks) {
        List<Block> blocks = new ArrayList<>();
        List<VariantPair> toReference = comparison.toReference();
        blocks.add(
                toReference.isEmpty()
                        ? new Paragraph(Words.of("ratios.no-reference"))
                        : of(toReference, false).plot("to-reference", looks));
        if (!comparison.betweenEngines().isEmpty()) {
            blocks.add(of(comparison.betweenEngines(), true).plot("between-engines", looks));
        }
        if (comparison.engines().size() == 1) {
            List<VariantPair> pairs =
                    comparison.withinEngine(comparison.engines().iterator().next());
            if (!pairs.isEmpty()) {
                blocks.add(of(pairs, false).plot("within-engine", looks));
            }
        }
        return new Section("ratios", "Ratios", blocks);
    }

    private static RatioSection of(List<VariantPair> pairs, boolean namesBase) {
        return new RatioSection(pairs, namesBase, metrics("ratios"));
    }

    static Map<String, Metric> metrics(String key) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        Words.pairs(key + ".metrics").forEach((header, metric) -> metrics.put(header, Metric.valueOf(metric)));
        return metrics;
    }

    private Plot plot(String kind, VariantLooks looks) {
        List<Interval> intervals = metrics.keySet().stream()
                .flatMap(heading -> pairs.stream()
                        .flatMap(pair -> pair.ratio(metrics.get(heading)).stream()
                                .map(ratio -> new Interval(
                                        heading,
                                        name(pair),
                                        looks.of(pair.judged().name()),
                                        Figures.ratio(ratio),
                                        Interval.around(
                                                ratio.median(), ratio.interval().orElse(null)),
                                        List.of()))))
                .toList();
        String caption = Words.of("ratios." + kind, pairs.get(0).base().name());
        return new Plot(
                "ratio-" + kind,
                caption,
                finding(),
                new Intervals(Axis.log("times as large", 1.0), 1, intervals),
                columns().table(caption, pairs, Words.of("ratios.note")));
    }

    private String finding() {
        String p50 = Sentences.list(pairs.stream()
                .flatMap(pair -> pair.ratio(Metric.LATENCY_P50).stream()
                        .map(ratio -> name(pair) + " " + Figures.digits(ratio.median())))
                .toList());
        List<PairedRatio> all = pairs.stream()
                .flatMap(pair -> metrics.values().stream().map(pair::ratio))
                .flatMap(Optional::stream)
                .toList();
        if (p50.isEmpty()) {
            return "There is no block in which both sides are valid.";
        }
        if (all.stream().allMatch(ratio -> ratio.interval().isEmpty())) {
            return Words.of("ratios.no-interval", p50);
        }
        long equal = all.stream()
                .filter(ratio -> ratio.verdict() == PairedRatio.Verdict.NO_DIFFERENCE_DETECTABLE)
                .count();
        return equal == 0
                ? Words.of("ratios.none-equal", p50, all.size())
                : Words.of("ratios.equal", p50, all.size(), equal, equal == 1 ? "has" : "have");
    }

    Columns<VariantPair> columns() {
        Columns<VariantPair> columns = new Columns<VariantPair>()
                .text(namesBase ? "pair" : "variant", this::name)
                .text("blocks, confidence", this::sureness);
        metrics.forEach((heading, metric) -> columns.number(
                heading, pair -> pair.ratio(metric).map(Figures::ratio).orElse(Figures.NONE)));
        return columns;
    }

    private String name(VariantPair pair) {
        String judged = pair.judged().name();
        return namesBase ? judged + " / " + pair.base().name() : judged;
    }

    private String sureness(VariantPair pair) {
        return pair.ratio(metrics.values().iterator().next())
                .map(ratio -> ratio.interval()
                        .map(interval -> ratio.blocks() + ", " + Figures.percent(interval.coverage()))
                        .orElse("one block: no interval"))
                .orElse("no common block");
    }
}
