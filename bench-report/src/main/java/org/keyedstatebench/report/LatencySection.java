package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.RunTraces;
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

    private LatencySection() {}

    static Section of(Comparison comparison, RunTraces traces, VariantLooks looks) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(percentiles(comparison.variants()));
        PercentileCurve.of(comparison, traces, looks).ifPresent(blocks::add);
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
        VariantTable table = new VariantTable();
        PERCENTILES.forEach(percentile ->
                table.column(percentile.header(), percentile.metric(), Figures.NANOS_PER_MILLI, percentile.figure()));
        return table.build("Latency percentiles", variants, notes);
    }
}
