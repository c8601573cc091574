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
import org.keyedstatebench.report.Block.Table;

/** Shows how many times as large the figures of one variant are as those of another, and how sure that is. */
final class RatioSection {

    private static final List<String> NOTES = List.of(
            "Median over blocks of the ratio within a block, and its interval; above 1: the variant has the larger figure,"
                    + " in a pair the one before the stroke. ≈ no difference detectable: the interval includes 1.");

    private static final Map<String, Metric> METRICS = metrics();

    private final String caption;
    private final List<VariantPair> pairs;
    private final boolean namesBase;

    private RatioSection(String caption, List<VariantPair> pairs, boolean namesBase) {
        this.caption = caption;
        this.pairs = pairs;
        this.namesBase = namesBase;
    }

    static Section of(Comparison comparison, VariantLooks looks) {
        List<Block> blocks = new ArrayList<>();
        if (comparison.toReference().isEmpty()) {
            blocks.add(
                    new Block.Paragraph("No ratios to the reference: it, or every other variant, has no valid trial."));
        } else {
            String caption = "Ratio to the reference ("
                    + comparison.reference().orElseThrow().name() + " = 1)";
            blocks.add(new RatioSection(caption, comparison.toReference(), false).plot("ratio-to-reference", looks));
        }
        if (!comparison.betweenEngines().isEmpty()) {
            String caption = "Engine against engine, in blocks where both are valid";
            blocks.add(
                    new RatioSection(caption, comparison.betweenEngines(), true).plot("ratio-between-engines", looks));
        }
        if (comparison.engines().size() == 1) {
            String engine = comparison.engines().iterator().next();
            List<VariantPair> pairs = comparison.withinEngine(engine);
            if (!pairs.isEmpty()) {
                String caption = "Against " + pairs.get(0).base().name() + ", the one with the lowest median latency";
                blocks.add(new RatioSection(caption, pairs, false).plot("ratio-within-engine", looks));
            }
        }
        return new Section("ratios", "Ratios", blocks);
    }

    private Plot plot(String id, VariantLooks looks) {
        IntervalPlot plot = new IntervalPlot(1.0);
        METRICS.forEach((heading, metric) -> {
            for (VariantPair pair : pairs) {
                pair.ratio(metric)
                        .ifPresent(ratio -> plot.add(
                                heading,
                                name(pair),
                                looks.of(pair.judged().name()),
                                Figures.ratio(ratio),
                                ratio.median(),
                                ratio.interval().orElse(null),
                                List.of()));
            }
        });
        return plot.build(id, caption, finding(), "times as large", 1, LogAxis::ticks, table());
    }

    private String finding() {
        List<String> p50 = new ArrayList<>();
        List<PairedRatio> all = new ArrayList<>();
        for (VariantPair pair : pairs) {
            pair.ratio(Metric.LATENCY_P50)
                    .ifPresent(ratio -> p50.add(name(pair) + " " + Figures.digits(ratio.median())));
            METRICS.values().forEach(metric -> pair.ratio(metric).ifPresent(all::add));
        }
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

    private Table table() {
        Columns<VariantPair> columns = new Columns<VariantPair>()
                .text(namesBase ? "pair" : "variant", this::name)
                .text("blocks, confidence", RatioSection::sureness);
        METRICS.forEach((heading, metric) -> columns.number(
                heading, pair -> pair.ratio(metric).map(Figures::ratio).orElse(Figures.NONE)));
        return columns.table(caption, pairs, NOTES);
    }

    private String name(VariantPair pair) {
        String judged = pair.judged().name();
        return namesBase ? judged + " / " + pair.base().name() : judged;
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

    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        LatencySection.PERCENTILES.stream()
                .filter(percentile -> percentile.metric() != Metric.LATENCY_MAX)
                .forEach(percentile -> metrics.put(percentile.word(), percentile.metric()));
        metrics.put("CPU per event", Metric.ENGINE_CPU_PER_EVENT);
        return metrics;
    }
}
