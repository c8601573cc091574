package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Figure;
import org.keyedstatebench.report.Block.Link;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;

/** Shows the trials in the order in which they ran, so that drift of the machine and outliers are seen. */
final class TrialsSection {

    private TrialsSection() {}

    /** @param all of the run, of which those of the comparison are drawn */
    static Section of(RunResult all, Comparison comparison, VariantLooks looks) {
        RunResult run = all.compared();
        boolean drawn = comparison.variants().stream()
                .anyMatch(variant -> variant.spread(Metric.LATENCY_P50).isPresent());
        Block figures = drawn ? plot(run, comparison, looks) : table(run, false);
        Block none = new Paragraph("No trial was carried out.");
        List<Block> blocks = new ArrayList<>();
        blocks.add(run.trials().isEmpty() ? none : figures);
        List<Condition> added = all.scenario().added();
        if (!added.isEmpty()) {
            String summary =
                    Sentences.many(all.trials().size() - (long) run.trials().size(), "short trial")
                            + " of the comparison table";
            blocks.add(new Block.Folded(summary, List.of(table(all.only(added), true))));
        }
        return new Section("trials", "Trials", blocks);
    }

    private static Plot plot(RunResult run, Comparison comparison, VariantLooks looks) {
        List<TrialResult> trials = run.trials();
        List<Line> lines = comparison.variants().stream()
                .filter(variant -> variant.spread(Metric.LATENCY_P50).isPresent())
                .map(VariantSummary::name)
                .map(variant -> new Line(variant, "", looks.of(variant), Weight.POINTS, millis(trials, variant)))
                .toList();
        return new Plot(
                "trials",
                Words.of("plots.trials"),
                finding(run),
                new Lines(Axis.linear("trial"), Axis.log("p50 (ms)"), lines, blocks(trials)),
                table(run, false));
    }

    /** A value for each trial: none for those of other variants. */
    private static NavigableMap<Double, Double> millis(List<TrialResult> trials, String variant) {
        NavigableMap<Double, Double> millis = new TreeMap<>();
        for (TrialResult trial : trials) {
            double p50 = Metric.LATENCY_P50.of(trial).orElse(Double.NaN) / Figures.NANOS_PER_MILLI;
            millis.put((double) trial.order(), trial.variant().equals(variant) ? p50 : Double.NaN);
        }
        return millis;
    }

    /** Under different conditions a variant's median differs for good reason: only trials of one condition can move. */
    private static String finding(RunResult run) {
        Map<String, List<Double>> medians = run.trials().stream()
                .filter(trial -> Metric.LATENCY_P50.of(trial).isPresent())
                .collect(Collectors.groupingBy(
                        trial -> name(run, trial),
                        LinkedHashMap::new,
                        Collectors.mapping(trial -> Metric.LATENCY_P50.of(trial).getAsDouble(), Collectors.toList())));
        medians.values().removeIf(of -> of.size() < 2);
        if (medians.isEmpty()) {
            boolean one = run.scenario().conditions().size() == 1;
            return Words.of("trials.one-of-each", one ? "" : " under each condition");
        }
        Map<String, Double> widths = new LinkedHashMap<>();
        medians.forEach((name, of) -> widths.put(name, Collections.max(of) / Math.max(1, Collections.min(of))));
        String widest = Collections.max(widths.keySet(), Comparator.comparing(widths::get));
        String narrowest = Collections.min(widths.keySet(), Comparator.comparing(widths::get));
        String least = widest.equals(narrowest)
                ? ""
                : "; and least for " + narrowest + ": " + Figures.digits(widths.get(narrowest)) + " times";
        return Words.of("trials.moves-most", widest, Figures.digits(widths.get(widest)), least);
    }

    private static String name(RunResult run, TrialResult trial) {
        return name(trial, run.scenario().conditions().size() > 1);
    }

    private static String name(TrialResult trial, boolean underSome) {
        return underSome ? trial.variant() + ", " + trial.condition() : trial.variant();
    }

    private static List<Mark> blocks(List<TrialResult> trials) {
        Map<Integer, List<Integer>> orders = new TreeMap<>();
        trials.forEach(trial -> orders.computeIfAbsent(trial.block(), block -> new ArrayList<>())
                .add(trial.order()));
        List<Mark> marks = new ArrayList<>();
        orders.forEach((block, of) ->
                marks.add(new Mark("block", of.get(0) - 0.5, of.get(of.size() - 1) + 0.5, "block " + block)));
        return marks;
    }

    private static Table table(RunResult run, boolean added) {
        boolean underSome = added || run.scenario().conditions().size() > 1;
        Columns<TrialResult> columns = new Columns<TrialResult>()
                .count("trial", TrialResult::order)
                .count("block", TrialResult::block)
                .text("variant", trial -> name(trial, underSome))
                .cells(Column.text("status"), TrialsSection::status);
        LatencySection.PERCENTILES.forEach(
                percentile -> columns.cells(Column.number(percentile.header()), trial -> latency(trial, percentile)));
        return columns.figure("lateness p99 (ms)", Figures.NANOS_PER_MILLI, LoadSection.lateness(Percentiles::p99))
                .text(
                        "flags",
                        trial -> trial.flags().isEmpty() ? Figures.NONE : Flag.words(trial.flags()),
                        trial -> trial.flags().isEmpty() ? Tone.PLAIN : Tone.WARNING)
                .cells(Column.text("evidence"), TrialsSection::evidence)
                .say("trials", run.trials());
    }

    static Cell status(TrialResult trial) {
        return new Cell(Sentences.word(trial.status()), Tone.of(trial.status()));
    }

    private static Cell latency(TrialResult trial, LatencySection.Percentile percentile) {
        OptionalDouble nanos = percentile.metric().of(trial);
        return nanos.isEmpty()
                ? Cell.none()
                : Cell.of(Figures.digits(nanos.getAsDouble() / Figures.NANOS_PER_MILLI))
                        .with(new Figure(null, trial.order(), percentile.figure(), Figures.exact(nanos.getAsDouble())));
    }

    private static Cell evidence(TrialResult trial) {
        List<Link> links = Link.to(trial);
        String first = trial.status() == TrialStatus.VALID ? "hlog" : "log";
        return links.isEmpty()
                ? Cell.none()
                : Cell.of(trial.files().getOrDefault(first, links.get(0).path()))
                        .restingOn(links);
    }
}
