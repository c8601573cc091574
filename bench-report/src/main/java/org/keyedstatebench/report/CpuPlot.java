package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Group;
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.result.Timeline;

/** Draws what the processes used: CPU time per event, CPU and memory over time. */
final class CpuPlot {

    private static final Map<String, Metric> PROCESSES = processes();

    private CpuPlot() {}

    /** @return empty if no valid trial knows its CPU time */
    static Optional<Plot> perEvent(Comparison comparison, VariantLooks looks) {
        List<Double> values = new ArrayList<>();
        for (VariantSummary variant : comparison.variants()) {
            PROCESSES.values().stream()
                    .flatMap(metric -> variant.spread(metric).stream())
                    .filter(spread -> spread.min() > 0)
                    .forEach(spread -> values.addAll(List.of(spread.min(), spread.max())));
        }
        Optional<VariantSummary> cheapest = extreme(comparison, Comparator.naturalOrder());
        Optional<VariantSummary> dearest = extreme(comparison, Comparator.reverseOrder());
        if (values.isEmpty() || cheapest.isEmpty() || dearest.isEmpty()) {
            return Optional.empty();
        }
        LogAxis scale = new LogAxis(values);
        List<Group> groups = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (VariantSummary variant : comparison.variants()) {
            List<Interval> intervals = new ArrayList<>();
            PROCESSES.forEach((process, metric) -> variant.spread(metric)
                    .filter(spread -> spread.min() > 0)
                    .ifPresent(spread -> {
                        Plot.Look look = process.equals("engine") ? looks.of(variant.name()) : VariantLooks.neutral();
                        intervals.add(interval(process, look, spread, scale));
                        rows.add(
                                List.of(Cell.of(variant.name()), Cell.of(process), Cell.of(Figures.spread(spread, 1))));
                    }));
            if (!intervals.isEmpty()) {
                groups.add(new Group(variant.name(), intervals));
            }
        }
        return Optional.of(new Plot.Intervals(
                "cpu-per-event",
                "CPU time per event, by process",
                "An event costs the engine between " + figure(cheapest.get()) + " ("
                        + cheapest.get().name() + ") and "
                        + figure(dearest.get()) + " (" + dearest.get().name()
                        + ") of CPU time; broker and harness come on top.",
                Axis.log("CPU time (µs/event)"),
                Double.NaN,
                scale.ticks(),
                groups,
                new Table(
                        "CPU time per event, median over valid trials (smallest–largest)",
                        List.of(Column.text("variant"), Column.text("process"), Column.number("µs/event")),
                        rows,
                        List.of())));
    }

    private static Interval interval(String process, Plot.Look look, Spread spread, LogAxis scale) {
        return new Interval(
                process,
                look,
                Figures.spread(spread, 1) + " µs",
                scale.of(spread.min()),
                scale.of(spread.median()),
                scale.of(spread.max()));
    }

    private static Optional<VariantSummary> extreme(Comparison comparison, Comparator<Double> order) {
        return comparison.variants().stream()
                .filter(variant -> variant.spread(Metric.ENGINE_CPU_PER_EVENT).isPresent())
                .min(Comparator.comparing(
                        variant -> variant.spread(Metric.ENGINE_CPU_PER_EVENT)
                                .orElseThrow()
                                .median(),
                        order));
    }

    private static String figure(VariantSummary variant) {
        return Figures.of(
                variant.spread(Metric.ENGINE_CPU_PER_EVENT).orElseThrow().median(), Metric.ENGINE_CPU_PER_EVENT.unit());
    }

    static Plot cores(List<AlignedTrace> traced, VariantLooks looks) {
        Function<AlignedTrace, NavigableMap<Long, Double>> values = aligned -> aligned.growth(
                point -> point.engine() == null ? Double.NaN : point.engine().cpuSeconds());
        return LoadSection.overTime(
                "cpu-cores",
                "Cores that the engine's process keeps busy",
                "Of the seconds of all measured windows, the busiest has " + highest(traced, values)
                        + " cores; before second 0, engines start and warm up.",
                Axis.linear("cores busy"),
                traced,
                values,
                Double.NaN,
                looks,
                LoadSection.bySecond("Cores busy", traced, values));
    }

    static Plot memory(List<AlignedTrace> traced, VariantLooks looks) {
        Function<AlignedTrace, NavigableMap<Long, Double>> values = aligned -> aligned.byPoint(
                point -> point.engine() == null || point.engine().rssBytes() == 0
                        ? Double.NaN
                        : point.engine().rssBytes() / Figures.BYTES_PER_MIB);
        return LoadSection.overTime(
                "rss",
                "Memory of the engine's process",
                "While windows were open, the largest resident set is " + highest(traced, values) + " MiB"
                        + brokerAndHarness(traced) + ".",
                Axis.linear("RSS (MiB)"),
                traced,
                values,
                Double.NaN,
                looks,
                LoadSection.bySecond("RSS (MiB)", traced, values));
    }

    private static String brokerAndHarness(List<AlignedTrace> traced) {
        List<String> others = new ArrayList<>();
        peak(traced, Timeline.Point::broker).ifPresent(peak -> others.add("the broker's " + peak));
        peak(traced, Timeline.Point::harness).ifPresent(peak -> others.add("the harness's " + peak));
        return others.isEmpty() ? "" : "; over whole trials, " + Sentences.list(others);
    }

    private static Optional<String> peak(List<AlignedTrace> traced, Function<Timeline.Point, Timeline.Use> process) {
        return traced.stream()
                .flatMap(aligned -> aligned.trace().timeline().stream())
                .map(process)
                .filter(use -> use != null)
                .map(Timeline.Use::rssBytes)
                .max(Comparator.naturalOrder())
                .map(bytes -> Figures.bytes((double) bytes));
    }

    private static String highest(
            List<AlignedTrace> traced, Function<AlignedTrace, NavigableMap<Long, Double>> values) {
        return traced.stream()
                .flatMap(aligned ->
                        values
                                .apply(aligned)
                                .subMap(0L, true, Math.max(0L, (long) aligned.windowSeconds()), true)
                                .values()
                                .stream())
                .max(Comparator.naturalOrder())
                .map(Figures::digits)
                .orElse(Figures.NONE);
    }

    private static Map<String, Metric> processes() {
        Map<String, Metric> processes = new LinkedHashMap<>();
        processes.put("engine", Metric.ENGINE_CPU_PER_EVENT);
        processes.put("broker", Metric.BROKER_CPU_PER_EVENT);
        processes.put("harness", Metric.HARNESS_CPU_PER_EVENT);
        return processes;
    }
}
