package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.report.SeriesPlot.Series;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Variant;

/** Shows how latency and cost change from one open loop to the next: with the rate, or with another size of the work. */
final class CurveSection {

    static final String ID = "curve";

    /** Latency at this multiple of what it is at the lowest rate is no longer the same service: the knee of the curve. */
    private static final double KNEE = 5;

    /** What a variant's trials under a condition say together. */
    private record Measured(Condition condition, VariantSummary variant) {}

    private final RunResult run;
    private final List<Condition> conditions;
    private final List<Measured> measured = new ArrayList<>();
    /** The first condition with each rate. */
    private final NavigableMap<Long, Condition> byRate = new TreeMap<>();

    private CurveSection(RunResult run) {
        this.run = run;
        this.conditions = run.scenario().conditions().stream()
                .filter(condition -> condition.experiment() instanceof Experiment.Offered)
                .toList();
        for (Condition condition : conditions) {
            byRate.putIfAbsent(condition.workload().rateHz(), condition);
            Comparison.of(run.only(condition))
                    .variants()
                    .forEach(variant -> measured.add(new Measured(condition, variant)));
        }
    }

    /** @return empty for a run with fewer than two open loops, or one whose loops are the steps of a search */
    static Optional<Section> of(RunResult run, VariantLooks looks) {
        CurveSection curve = new CurveSection(run);
        if (!curve.isDrawn()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>(curve.findings());
        if (curve.byRate.size() > 1) {
            blocks.add(curve.plot("p99", Metric.LATENCY_P99, looks));
            blocks.add(curve.plot("p50", Metric.LATENCY_P50, looks));
        }
        blocks.add(curve.table());
        return Optional.of(new Section(ID, "Latency and cost against the work", blocks));
    }

    /** What the curves say, in sentences; none for a run without them. */
    static List<Paragraph> findings(RunResult run) {
        CurveSection curve = new CurveSection(run);
        return curve.isDrawn() ? curve.findings() : List.of();
    }

    private boolean isDrawn() {
        return conditions.size() > 1 && run.capacity().isEmpty();
    }

    private List<Paragraph> findings() {
        List<Paragraph> findings = new ArrayList<>();
        for (Variant variant : run.scenario().variants()) {
            if (byRate.size() > 1) {
                knee(variant.name()).ifPresent(findings::add);
            }
        }
        for (String what : List.of("keys", "payload", "partitions", "parallelism", "distribution")) {
            for (Variant variant : run.scenario().variants()) {
                growth(what, variant.name()).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Paragraph> knee(String variant) {
        long lowest = byRate.firstKey();
        Optional<Spread> first = p99(lowest, variant);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        long holds = lowest;
        for (long rate : byRate.keySet()) {
            Optional<Spread> p99 = p99(rate, variant);
            if (p99.isEmpty() || p99.get().median() > first.get().median() * KNEE) {
                return Optional.of(new Paragraph(variant + ": the knee lies between " + Figures.count(holds) + " and "
                        + Figures.count(rate) + " events/s, where "
                        + p99.map(spread -> "p99 reaches " + Figures.time(spread.median()))
                                .orElse("no trial was valid")
                        + "; at " + Figures.count(lowest) + " events/s it is " + time(first.get()) + "."));
            }
            holds = rate;
        }
        return Optional.of(new Paragraph(variant + ": no knee up to " + Figures.count(holds)
                + " events/s; p99 goes from " + time(first.get()) + " to "
                + time(p99(holds, variant).orElseThrow()) + "."));
    }

    private Optional<Spread> p99(long rate, String variant) {
        return spread(byRate.get(rate), variant, Metric.LATENCY_P99);
    }

    private static String time(Spread spread) {
        return Figures.spread(spread, Figures.NANOS_PER_MILLI) + " ms";
    }

    /** From the first to the last value of what was varied. */
    private Optional<Paragraph> growth(String what, String variant) {
        List<Condition> varied = conditions.stream()
                .filter(condition -> condition.name().startsWith(what + "-"))
                .toList();
        if (varied.size() < 2) {
            return Optional.empty();
        }
        Condition from = varied.get(0);
        Condition to = varied.get(varied.size() - 1);
        Optional<Spread> after = spread(to, variant, Metric.ENGINE_CPU_PER_EVENT);
        return spread(from, variant, Metric.ENGINE_CPU_PER_EVENT)
                .filter(before -> after.isPresent())
                .map(before -> new Paragraph(variant + ": from " + from.name() + " to " + to.name()
                        + ", an event costs "
                        + Figures.digits(after.get().median() / before.median())
                        + " times the CPU time: " + Figures.spread(before, 1) + " µs, then "
                        + Figures.spread(after.get(), 1) + " µs."));
    }

    private Optional<Spread> spread(Condition condition, String variant, Metric metric) {
        return measured.stream()
                .filter(of ->
                        of.condition().equals(condition) && of.variant().name().equals(variant))
                .findFirst()
                .flatMap(of -> of.variant().spread(metric));
    }

    private Plot plot(String name, Metric metric, VariantLooks looks) {
        List<Series> series = new ArrayList<>();
        for (Variant variant : run.scenario().variants()) {
            NavigableMap<Long, Double> medians = new TreeMap<>();
            byRate.forEach((rate, condition) -> medians.put(
                    rate,
                    spread(condition, variant.name(), metric)
                            .map(spread -> spread.median() / Figures.NANOS_PER_MILLI)
                            .orElse(Double.NaN)));
            series.add(new Series(
                    variant.name(), variant.name() + " (ms)", looks.of(variant.name()), Weight.POINTS, medians));
        }
        SeriesPlot plot = new SeriesPlot(series);
        return plot.draw(
                "curve-" + name,
                "Latency " + name + " against load",
                "Median over valid trials of the " + name
                        + " at each offered rate; a line that bends upwards has its knee"
                        + " there, and one that ends has no valid trial beyond.",
                Axis.log("offered rate (events/s)"),
                Axis.log("latency " + name + " (ms)"),
                List.of(),
                plot.table(name + " against load", "events/s"));
    }

    private Table table() {
        String partitions = conditions.stream()
                .map(condition -> condition.workload().partitions())
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining("/"));
        Columns<Measured> columns = new Columns<Measured>()
                .text("condition", of -> of.condition().name())
                .text("variant", of -> of.variant().name())
                .cells(Column.text("valid trials"), of -> VariantTable.validTrials(of.variant()));
        column(columns, "p50 (ms)", Metric.LATENCY_P50, Figures.NANOS_PER_MILLI);
        column(columns, "p99 (ms)", Metric.LATENCY_P99, Figures.NANOS_PER_MILLI);
        column(columns, "covered (events/s)", Metric.COVERED_RATE, 1);
        column(columns, "CPU (µs/event)", Metric.ENGINE_CPU_PER_EVENT, 1);
        column(columns, "events/s per core", Metric.EVENTS_PER_CORE_SECOND, 1);
        column(columns, "peak RSS (MiB)", Metric.PEAK_RSS, Figures.BYTES_PER_MIB);
        column(columns, "GC share (%)", Metric.GC_SHARE, 0.01);
        return columns.table(
                "By condition",
                measured,
                List.of(
                        "Median over valid trials (smallest–largest). Conditions and variants were run in random order within each"
                                + " block. The knee is where p99 exceeds " + Figures.digits(KNEE)
                                + " times what it is at the lowest rate. All other settings of the work: " + partitions
                                + " partitions, and as under What was run."));
    }

    private static void column(Columns<Measured> columns, String header, Metric metric, double scale) {
        columns.spread(header, scale, of -> of.variant().spread(metric));
    }
}
