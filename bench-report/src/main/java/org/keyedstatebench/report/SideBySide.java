package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Group;
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Variant;

/**
 * Puts several runs side by side: of another machine, another version, last week. What differs between them stands on top,
 * because it may be the reason for what differs in the figures.
 */
public final class SideBySide {

    private static final Map<String, Metric> FIGURES = figures();
    private static final String CAUTION =
            "These runs were not paired in blocks: whatever else changed between them is in the difference too, and no interval"
                    + " can be given.";

    private final List<RunResult> runs;
    private final List<Comparison> comparisons;
    private final List<String> variants;
    private final VariantLooks looks;

    private SideBySide(List<RunResult> runs) {
        this.runs = runs;
        this.comparisons = runs.stream().map(Comparison::of).toList();
        Map<String, Variant> byName = new LinkedHashMap<>();
        runs.forEach(run -> run.scenario().variants().forEach(variant -> byName.putIfAbsent(variant.name(), variant)));
        this.variants = List.copyOf(byName.keySet());
        this.looks = new VariantLooks(List.copyOf(byName.values()));
    }

    /**
     * @param runs at least two
     * @throws IllegalArgumentException if a run contradicts itself
     */
    public static ReportModel of(List<RunResult> runs) {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("expected two runs or more to put side by side, got " + runs.size());
        }
        SideBySide it = new SideBySide(List.copyOf(runs));
        List<Section> sections = new ArrayList<>();
        sections.add(it.verdict());
        sections.add(it.setup());
        sections.add(it.latency());
        for (int i = 0; i < runs.size(); i++) {
            List<Block> blocks = new ArrayList<>(
                    VerdictSection.of(runs.get(i), it.comparisons.get(i)).blocks());
            blocks.add(RepeatSection.command(runs.get(i)));
            sections.add(new Section(
                    "run-" + (i + 1), "Run " + (i + 1) + ": " + runs.get(i).id(), blocks));
        }
        sections.add(GlossarySection.of(runs));
        List<String> warnings = runs.stream()
                .filter(run -> run.status() != RunResult.Status.COMPLETE)
                .map(run -> "NOT COMPLETE: " + run.id() + " has not all of its trials.")
                .toList();
        return new ReportModel("Keyed state benchmark: " + runs.size() + " runs side by side", warnings, sections);
    }

    private Section verdict() {
        List<Paragraph> sentences = new ArrayList<>();
        for (String variant : variants) {
            List<String> values = new ArrayList<>();
            List<Double> medians = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                Optional<Spread> spread = spread(i, variant, Metric.LATENCY_P50);
                values.add("run " + (i + 1) + " "
                        + spread.map(it -> Figures.time(it.median()))
                                .orElse(summary(i, variant).isPresent() ? "no valid trial" : "not in it"));
                spread.ifPresent(it -> medians.add(it.median()));
            }
            String times = medians.size() < 2
                    ? ""
                    : "; the highest is "
                            + Figures.digits(medians.stream()
                                            .max(Double::compare)
                                            .orElseThrow()
                                    / medians.stream().min(Double::compare).orElseThrow())
                            + " times the lowest";
            sentences.add(new Paragraph(variant + ", median latency: " + Sentences.list(values) + times + "."));
        }
        sentences.add(new Paragraph(CAUTION, Tone.WARNING));
        return new Section("verdict", "Verdict", List.of(new Block.Bullets(sentences)));
    }

    /** What differs first, standing out; what is equal is folded. */
    private Section setup() {
        Map<String, List<String>> facts = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            for (List<Cell> fact : SetupSection.facts(runs.get(i))) {
                List<String> values = facts.computeIfAbsent(fact.get(0).text(), name -> new ArrayList<>());
                while (values.size() < i) {
                    values.add(Figures.NONE);
                }
                values.add(fact.get(1).text());
            }
        }
        facts.values().forEach(values -> {
            while (values.size() < runs.size()) {
                values.add(Figures.NONE);
            }
        });
        List<List<Cell>> differing = new ArrayList<>();
        List<List<Cell>> equal = new ArrayList<>();
        facts.forEach((name, values) -> {
            boolean same = new HashSet<>(values).size() == 1;
            if (same) {
                equal.add(List.of(Cell.of(name), Cell.of(values.get(0))));
            } else {
                List<Cell> row = new ArrayList<>(List.of(new Cell(name, Tone.WARNING)));
                values.forEach(value -> row.add(Cell.of(value)));
                differing.add(row);
            }
        });
        List<Column> columns = new ArrayList<>(List.of(Column.text("what")));
        IntStream.rangeClosed(1, runs.size()).forEach(i -> columns.add(Column.text("run " + i)));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table("What differs between the runs", columns, differing, List.of()));
        blocks.add(new Block.Folded(
                Sentences.many(equal.size(), "fact") + " equal for every run",
                List.of(new Table(
                        "What is equal", List.of(Column.text("what"), Column.text("value")), equal, List.of()))));
        return new Section("setup", "What was run", blocks);
    }

    private Section latency() {
        List<Block> blocks = new ArrayList<>();
        List<Column> columns =
                new ArrayList<>(List.of(Column.text("variant"), Column.text("run"), Column.text("valid trials")));
        FIGURES.keySet().forEach(name -> columns.add(Column.number(name)));
        List<List<Cell>> rows = new ArrayList<>();
        for (String variant : variants) {
            for (int i = 0; i < runs.size(); i++) {
                Optional<VariantSummary> summary = summary(i, variant);
                List<Cell> row = new ArrayList<>(List.of(
                        Cell.of(variant),
                        Cell.of("run " + (i + 1)),
                        summary.map(VariantTable::validTrials).orElseGet(() -> Cell.of("not in this run"))));
                for (Metric metric : FIGURES.values()) {
                    double scale = metric == Metric.ENGINE_CPU_PER_EVENT ? 1 : Figures.NANOS_PER_MILLI;
                    row.add(spread(i, variant, metric)
                            .map(spread -> Cell.of(Figures.spread(spread, scale)))
                            .orElseGet(Cell::none));
                }
                rows.add(row);
            }
        }
        Table table =
                new Table("Figures of each run, median over valid trials (smallest–largest)", columns, rows, List.of());
        plot(table).ifPresentOrElse(blocks::add, () -> blocks.add(table));
        return new Section("latency", "Latency", blocks);
    }

    private Optional<Plot> plot(Table table) {
        List<Double> values = new ArrayList<>();
        Set<Metric> drawn = new LinkedHashSet<>(List.of(Metric.LATENCY_P50, Metric.LATENCY_P99));
        each(drawn, (variant, run, spread) -> values.addAll(List.of(spread.min(), spread.max())));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> millis = values.stream()
                .map(value -> Math.max(1, value) / Figures.NANOS_PER_MILLI)
                .toList();
        LogAxis scale = new LogAxis(millis);
        List<Group> groups = new ArrayList<>();
        for (String variant : variants) {
            for (Metric metric : drawn) {
                List<Interval> intervals = new ArrayList<>();
                for (int i = 0; i < runs.size(); i++) {
                    int run = i;
                    spread(i, variant, metric)
                            .ifPresent(spread -> intervals.add(new Interval(
                                    "run " + (run + 1),
                                    new Plot.Look(looks.of(variant).hue(), run),
                                    Figures.spread(spread, Figures.NANOS_PER_MILLI) + " ms",
                                    scale.of(Math.max(1, spread.min()) / Figures.NANOS_PER_MILLI),
                                    scale.of(Math.max(1, spread.median()) / Figures.NANOS_PER_MILLI),
                                    scale.of(Math.max(1, spread.max()) / Figures.NANOS_PER_MILLI))));
                }
                if (!intervals.isEmpty()) {
                    groups.add(new Group(variant + ", " + (metric == Metric.LATENCY_P50 ? "p50" : "p99"), intervals));
                }
            }
        }
        return Optional.of(new Plot.Intervals(
                "runs",
                "Latency of each variant, run by run",
                "Each dot is the median over a run's valid trials, each bar reaches from the smallest to the largest; "
                        + Sentences.many(runs.size(), "run") + ".",
                Axis.log("latency (ms)"),
                Double.NaN,
                scale.ticks(),
                groups,
                table));
    }

    private interface Visitor {
        void spread(String variant, int run, Spread spread);
    }

    private void each(Set<Metric> metrics, Visitor visitor) {
        for (String variant : variants) {
            for (int i = 0; i < runs.size(); i++) {
                int run = i;
                metrics.forEach(metric ->
                        spread(run, variant, metric).ifPresent(spread -> visitor.spread(variant, run, spread)));
            }
        }
    }

    private Optional<VariantSummary> summary(int run, String variant) {
        return comparisons.get(run).variants().stream()
                .filter(summary -> summary.name().equals(variant))
                .findFirst();
    }

    private Optional<Spread> spread(int run, String variant, Metric metric) {
        return summary(run, variant).flatMap(summary -> summary.spread(metric));
    }

    private static Map<String, Metric> figures() {
        Map<String, Metric> figures = new LinkedHashMap<>();
        figures.put("p50 (ms)", Metric.LATENCY_P50);
        figures.put("p90 (ms)", Metric.LATENCY_P90);
        figures.put("p99 (ms)", Metric.LATENCY_P99);
        figures.put("p99.9 (ms)", Metric.LATENCY_P999);
        figures.put("max (ms)", Metric.LATENCY_MAX);
        figures.put("engine CPU (µs/event)", Metric.ENGINE_CPU_PER_EVENT);
        return figures;
    }
}
