package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Figure;
import org.keyedstatebench.report.Block.Link;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** Shows the trials in the order in which they ran, so that drift of the machine and outliers are seen. */
final class TrialsSection {

    private TrialsSection() {}

    static Section of(RunResult run, Comparison comparison, VariantLooks looks) {
        boolean drawn = comparison.variants().stream()
                .anyMatch(variant -> variant.spread(Metric.LATENCY_P50).isPresent());
        Block figures = drawn ? plot(run, comparison, looks) : table(run);
        Block none = new Block.Paragraph("No trial was carried out.");
        return new Section("trials", "Trials", run.trials().isEmpty() ? none : figures);
    }

    private static Plot plot(RunResult run, Comparison comparison, VariantLooks looks) {
        List<TrialResult> trials = run.trials();
        List<Double> xs = trials.stream().map(trial -> (double) trial.order()).toList();
        List<Line> lines = comparison.variants().stream()
                .filter(variant -> variant.spread(Metric.LATENCY_P50).isPresent())
                .map(variant -> new Line(
                        variant.name(),
                        looks.of(variant.name()),
                        Weight.POINTS,
                        trials.stream()
                                .map(trial -> trial.variant().equals(variant.name())
                                        ? Metric.LATENCY_P50.of(trial).orElse(Double.NaN) / Figures.NANOS_PER_MILLI
                                        : Double.NaN)
                                .toList()))
                .toList();
        return new Plot.Lines(
                "trials",
                "Median latency of each valid trial, in the order of execution",
                finding(run),
                Axis.linear("trial"),
                Axis.log("p50 (ms)"),
                xs,
                lines,
                blocks(trials),
                table(run));
    }

    /** Under different conditions a variant's median differs for good reason: only trials of one condition can move. */
    private static String finding(RunResult run) {
        Map<String, List<Double>> medians = new LinkedHashMap<>();
        for (TrialResult trial : run.trials()) {
            Metric.LATENCY_P50
                    .of(trial)
                    .ifPresent(p50 -> medians.computeIfAbsent(name(run, trial), n -> new ArrayList<>())
                            .add(p50));
        }
        Map<String, Double> widths = new LinkedHashMap<>();
        medians.values().removeIf(of -> of.size() < 2);
        medians.forEach((name, of) -> widths.put(name, Collections.max(of) / Math.max(1, Collections.min(of))));
        if (widths.isEmpty()) {
            return "One valid trial of each variant"
                    + (run.scenario().conditions().size() == 1 ? "" : " under each condition")
                    + ": nothing says how far its figures move.";
        }
        String widest = Collections.max(widths.keySet(), Comparator.comparing(widths::get));
        String narrowest = Collections.min(widths.keySet(), Comparator.comparing(widths::get));
        String most = "From block to block the median latency moves most for " + widest + ": its highest is "
                + Figures.digits(widths.get(widest)) + " times its lowest";
        return widest.equals(narrowest)
                ? most + "."
                : most + "; and least for " + narrowest + ": " + Figures.digits(widths.get(narrowest)) + " times.";
    }

    private static String name(RunResult run, TrialResult trial) {
        return run.scenario().conditions().size() == 1 ? trial.variant() : trial.variant() + ", " + trial.condition();
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

    private static Table table(RunResult run) {
        Columns<TrialResult> columns = new Columns<TrialResult>()
                .number("trial", trial -> Figures.count(trial.order()))
                .number("block", trial -> Figures.count(trial.block()))
                .text("variant", trial -> name(run, trial))
                .cells(Column.text("status"), TrialsSection::status);
        LatencySection.PERCENTILES.forEach(
                percentile -> columns.cells(Column.number(percentile.header()), trial -> latency(trial, percentile)));
        return columns.number("lateness p99 (ms)", TrialsSection::lateness)
                .cells(
                        Column.text("flags"),
                        trial -> trial.flags().isEmpty()
                                ? Cell.none()
                                : new Cell(Flag.words(trial.flags()), Tone.WARNING))
                .cells(Column.text("evidence"), TrialsSection::evidence)
                .table(
                        "In the order of execution",
                        run.trials(),
                        "Lateness is how late the generator sent an event, and is part of its latency. Latency is given"
                                + " for valid trials only. Evidence: histograms, or the log where there are none, in the run's"
                                + " folder; the other files of the trial are beside it.");
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

    private static String lateness(TrialResult trial) {
        Percentiles lateness = trial.latenessNs();
        return lateness == null || lateness.count() == 0
                ? Figures.NONE
                : Figures.digits(lateness.p99() / Figures.NANOS_PER_MILLI);
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
