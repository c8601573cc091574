package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.result.RunTraces;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.result.TrialResult;

/** Shows that the generator was honest: the offered rate was sent, in time, and what was sent came out again. */
final class LoadSection {

    private LoadSection() {}

    static Section of(List<TrialResult> trials, RunTraces traces, VariantLooks looks) {
        List<TrialResult> measured =
                trials.stream().filter(trial -> trial.throughput() != null).toList();
        if (measured.isEmpty()) {
            return new Section(
                    "load", "Load", List.of(new Block.Paragraph("No trial came as far as to measure its rate.")));
        }
        List<Block> blocks = new ArrayList<>();
        List<AlignedTrace> traced = AlignedTrace.of(measured, traces);
        List<AlignedTrace> timed = traced.stream()
                .filter(aligned -> !aligned.trace().timeline().isEmpty())
                .toList();
        if (timed.isEmpty()) {
            blocks.add(new Block.Paragraph(rateFinding(measured)));
            blocks.add(table(measured));
            blocks.add(new Block.Paragraph("Rate and backlog second by second are not at hand for this run."));
        } else {
            double offered = measured.get(0).throughput().offeredPerSecond();
            blocks.add(overTime(
                    "sent-rate",
                    "Events sent per second, in each trial",
                    rateFinding(measured),
                    Axis.linear("sent (events/s)"),
                    timed,
                    aligned -> aligned.growth(point -> point.sent() == 0 ? Double.NaN : (double) point.sent()),
                    offered,
                    looks,
                    table(measured)));
            blocks.add(backlog(timed, looks));
        }
        List<AlignedTrace> late = traced.stream()
                .filter(aligned -> aligned.trial().latenessNs() != null)
                .toList();
        if (!late.isEmpty()) {
            blocks.add(lateness(late, looks));
        }
        return new Section("load", "Load: rate, backlog, lateness", blocks);
    }

    private static String rateFinding(List<TrialResult> trials) {
        double low = trials.stream().mapToDouble(LoadSection::heldShare).min().orElseThrow();
        double high = trials.stream().mapToDouble(LoadSection::heldShare).max().orElseThrow();
        String least = Figures.percent(low);
        String most = Figures.percent(high);
        return "In the measured window, the generator sent "
                + (least.equals(most) ? least : least + " to " + most) + " of the offered rate"
                + (trials.size() == 1 ? "." : ", over " + trials.size() + " trials.");
    }

    private static double heldShare(TrialResult trial) {
        return trial.throughput().sentPerSecond() / trial.throughput().offeredPerSecond();
    }

    private static Plot backlog(List<AlignedTrace> traced, VariantLooks looks) {
        Function<AlignedTrace, NavigableMap<Long, Double>> values =
                aligned -> aligned.whileSending(point -> (double) Math.max(1, point.backlog()));
        AlignedTrace highest = traced.stream()
                .max((a, b) -> Long.compare(highest(a), highest(b)))
                .orElseThrow();
        return overTime(
                "backlog",
                "Backlog: events sent and not covered yet",
                "The highest backlog seen while the window was open is " + Figures.count(highest(highest))
                        + " events, in trial " + highest.trial().order() + " ("
                        + highest.trial().variant()
                        + "); a backlog of zero is drawn at 1, for a log scale has no zero.",
                Axis.log("backlog (events)"),
                traced,
                values,
                Double.NaN,
                looks,
                bySecond("Backlog (events)", traced, values));
    }

    private static long highest(AlignedTrace aligned) {
        return aligned.trace().timeline().stream()
                .filter(point ->
                        aligned.seconds(point.at()) >= 0 && aligned.seconds(point.at()) <= aligned.windowSeconds())
                .mapToLong(Timeline.Point::backlog)
                .max()
                .orElse(0);
    }

    private static Plot lateness(List<AlignedTrace> traced, VariantLooks looks) {
        Function<AlignedTrace, NavigableMap<Long, Double>> values =
                aligned -> aligned.bySlice(slice -> slice.lateness().count() == 0
                        ? Double.NaN
                        : Math.max(1, slice.lateness().p99()) / Figures.NANOS_PER_MILLI);
        TrialResult latest = traced.stream()
                .map(AlignedTrace::trial)
                .max((a, b) -> Long.compare(a.latenessNs().p99(), b.latenessNs().p99()))
                .orElseThrow();
        return overTime(
                "lateness",
                "Lateness of the generator, 99th percentile of each second of the window",
                "At worst, 99 of 100 events were sent within "
                        + Figures.time((double) latest.latenessNs().p99()) + " of their intended time, in trial "
                        + latest.order() + " (" + latest.variant() + "); lateness is part of every latency.",
                Axis.log("lateness p99 (ms)"),
                traced,
                values,
                Double.NaN,
                looks,
                bySecond("Lateness p99 (ms)", traced, values));
    }

    /** @param guide what was asked for, drawn as a line of its own; NaN for none */
    static Plot overTime(
            String id,
            String title,
            String finding,
            Axis y,
            List<AlignedTrace> traced,
            Function<AlignedTrace, NavigableMap<Long, Double>> values,
            double guide,
            VariantLooks looks,
            Table data) {
        List<NavigableMap<Long, Double>> series = traced.stream().map(values).toList();
        List<Double> grid = AlignedTrace.grid(series);
        List<Line> lines = new ArrayList<>();
        if (!Double.isNaN(guide)) {
            lines.add(new Line(
                    "offered",
                    VariantLooks.neutral(),
                    Weight.GUIDE,
                    grid.stream().map(x -> guide).toList()));
        }
        Set<String> named = new HashSet<>();
        for (int i = 0; i < traced.size(); i++) {
            String variant = traced.get(i).trial().variant();
            lines.add(new Line(
                    named.add(variant) ? variant : "",
                    looks.of(variant),
                    Weight.MEDIUM,
                    AlignedTrace.on(grid, series.get(i))));
        }
        double window =
                traced.stream().mapToDouble(AlignedTrace::windowSeconds).max().orElse(0);
        List<Mark> marks = window > 0 ? List.of(new Mark("window", 0, window, "measured window")) : List.of();
        return new Plot.Lines(
                id, title, finding, Axis.linear("seconds since the window opened"), y, grid, lines, marks, data);
    }

    static Table bySecond(
            String caption, List<AlignedTrace> traced, Function<AlignedTrace, NavigableMap<Long, Double>> values) {
        List<NavigableMap<Long, Double>> series = traced.stream().map(values).toList();
        List<Column> columns = new ArrayList<>(List.of(Column.number(ReportModel.BY_SECOND)));
        traced.forEach(aligned -> columns.add(Column.number(
                aligned.trial().variant() + ", trial " + aligned.trial().order())));
        List<List<Cell>> rows = new ArrayList<>();
        for (double second : AlignedTrace.grid(series)) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(Figures.count(Math.round(second)))));
            for (NavigableMap<Long, Double> trial : series) {
                Double value = trial.get(Math.round(second));
                row.add(value == null ? Cell.none() : Cell.of(Figures.digits(value)));
            }
            rows.add(row);
        }
        return new Table(caption, columns, rows, List.of());
    }

    private static Table table(List<TrialResult> trials) {
        List<List<Cell>> rows = new ArrayList<>();
        for (TrialResult trial : trials) {
            boolean late = trial.latenessNs() != null && trial.latenessNs().count() > 0;
            rows.add(List.of(
                    Cell.of(Figures.count(trial.order())),
                    Cell.of(trial.variant()),
                    Cell.of(Figures.digits(trial.throughput().offeredPerSecond())),
                    Cell.of(Figures.digits(trial.throughput().sentPerSecond())),
                    Cell.of(Figures.digits(trial.throughput().coveredPerSecond())),
                    late ? millis(trial.latenessNs().p50()) : Cell.none(),
                    late ? millis(trial.latenessNs().p99()) : Cell.none(),
                    late ? millis(trial.latenessNs().max()) : Cell.none()));
        }
        return new Table(
                "Rate and lateness in the measured window",
                List.of(
                        Column.number("trial"),
                        Column.text("variant"),
                        Column.number("offered (events/s)"),
                        Column.number("sent (events/s)"),
                        Column.number("covered (events/s)"),
                        Column.number("lateness p50 (ms)"),
                        Column.number("lateness p99 (ms)"),
                        Column.number("lateness max (ms)")),
                rows,
                List.of());
    }

    private static Cell millis(long nanos) {
        return Cell.of(Figures.digits(nanos / Figures.NANOS_PER_MILLI));
    }
}
