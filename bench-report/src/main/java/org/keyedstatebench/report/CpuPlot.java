package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.result.Timeline;

/** Draws what the processes used: CPU time per event, CPU and memory over time. */
final class CpuPlot {

    /** What one process of a variant used per event. */
    private record Use(VariantSummary variant, String process, Spread spread) {

        static List<Use> of(VariantSummary variant) {
            List<Use> uses = new ArrayList<>();
            add(uses, variant, "engine", Metric.ENGINE_CPU_PER_EVENT);
            add(uses, variant, "broker", Metric.BROKER_CPU_PER_EVENT);
            add(uses, variant, "harness", Metric.HARNESS_CPU_PER_EVENT);
            return uses;
        }

        private static void add(List<Use> uses, VariantSummary variant, String process, Metric metric) {
            variant.spread(metric)
                    .filter(spread -> spread.min() > 0)
                    .ifPresent(spread -> uses.add(new Use(variant, process, spread)));
        }

        Interval interval(VariantLooks looks) {
            return new Interval(
                    process,
                    process.equals("engine") ? looks.of(variant.name()) : VariantLooks.neutral(),
                    Figures.spread(spread, 1) + " µs",
                    spread.min(),
                    spread.median(),
                    spread.max());
        }
    }

    private CpuPlot() {}

    /** @return empty if no valid trial knows its CPU time */
    static Optional<Plot> perEvent(Comparison comparison, VariantLooks looks) {
        List<Use> uses = comparison.variants().stream()
                .flatMap(variant -> Use.of(variant).stream())
                .toList();
        List<VariantSummary> byCost = comparison.variants().stream()
                .filter(variant -> variant.spread(Metric.ENGINE_CPU_PER_EVENT).isPresent())
                .sorted(Comparator.comparingDouble(CpuPlot::perEvent))
                .toList();
        if (uses.isEmpty() || byCost.isEmpty()) {
            return Optional.empty();
        }
        IntervalPlot plot = new IntervalPlot();
        uses.forEach(use -> plot.add(use.variant().name(), use.interval(looks)));
        return Optional.of(plot.build(
                "cpu-per-event",
                "CPU time per event, by process",
                "An event costs the engine between " + figure(byCost.get(0)) + " and "
                        + figure(byCost.get(byCost.size() - 1))
                        + " of CPU time; broker and harness come on top.",
                "CPU time (µs/event)",
                Double.NaN,
                LogAxis::ticks,
                new Columns<Use>()
                        .text("variant", use -> use.variant().name())
                        .text("process", Use::process)
                        .number("µs/event", use -> Figures.spread(use.spread(), 1))
                        .table("CPU time per event, median over valid trials (smallest–largest)", uses, List.of())));
    }

    private static double perEvent(VariantSummary variant) {
        return variant.spread(Metric.ENGINE_CPU_PER_EVENT).orElseThrow().median();
    }

    private static String figure(VariantSummary variant) {
        return Figures.of(perEvent(variant), Metric.ENGINE_CPU_PER_EVENT.unit()) + " (" + variant.name() + ")";
    }

    static Plot cores(TrialsOverTime trials) {
        Function<AlignedTrace, NavigableMap<Long, Double>> values = aligned -> aligned.growth(
                point -> point.engine() == null ? Double.NaN : point.engine().cpuSeconds());
        return trials.draw(
                "cpu-cores",
                "Cores that the engine's process keeps busy",
                "Of the seconds of all measured windows, the busiest has " + highest(trials, values)
                        + " cores; before second 0, engines start and warm up.",
                Axis.linear("cores busy"),
                "Cores busy",
                values);
    }

    static Plot memory(TrialsOverTime trials) {
        Function<AlignedTrace, NavigableMap<Long, Double>> values = aligned -> aligned.byPoint(
                point -> point.engine() == null || point.engine().rssBytes() == 0
                        ? Double.NaN
                        : point.engine().rssBytes() / Figures.BYTES_PER_MIB);
        List<String> others = new ArrayList<>();
        peak(trials, Timeline.Point::broker).ifPresent(peak -> others.add("the broker's " + peak));
        peak(trials, Timeline.Point::harness).ifPresent(peak -> others.add("the harness's " + peak));
        return trials.draw(
                "rss",
                "Memory of the engine's process",
                "While windows were open, the largest resident set is " + highest(trials, values) + " MiB"
                        + (others.isEmpty() ? "" : "; over whole trials, " + Sentences.list(others)) + ".",
                Axis.linear("RSS (MiB)"),
                "RSS (MiB)",
                values);
    }

    private static Optional<String> peak(TrialsOverTime trials, Function<Timeline.Point, Timeline.Use> process) {
        return trials.traces().stream()
                .flatMap(aligned -> aligned.trace().timeline().stream())
                .map(process)
                .filter(use -> use != null)
                .map(use -> (double) use.rssBytes())
                .max(Comparator.naturalOrder())
                .map(Figures::bytes);
    }

    /** Of the seconds that a window was open in. */
    private static String highest(TrialsOverTime trials, Function<AlignedTrace, NavigableMap<Long, Double>> values) {
        return trials.traces().stream()
                .flatMap(aligned -> {
                    long end = Math.max(1, (long) Math.ceil(aligned.windowSeconds()));
                    return values.apply(aligned).subMap(0L, end).values().stream();
                })
                .max(Comparator.naturalOrder())
                .map(Figures::digits)
                .orElse(Figures.NONE);
    }
}
