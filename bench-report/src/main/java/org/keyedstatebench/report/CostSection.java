package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.report.Plot.Intervals;
import org.keyedstatebench.result.Disturbance;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.scenario.Experiment;

/** Shows that the offered rate was held, and what it took: CPU time per event, CPU and memory over time. */
final class CostSection {

    /** What one process of a variant used per event. */
    private record Use(VariantSummary variant, String process, Spread spread) {

        static Stream<Use> of(VariantSummary variant) {
            return Stream.of(
                            of(variant, "engine", Metric.ENGINE_CPU_PER_EVENT),
                            of(variant, "broker", Metric.BROKER_CPU_PER_EVENT),
                            of(variant, "harness", Metric.HARNESS_CPU_PER_EVENT))
                    .flatMap(Optional::stream);
        }

        private static Optional<Use> of(VariantSummary variant, String process, Metric metric) {
            return variant.spread(metric)
                    .filter(spread -> spread.min() > 0)
                    .map(spread -> new Use(variant, process, spread));
        }

        Interval interval(VariantLooks looks) {
            Look look = process.equals("engine") ? looks.of(variant.name()) : VariantLooks.neutral();
            return new Interval(variant.name(), process, look, Figures.spread(spread, 1) + " µs", spread, List.of());
        }
    }

    private CostSection() {}

    static Section of(RunResult run, Comparison comparison, List<AlignedTrace> traces, VariantLooks looks) {
        boolean drain = run.scenario().conditions().stream()
                .allMatch(condition -> condition.experiment() instanceof Experiment.Drain);
        String window = drain
                ? "the middle 80 % of the events"
                : "the measured window of "
                        + Durations.format(run.scenario().timing().duration());
        List<VariantSummary> variants = comparison.variants();
        List<AlignedTrace> traced = AlignedTrace.timed(traces);
        List<Block> blocks = new ArrayList<>();
        blocks.add(Columns.ofMetrics("cost.rates", variants, window));
        perEvent(variants, looks).ifPresent(blocks::add);
        if (!traced.isEmpty()) {
            blocks.add(cores(traced));
        }
        blocks.add(Columns.ofMetrics(
                "cost.others",
                variants,
                window,
                Figures.percent(Disturbance.MOST_FOREIGN_SHARE),
                Figures.percent(Disturbance.MOST_STOLEN_SHARE)));
        blocks.add(Columns.ofMetrics("cost.memory", variants));
        if (!traced.isEmpty()) {
            blocks.add(memory(traced));
        }
        return new Section("cost", "Throughput, CPU, memory", blocks);
    }

    /** @return empty if no valid trial knows its CPU time */
    private static Optional<Plot> perEvent(List<VariantSummary> variants, VariantLooks looks) {
        List<Use> uses = variants.stream().flatMap(Use::of).toList();
        List<VariantSummary> byCost = variants.stream()
                .filter(variant -> variant.spread(Metric.ENGINE_CPU_PER_EVENT).isPresent())
                .sorted(Comparator.comparingDouble(CostSection::perEvent))
                .toList();
        if (uses.isEmpty() || byCost.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Plot(
                "cpu-per-event",
                Words.of("plots.cpu-per-event"),
                Words.of("cost.finding", figure(byCost.get(0)), figure(byCost.get(byCost.size() - 1))),
                new Intervals(
                        Axis.log("CPU time (µs/event)"),
                        Double.NaN,
                        uses.stream().map(use -> use.interval(looks)).toList()),
                new Columns<Use>()
                        .text("variant", use -> use.variant().name())
                        .text("process", Use::process)
                        .number("µs/event", use -> Figures.spread(use.spread(), 1))
                        .table("CPU time per event, median over valid trials (smallest–largest)", uses)));
    }

    private static double perEvent(VariantSummary variant) {
        return variant.spread(Metric.ENGINE_CPU_PER_EVENT).orElseThrow().median();
    }

    private static String figure(VariantSummary variant) {
        return Figures.of(perEvent(variant), Metric.ENGINE_CPU_PER_EVENT.unit()) + " (" + variant.name() + ")";
    }

    private static Plot cores(List<AlignedTrace> traces) {
        Function<AlignedTrace, NavigableMap<Double, Double>> values = aligned -> aligned.growth(
                point -> point.engine() == null ? Double.NaN : point.engine().cpuSeconds());
        String finding = Words.of("cost.cores", highest(traces, values));
        return AlignedTrace.plot(traces, "cpu-cores", finding, Axis.linear("cores busy"), "Cores busy", values);
    }

    private static Plot memory(List<AlignedTrace> traces) {
        Function<AlignedTrace, NavigableMap<Double, Double>> values = aligned -> aligned.byPoint(
                point -> point.engine() == null || point.engine().rssBytes() == 0
                        ? Double.NaN
                        : point.engine().rssBytes() / Figures.BYTES_PER_MIB);
        List<String> others = Stream.of(
                        peak(traces, Timeline.Point::broker).map(peak -> "the broker's " + peak),
                        peak(traces, Timeline.Point::harness).map(peak -> "the harness's " + peak))
                .flatMap(Optional::stream)
                .toList();
        String beside = others.isEmpty() ? "" : "; over whole trials, " + Sentences.list(others);
        String finding = Words.of("cost.resident", highest(traces, values), beside);
        return AlignedTrace.plot(traces, "rss", finding, Axis.linear("RSS (MiB)"), "RSS (MiB)", values);
    }

    private static Optional<String> peak(List<AlignedTrace> traces, Function<Timeline.Point, Timeline.Use> process) {
        LongSummaryStatistics peaks = traces.stream()
                .flatMap(aligned -> aligned.trace().timeline().stream())
                .flatMap(point -> Stream.ofNullable(process.apply(point)))
                .mapToLong(Timeline.Use::rssBytes)
                .summaryStatistics();
        return peaks.getCount() == 0 ? Optional.empty() : Optional.of(Figures.bytes((double) peaks.getMax()));
    }

    /** Of the seconds that a window was open in. */
    private static String highest(
            List<AlignedTrace> traces, Function<AlignedTrace, NavigableMap<Double, Double>> values) {
        return traces.stream()
                .flatMap(aligned -> {
                    double end = Math.max(1, Math.ceil(aligned.windowSeconds()));
                    return values.apply(aligned).subMap(0.0, end).values().stream();
                })
                .max(Comparator.naturalOrder())
                .map(Figures::digits)
                .orElse(Figures.NONE);
    }
}
