package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
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
        List<String> variants =
                run.scenario().variants().stream().map(Variant::name).toList();
        return Stream.concat(
                        variants.stream().filter(variant -> byRate.size() > 1).map(this::knee),
                        Stream.of("keys", "payload", "state-bytes", "partitions", "parallelism", "distribution")
                                .flatMap(what -> variants.stream().map(variant -> growth(what, variant))))
                .flatMap(Optional::stream)
                .toList();
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
                String there = p99.map(spread -> "p99 reaches " + Figures.time(spread.median()))
                        .orElse("no trial was valid");
                return paragraph("knee", variant, holds, rate, there, lowest, time(first.get()));
            }
            holds = rate;
        }
        return paragraph(
                "no-knee",
                variant,
                holds,
                time(first.get()),
                time(p99(holds, variant).orElseThrow()));
    }

    private static Optional<Paragraph> paragraph(String key, Object... said) {
        return Optional.of(new Paragraph(Words.of("curve." + key, said)));
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
                .flatMap(before -> paragraph(
                        "growth",
                        variant,
                        from.name(),
                        to.name(),
                        Figures.digits(after.get().median() / before.median()),
                        Figures.spread(before, 1),
                        Figures.spread(after.get(), 1)));
    }

    private Optional<Spread> spread(Condition condition, String variant, Metric metric) {
        return measured.stream()
                .filter(of ->
                        of.condition().equals(condition) && of.variant().name().equals(variant))
                .findFirst()
                .flatMap(of -> of.variant().spread(metric));
    }

    private Plot plot(String name, Metric metric, VariantLooks looks) {
        List<Line> lines = new ArrayList<>();
        for (Variant variant : run.scenario().variants()) {
            NavigableMap<Double, Double> medians = new TreeMap<>();
            byRate.forEach((rate, condition) -> medians.put(
                    (double) rate,
                    spread(condition, variant.name(), metric)
                            .map(spread -> spread.median() / Figures.NANOS_PER_MILLI)
                            .orElse(Double.NaN)));
            String header = variant.name() + " (ms)";
            lines.add(new Line(variant.name(), header, looks.of(variant.name()), Weight.POINTS, medians));
        }
        Axis latency = Axis.log("latency " + name + " (ms)");
        Lines drawn = new Lines(Axis.log("offered rate (events/s)"), latency, lines, List.of());
        Table table = drawn.columns("events/s").table(name + " against load", drawn.xs());
        return new Plot(
                "curve-" + name, "Latency " + name + " against load", Words.of("curve.finding", name), drawn, table);
    }

    private Table table() {
        String partitions = conditions.stream()
                .map(condition -> condition.workload().partitions())
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining("/"));
        return new Columns<Measured>()
                .text("condition", of -> of.condition().name())
                .text("variant", of -> of.variant().name())
                .cells(Column.text("valid trials"), of -> Columns.validTrials(of.variant()))
                .metrics("curve.conditions", Measured::variant)
                .say("curve.conditions", measured, Figures.digits(KNEE), partitions);
    }
}
