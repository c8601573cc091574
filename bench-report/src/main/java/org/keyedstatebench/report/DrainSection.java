package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantPair;
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
        String rates = comparison.variants().stream()
                .flatMap(variant ->
                        variant
                                .spread(Metric.DRAIN_RATE)
                                .map(rate -> variant.name() + " " + Figures.spread(rate, 1))
                                .stream())
                .collect(Collectors.joining(", "));
        String shares = comparison.toReference().stream()
                .flatMap(
                        pair -> pair
                                .ratio(Metric.DRAIN_RATE)
                                .map(ratio -> pair.judged().name() + " " + Figures.ratio(ratio))
                                .stream())
                .collect(Collectors.joining(", "));
        List<Block.Paragraph> findings = new ArrayList<>();
        if (!rates.isEmpty()) {
            long events = ((Experiment.Drain) condition.experiment()).events();
            findings.add(new Block.Paragraph("Of " + Figures.count(events) + " preloaded events over "
                    + Sentences.many(condition.workload().keys().count(), "key")
                    + ", drained per second: " + rates + "."));
        }
        if (!shares.isEmpty()) {
            findings.add(new Block.Paragraph(
                    "As a share of what the reference, a plain loop without an engine, drains: " + shares + "."));
        }
        return findings;
    }

    private static Table rates(Condition condition, Comparison comparison) {
        Experiment.Drain drain = (Experiment.Drain) condition.experiment();
        List<String> notes = List.of(
                "Every variant drained the very same " + Figures.count(drain.events())
                        + " records, which were in the topic before it started; every event was verified. The rate is taken over the"
                        + " middle 80 % of the events in the order in which they became covered, between the moments at which the"
                        + " harness's consumer had them in hand, so that start-up does not count. Median over valid trials"
                        + " (smallest–largest).",
                "Warm: the same from the half of the events to 90 %. Where it is higher than the rate, the engine was still"
                        + " compiling in the first half; more --events bring the two together.",
                "Largest burst: share of the middle's events that became visible within a fiftieth of its time (2 % is an"
                        + " even flow). The rate is not known better than this. A micro-batch took at most "
                        + Figures.count(drain.batchEvents())
                        + " events (--batch-events): larger ones drain faster and tell their rate less exactly.",
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
        List<VariantPair> pairs = Stream.concat(
                        comparison.toReference().stream(),
                        comparison.betweenEngines().stream().map(DrainSection::fasterFirst))
                .toList();
        return new Columns<VariantPair>()
                .text("pair", pair -> pair.judged().name() + " / " + pair.base().name())
                .text("blocks, confidence", DrainSection::sureness)
                .number("rate", pair -> ratio(pair, Metric.DRAIN_RATE))
                .number("warm rate", pair -> ratio(pair, Metric.DRAIN_WARM_RATE))
                .number("CPU per event", pair -> ratio(pair, Metric.ENGINE_CPU_PER_EVENT))
                .table(
                        "Ratio of the rates",
                        pairs,
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

    private static String sureness(VariantPair pair) {
        return pair.ratio(Metric.DRAIN_RATE)
                .map(rate -> rate.interval()
                        .map(interval -> rate.blocks() + ", " + Figures.percent(interval.coverage()))
                        .orElse("one block: no interval"))
                .orElse("no common block");
    }

    private static String ratio(VariantPair pair, Metric metric) {
        return pair.ratio(metric).map(Figures::ratio).orElse(Figures.NONE);
    }
}
