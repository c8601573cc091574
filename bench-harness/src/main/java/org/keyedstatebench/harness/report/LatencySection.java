package org.keyedstatebench.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyedstatebench.harness.compare.Comparison;
import org.keyedstatebench.harness.compare.Metric;
import org.keyedstatebench.harness.compare.PairedRatio;
import org.keyedstatebench.harness.compare.VariantPair;
import org.keyedstatebench.harness.compare.VariantSummary;
import org.keyedstatebench.harness.report.Block.Cell;
import org.keyedstatebench.harness.report.Block.Column;
import org.keyedstatebench.harness.report.Block.Table;
import org.keyedstatebench.harness.result.TrialResult;

/** Shows how long events waited for their count, as measured and as ratios. */
final class LatencySection {

    /** Below this a p99.9 rests on fewer than ten events. */
    private static final long EVENTS_FOR_P999 = 10_000;

    private static final List<String> RATIO_NOTES = List.of(
            "Median over blocks of the ratio within a block, and its interval; above 1: the variant has the larger figure,"
                    + " in a pair the one before the stroke. ≈ no difference detectable: the interval includes 1.");

    private LatencySection() {}

    static Section of(Comparison comparison) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(percentiles(comparison.variants()));
        blocks.add(
                comparison.toReference().isEmpty()
                        ? new Block.Paragraph(
                                "No ratios to the reference: it, or every other variant, has no valid trial.")
                        : ratios(
                                "Ratio to the reference ("
                                        + comparison.reference().orElseThrow().name() + " = 1)",
                                comparison.toReference(),
                                false));
        if (!comparison.betweenEngines().isEmpty()) {
            blocks.add(
                    ratios("Engine against engine, in blocks where both are valid", comparison.betweenEngines(), true));
        }
        return new Section("latency", "Latency", blocks);
    }

    private static Table percentiles(List<VariantSummary> variants) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Coverage latency of every event of the measured window, from its intended send time until a count that"
                        + " includes it was visible to the harness's consumer. Median over valid trials (smallest–largest).");
        boolean fewEvents = variants.stream()
                .flatMap(variant -> variant.validTrials().stream())
                .map(TrialResult::latencyNs)
                .anyMatch(latency -> latency != null && latency.count() < EVENTS_FOR_P999);
        if (fewEvents) {
            notes.add("Some trials have fewer than " + Figures.count(EVENTS_FOR_P999)
                    + " events in the window: their p99.9 rests on fewer than ten of them.");
        }
        return new VariantTable()
                .column("p50 (ms)", Metric.LATENCY_P50, Figures.NANOS_PER_MILLI)
                .column("p90 (ms)", Metric.LATENCY_P90, Figures.NANOS_PER_MILLI)
                .column("p99 (ms)", Metric.LATENCY_P99, Figures.NANOS_PER_MILLI)
                .column("p99.9 (ms)", Metric.LATENCY_P999, Figures.NANOS_PER_MILLI)
                .column("max (ms)", Metric.LATENCY_MAX, Figures.NANOS_PER_MILLI)
                .build("Latency percentiles", variants, notes);
    }

    private static Table ratios(String caption, List<VariantPair> pairs, boolean namesBase) {
        List<List<Cell>> rows = new ArrayList<>();
        for (VariantPair pair : pairs) {
            String name = namesBase
                    ? pair.judged().name() + " / " + pair.base().name()
                    : pair.judged().name();
            rows.add(List.of(
                    Cell.of(name),
                    Cell.of(sureness(pair)),
                    ratio(pair, Metric.LATENCY_P50),
                    ratio(pair, Metric.LATENCY_P90),
                    ratio(pair, Metric.LATENCY_P99),
                    ratio(pair, Metric.LATENCY_P999),
                    ratio(pair, Metric.ENGINE_CPU_PER_EVENT)));
        }
        return new Table(
                caption,
                List.of(
                        Column.text(namesBase ? "pair" : "variant"),
                        Column.text("blocks, confidence"),
                        Column.number("p50"),
                        Column.number("p90"),
                        Column.number("p99"),
                        Column.number("p99.9"),
                        Column.number("CPU per event")),
                rows,
                RATIO_NOTES);
    }

    private static Cell ratio(VariantPair pair, Metric metric) {
        return pair.ratio(metric).map(ratio -> Cell.of(Figures.ratio(ratio))).orElseGet(Cell::none);
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
}
