package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Variant;

/** Shows how latency and cost change from one open loop to the next: with the rate, or with another size of the work. */
final class CurveSection {

    static final String ID = "curve";

    /** Latency at this multiple of what it is at the lowest rate is no longer the same service: the knee of the curve. */
    private static final double KNEE = 5;

    private final RunResult run;
    private final Map<Condition, Comparison> comparisons = new LinkedHashMap<>();

    private CurveSection(RunResult run) {
        this.run = run;
        for (Condition condition : run.scenario().conditions()) {
            if (condition.experiment() instanceof Experiment.Offered) {
                comparisons.put(condition, Comparison.of(run.only(condition)));
            }
        }
    }

    /** @return empty for a run with fewer than two open loops, or one whose loops are the steps of a search */
    static Optional<Section> of(RunResult run, VariantLooks looks) {
        CurveSection curve = new CurveSection(run);
        if (curve.comparisons.size() < 2 || !run.capacity().isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>(curve.findings());
        if (curve.rates().size() > 1) {
            blocks.add(curve.plot("p99", Metric.LATENCY_P99, looks));
            blocks.add(curve.plot("p50", Metric.LATENCY_P50, looks));
        }
        blocks.add(curve.table());
        return Optional.of(new Section(ID, "Latency and cost against the work", blocks));
    }

    /** What the curves say, in sentences; none for a run without them. */
    static List<Block.Paragraph> findings(RunResult run) {
        CurveSection curve = new CurveSection(run);
        return curve.comparisons.size() < 2 || !run.capacity().isEmpty() ? List.of() : curve.findings();
    }

    private List<Block.Paragraph> findings() {
        List<Block.Paragraph> findings = new ArrayList<>();
        for (Variant variant : run.scenario().variants()) {
            if (rates().size() > 1) {
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

    private List<Long> rates() {
        return comparisons.keySet().stream()
                .map(condition -> condition.workload().rateHz())
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<Block.Paragraph> knee(String variant) {
        List<Long> rates = rates();
        Optional<Spread> first = spread(rates.get(0), variant, Metric.LATENCY_P99);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        double limit = first.get().median() * KNEE;
        for (int i = 1; i < rates.size(); i++) {
            Optional<Spread> p99 = spread(rates.get(i), variant, Metric.LATENCY_P99);
            if (p99.isEmpty() || p99.get().median() > limit) {
                return Optional.of(new Block.Paragraph(variant + ": the knee lies between "
                        + Figures.count(rates.get(i - 1)) + " and " + Figures.count(rates.get(i))
                        + " events/s, where "
                        + (p99.isEmpty()
                                ? "no trial was valid"
                                : "p99 reaches " + Figures.time(p99.get().median()))
                        + "; at " + Figures.count(rates.get(0)) + " events/s it is "
                        + time(first.get()) + "."));
            }
        }
        Spread last =
                spread(rates.get(rates.size() - 1), variant, Metric.LATENCY_P99).orElseThrow();
        return Optional.of(new Block.Paragraph(variant + ": no knee up to "
                + Figures.count(rates.get(rates.size() - 1)) + " events/s; p99 goes from " + time(first.get())
                + " to " + time(last) + "."));
    }

    /** From the first to the last value of what was varied. */
    private Optional<Block.Paragraph> growth(String what, String variant) {
        List<Condition> conditions = comparisons.keySet().stream()
                .filter(condition -> condition.name().startsWith(what + "-"))
                .toList();
        if (conditions.size() < 2) {
            return Optional.empty();
        }
        Condition from = conditions.get(0);
        Condition to = conditions.get(conditions.size() - 1);
        Optional<Spread> before = spread(from, variant, Metric.ENGINE_CPU_PER_EVENT);
        Optional<Spread> after = spread(to, variant, Metric.ENGINE_CPU_PER_EVENT);
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Block.Paragraph(variant + ": from " + from.name() + " to " + to.name()
                + ", an event costs "
                + Figures.digits(after.get().median() / before.get().median())
                + " times the CPU time: " + Figures.spread(before.get(), 1) + " µs, then "
                + Figures.spread(after.get(), 1) + " µs."));
    }

    private static String time(Spread spread) {
        return Figures.spread(spread, Figures.NANOS_PER_MILLI) + " ms";
    }

    private Optional<Spread> spread(long rate, String variant, Metric metric) {
        return comparisons.keySet().stream()
                .filter(condition -> condition.workload().rateHz() == rate)
                .findFirst()
                .flatMap(condition -> spread(condition, variant, metric));
    }

    private Optional<Spread> spread(Condition condition, String variant, Metric metric) {
        return summary(condition, variant).flatMap(summary -> summary.spread(metric));
    }

    private Optional<VariantSummary> summary(Condition condition, String variant) {
        return comparisons.get(condition).variants().stream()
                .filter(summary -> summary.name().equals(variant))
                .findFirst();
    }

    private Plot.Lines plot(String name, Metric metric, VariantLooks looks) {
        List<Long> rates = rates();
        List<Line> lines = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (Variant variant : run.scenario().variants()) {
            List<Double> ys = rates.stream()
                    .map(rate -> spread(rate, variant.name(), metric)
                            .map(spread -> spread.median() / Figures.NANOS_PER_MILLI)
                            .orElse(Double.NaN))
                    .toList();
            lines.add(new Line(variant.name(), looks.of(variant.name()), Weight.POINTS, ys));
        }
        for (int i = 0; i < rates.size(); i++) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(Figures.count(rates.get(i)))));
            for (Line line : lines) {
                double value = line.ys().get(i);
                row.add(Double.isNaN(value) ? Cell.none() : Cell.of(Figures.digits(value)));
            }
            rows.add(row);
        }
        List<Column> columns = new ArrayList<>(List.of(Column.number("events/s")));
        lines.forEach(line -> columns.add(Column.number(line.label() + " (ms)")));
        return new Plot.Lines(
                "curve-" + name,
                "Latency " + name + " against load",
                "Median over valid trials of the " + name
                        + " at each offered rate; a line that bends upwards has its knee"
                        + " there, and one that ends has no valid trial beyond.",
                Axis.log("offered rate (events/s)"),
                Axis.log("latency " + name + " (ms)"),
                rates.stream().map(Long::doubleValue).toList(),
                lines,
                List.of(),
                new Table(name + " against load", columns, rows, List.of()));
    }

    private Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Condition condition : comparisons.keySet()) {
            for (VariantSummary variant : comparisons.get(condition).variants()) {
                rows.add(List.of(
                        Cell.of(condition.name()),
                        Cell.of(variant.name()),
                        VariantTable.validTrials(variant),
                        cell(variant, Metric.LATENCY_P50, Figures.NANOS_PER_MILLI),
                        cell(variant, Metric.LATENCY_P99, Figures.NANOS_PER_MILLI),
                        cell(variant, Metric.COVERED_RATE, 1),
                        cell(variant, Metric.ENGINE_CPU_PER_EVENT, 1),
                        cell(variant, Metric.EVENTS_PER_CORE_SECOND, 1),
                        cell(variant, Metric.PEAK_RSS, Figures.BYTES_PER_MIB),
                        cell(variant, Metric.GC_SHARE, 0.01)));
            }
        }
        return new Table(
                "By condition",
                List.of(
                        Column.text("condition"),
                        Column.text("variant"),
                        Column.text("valid trials"),
                        Column.number("p50 (ms)"),
                        Column.number("p99 (ms)"),
                        Column.number("covered (events/s)"),
                        Column.number("CPU (µs/event)"),
                        Column.number("events/s per core"),
                        Column.number("peak RSS (MiB)"),
                        Column.number("GC share (%)")),
                rows,
                List.of(
                        "Median over valid trials (smallest–largest). Conditions and variants were run in random order within each"
                                + " block. The knee is where p99 exceeds " + Figures.digits(KNEE)
                                + " times what it is at the lowest rate. All other settings of the work: "
                                + comparisons.keySet().stream()
                                        .map(condition -> condition.workload().partitions())
                                        .distinct()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining("/"))
                                + " partitions, and as under What was run."));
    }

    private static Cell cell(VariantSummary variant, Metric metric, double scale) {
        return variant.spread(metric)
                .map(spread -> Cell.of(Figures.spread(spread, scale)))
                .orElseGet(Cell::none);
    }
}
