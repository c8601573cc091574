package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.report.Plot.Intervals;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Variant;

/**
 * Puts several runs side by side: of another machine, another version, last week. What differs between them stands on top,
 * because it may be the reason for what differs in the figures.
 */
public final class SideBySide {

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
     * @throws IllegalArgumentException if there are fewer
     */
    public static ReportModel of(List<RunResult> runs) {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("expected two runs or more to put side by side, got " + runs.size());
        }
        SideBySide it = new SideBySide(runs.stream().map(RunResult::compared).toList());
        List<Section> sections = new ArrayList<>();
        sections.add(it.verdict());
        sections.add(it.setup());
        sections.add(it.latency());
        for (int i = 0; i < runs.size(); i++) {
            List<Block> blocks = new ArrayList<>(
                    VerdictSection.of(it.runs.get(i), it.comparisons.get(i)).blocks());
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
            List<RunOf> runsOf = runsOf(variant);
            List<Double> medians = runsOf.stream()
                    .flatMap(of -> of.spread(Metric.LATENCY_P50).stream())
                    .map(Spread::median)
                    .toList();
            String times = medians.size() < 2
                    ? ""
                    : "; the highest is " + Figures.digits(Collections.max(medians) / Collections.min(medians))
                            + " times the lowest";
            String values = Sentences.list(runsOf.stream().map(RunOf::median).toList());
            sentences.add(new Paragraph(variant + ", median latency: " + values + times + "."));
        }
        sentences.add(new Paragraph(Words.of("side-by-side.caution"), Tone.WARNING));
        return new Section("verdict", "Verdict", new Block.Bullets(sentences));
    }

    /** What differs first, standing out; what is equal is folded. */
    private Section setup() {
        List<Map<String, String>> facts = runs.stream().map(SetupSection::facts).toList();
        Set<String> names = new LinkedHashSet<>();
        facts.forEach(of -> names.addAll(of.keySet()));
        List<String> equal = names.stream()
                .filter(name ->
                        facts.stream().map(of -> of.get(name)).distinct().count() == 1)
                .toList();
        List<String> differing =
                names.stream().filter(name -> !equal.contains(name)).toList();
        Table same = new Columns<String>()
                .text("what", name -> name)
                .text("value", facts.get(0)::get)
                .table("What is equal", equal);
        Columns<String> columns = new Columns<String>().text("what", name -> name, name -> Tone.WARNING);
        for (int i = 0; i < runs.size(); i++) {
            Map<String, String> of = facts.get(i);
            columns.text(name(i), name -> of.getOrDefault(name, Figures.NONE));
        }
        return new Section(
                "setup",
                "What was run",
                columns.table("What differs between the runs", differing),
                new Block.Folded(Sentences.many(equal.size(), "fact") + " equal for every run", List.of(same)));
    }

    private Section latency() {
        Columns<RunOf> columns = new Columns<RunOf>()
                .text("variant", RunOf::variant)
                .text("run", RunOf::run)
                .cells(
                        Column.text("valid trials"),
                        of -> of.summary().map(Columns::validTrials).orElseGet(() -> Cell.of("not in this run")));
        LatencySection.PERCENTILES.forEach(percentile ->
                columns.spread(percentile.header(), Figures.NANOS_PER_MILLI, of -> of.spread(percentile.metric())));
        Table table = columns.spread("engine CPU (µs/event)", 1, of -> of.spread(Metric.ENGINE_CPU_PER_EVENT))
                .table(
                        "Figures of each run, median over valid trials (smallest–largest)",
                        variants.stream()
                                .flatMap(variant -> runsOf(variant).stream())
                                .toList());
        return new Section("latency", "Latency", plot(table));
    }

    /** Only the table if there is nothing to draw. */
    private Block plot(Table table) {
        List<Interval> intervals = variants.stream()
                .flatMap(variant -> Stream.of(LatencySection.P50, LatencySection.P99)
                        .flatMap(percentile -> runsOf(variant).stream().flatMap(of -> interval(of, percentile))))
                .toList();
        return intervals.isEmpty()
                ? table
                : new Plot(
                        "runs",
                        Words.of("plots.runs"),
                        Words.of("side-by-side.finding", Sentences.many(runs.size(), "run")),
                        new Intervals(Axis.log("latency (ms)"), Double.NaN, intervals),
                        table);
    }

    private Stream<Interval> interval(RunOf of, LatencySection.Percentile percentile) {
        return of.spread(percentile.metric()).stream()
                .map(spread -> new Interval(
                        of.variant() + ", " + percentile.word(),
                        of.run(),
                        new Look(looks.of(of.variant()).hue(), of.place()),
                        Figures.spread(spread, Figures.NANOS_PER_MILLI) + " ms",
                        new Spread(
                                millis(spread.median()), millis(spread.min()), millis(spread.max()), spread.trials()),
                        List.of()));
    }

    /** Above zero, for an axis that is logarithmic. */
    private static double millis(double nanos) {
        return Math.max(1, nanos) / Figures.NANOS_PER_MILLI;
    }

    private static String name(int place) {
        return "run " + (place + 1);
    }

    /** A variant in each of the runs. */
    private List<RunOf> runsOf(String variant) {
        return IntStream.range(0, runs.size())
                .mapToObj(place -> new RunOf(
                        variant,
                        place,
                        comparisons.get(place).variants().stream()
                                .filter(summary -> summary.name().equals(variant))
                                .findFirst()))
                .toList();
    }

    /**
     * A variant in one of the runs.
     *
     * @param place of the run, from 0
     * @param summary empty if the run does not have the variant
     */
    private record RunOf(String variant, int place, Optional<VariantSummary> summary) {

        String run() {
            return name(place);
        }

        String median() {
            String without = summary.isPresent() ? "no valid trial" : "not in it";
            return run() + " "
                    + spread(Metric.LATENCY_P50)
                            .map(of -> Figures.time(of.median()))
                            .orElse(without);
        }

        Optional<Spread> spread(Metric metric) {
            return summary.flatMap(of -> of.spread(metric));
        }
    }
}
