package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.PairedRatio;
import org.keyedstatebench.compare.VariantPair;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;

/** Shows how fast preloaded events were drained, against the reference and engine against engine. */
final class DrainSection {

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double PERCENT = 0.01;

    private DrainSection() {}

    /** @return empty if nothing was drained in the run */
    static Optional<Section> of(RunResult run) {
        List<Block> blocks = new ArrayList<>();
        for (Condition condition : drains(run)) {
            Comparison comparison = Comparison.of(run.only(condition));
            findings(condition, comparison).forEach(blocks::add);
            blocks.add(rates(condition, comparison));
            if (!comparison.toReference().isEmpty()
                    || !comparison.betweenEngines().isEmpty()) {
                blocks.add(ratios(comparison));
            }
        }
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Section("drain", "Drain", blocks));
    }

    /** What the drains of a run say, in sentences. */
    static List<Block.Paragraph> findings(RunResult run) {
        return drains(run).stream()
                .flatMap(condition -> findings(condition, Comparison.of(run.only(condition))).stream())
                .toList();
    }

    private static List<Condition> drains(RunResult run) {
        return run.scenario().conditions().stream()
                .filter(condition -> condition.experiment() instanceof Experiment.Drain)
                .toList();
    }

    private static List<Block.Paragraph> findings(Condition condition, Comparison comparison) {
        List<Block.Paragraph> findings = new ArrayList<>();
        long events = ((Experiment.Drain) condition.experiment()).events();
        String rates = comparison.variants().stream()
                .filter(variant -> variant.spread(Metric.DRAIN_RATE).isPresent())
                .map(variant -> variant.name() + " "
                        + Figures.spread(variant.spread(Metric.DRAIN_RATE).orElseThrow(), 1))
                .collect(Collectors.joining(", "));
        if (!rates.isEmpty()) {
            findings.add(new Block.Paragraph("Of " + Figures.count(events) + " preloaded events over "
                    + Sentences.many(condition.workload().keys().count(), "key")
                    + ", drained per second: " + rates + "."));
        }
        String shares = comparison.toReference().stream()
                .filter(pair -> pair.ratio(Metric.DRAIN_RATE).isPresent())
                .map(pair -> pair.judged().name() + " "
                        + Figures.ratio(pair.ratio(Metric.DRAIN_RATE).orElseThrow()))
                .collect(Collectors.joining(", "));
        if (!shares.isEmpty()) {
            findings.add(new Block.Paragraph(
                    "As a share of what the reference, a plain loop without an engine, drains: " + shares + "."));
        }
        return findings;
    }

    private static Table rates(Condition condition, Comparison comparison) {
        Experiment.Drain drain = (Experiment.Drain) condition.experiment();
        List<String> notes = new ArrayList<>();
        notes.add("Every variant drained the very same " + Figures.count(drain.events())
                + " records, which were in the topic before it started; every event was verified. The rate is taken over the"
                + " middle 80 % of the events in the order in which they became covered, between the moments at which the"
                + " harness's consumer had them in hand, so that start-up does not count. Median over valid trials"
                + " (smallest–largest).");
        notes.add(
                "Warm: the same from the half of the events to 90 %. Where it is higher than the rate, the engine was still"
                        + " compiling in the first half; more --events bring the two together.");
        notes.add(
                "Largest burst: share of the middle's events that became visible within a fiftieth of its time (2 % is an"
                        + " even flow). The rate is not known better than this. A micro-batch took at most "
                        + Figures.count(drain.batchEvents())
                        + " events (--batch-events): larger ones drain faster and tell their rate less exactly.");
        notes.add(
                "Collector: what the harness's own consumer used of a core, and the most rows of a partition that waited for"
                        + " it; near a whole core, it is the harness that was measured.");
        return new VariantTable()
                .column("drained (events/s)", Metric.DRAIN_RATE, 1)
                .column("warm (events/s)", Metric.DRAIN_WARM_RATE, 1)
                .column("per 100 ms, median", Metric.DRAIN_INTERVAL_P50, 1)
                .column("per 100 ms, least", Metric.DRAIN_INTERVAL_MIN, 1)
                .column("largest burst (%)", Metric.DRAIN_LARGEST_BURST, PERCENT)
                .column("first count after (s)", Metric.FIRST_COUNT, MILLIS_PER_SECOND)
                .column("collector (% of a core)", Metric.DRAIN_COLLECTOR_CORES, PERCENT)
                .column("collector lag (rows)", Metric.DRAIN_COLLECTOR_LAG, 1)
                .build("Events drained per second", comparison.variants(), notes);
    }

    private static Table ratios(Comparison comparison) {
        List<List<Cell>> rows = new ArrayList<>();
        comparison.toReference().forEach(pair -> rows.add(row(pair)));
        comparison.betweenEngines().stream().map(DrainSection::fasterFirst).forEach(pair -> rows.add(row(pair)));
        return new Table(
                "Ratio of the rates",
                List.of(
                        Column.text("pair"),
                        Column.text("blocks, confidence"),
                        Column.number("rate"),
                        Column.number("warm rate"),
                        Column.number("CPU per event")),
                rows,
                List.of(
                        "The figure of the one before the stroke divided by that of the one behind it: median over blocks of the"
                                + " ratio within a block, and its interval. ≈ no difference detectable: the interval includes 1."));
    }

    /** Pairs are made for latency; of rates, the higher one is above the line. */
    private static VariantPair fasterFirst(VariantPair pair) {
        boolean slower = pair.ratio(Metric.DRAIN_RATE)
                .filter(ratio -> ratio.median() < 1)
                .isPresent();
        return slower ? pair.inverse() : pair;
    }

    private static List<Cell> row(VariantPair pair) {
        VariantSummary judged = pair.judged();
        Optional<PairedRatio> rate = pair.ratio(Metric.DRAIN_RATE);
        String sureness = rate.isEmpty()
                ? "no common block"
                : rate.get()
                        .interval()
                        .map(interval -> rate.get().blocks() + ", " + Figures.percent(interval.coverage()))
                        .orElse("one block: no interval");
        return List.of(
                Cell.of(judged.name() + " / " + pair.base().name()),
                Cell.of(sureness),
                ratio(pair, Metric.DRAIN_RATE),
                ratio(pair, Metric.DRAIN_WARM_RATE),
                ratio(pair, Metric.ENGINE_CPU_PER_EVENT));
    }

    private static Cell ratio(VariantPair pair, Metric metric) {
        return pair.ratio(metric).map(ratio -> Cell.of(Figures.ratio(ratio))).orElseGet(Cell::none);
    }
}
