package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.report.SeriesPlot.Series;
import org.keyedstatebench.result.Percentiles;
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
            return new Section("load", "Load", List.of(new Paragraph("No trial came as far as to measure its rate.")));
        }
        List<Block> blocks = new ArrayList<>();
        List<AlignedTrace> all = AlignedTrace.of(measured, traces);
        List<AlignedTrace> timed = all.stream()
                .filter(aligned -> !aligned.trace().timeline().isEmpty())
                .toList();
        if (timed.isEmpty()) {
            blocks.add(new Paragraph(rateFinding(measured)));
            blocks.add(table(measured));
            blocks.add(new Paragraph("Rate and backlog second by second are not at hand for this run."));
        } else {
            blocks.add(rate(new TrialsOverTime(timed, looks), measured));
            blocks.add(backlog(new TrialsOverTime(timed, looks)));
        }
        List<AlignedTrace> late = all.stream()
                .filter(aligned -> aligned.trial().latenessNs() != null)
                .toList();
        if (!late.isEmpty()) {
            blocks.add(lateness(new TrialsOverTime(late, looks)));
        }
        return new Section("load", "Load: rate, backlog, lateness", blocks);
    }

    private static String rateFinding(List<TrialResult> trials) {
        List<Double> held = trials.stream()
                .map(TrialResult::throughput)
                .map(load -> load.sentPerSecond() / load.offeredPerSecond())
                .sorted()
                .toList();
        String least = Figures.percent(held.get(0));
        String most = Figures.percent(held.get(held.size() - 1));
        return "In the measured window, the generator sent "
                + (least.equals(most) ? least : least + " to " + most) + " of the offered rate"
                + (trials.size() == 1 ? "." : ", over " + trials.size() + " trials.");
    }

    /** With what was asked for as a line of its own. */
    private static Plot rate(TrialsOverTime trials, List<TrialResult> measured) {
        List<Series> series = new ArrayList<>(trials.series(
                aligned -> aligned.growth(point -> point.sent() == 0 ? Double.NaN : (double) point.sent())));
        double offered = measured.get(0).throughput().offeredPerSecond();
        NavigableMap<Long, Double> guide = new TreeMap<>();
        new SeriesPlot(series).xs().forEach(second -> guide.put(second, offered));
        series.add(0, new Series("offered", "offered", VariantLooks.neutral(), Weight.GUIDE, guide));
        return trials.draw(
                new SeriesPlot(series),
                "sent-rate",
                "Events sent per second, in each trial",
                rateFinding(measured),
                Axis.linear("sent (events/s)"),
                table(measured));
    }

    private static Plot backlog(TrialsOverTime trials) {
        AlignedTrace highest = trials.traces().stream()
                .max(Comparator.comparingLong(LoadSection::highestBacklog))
                .orElseThrow();
        return trials.draw(
                "backlog",
                "Backlog: events sent and not covered yet",
                "The highest backlog seen while the window was open is " + Figures.count(highestBacklog(highest))
                        + " events, in trial " + highest.trial().order() + " ("
                        + highest.trial().variant()
                        + "); a backlog of zero is drawn at 1, for a log scale has no zero.",
                Axis.log("backlog (events)"),
                "Backlog (events)",
                aligned -> aligned.byPoint(
                        point -> point.sent() == 0 ? Double.NaN : (double) Math.max(1, point.backlog())));
    }

    private static long highestBacklog(AlignedTrace aligned) {
        return aligned.trace().timeline().stream()
                .filter(point -> aligned.isInWindow(aligned.seconds(point.at())))
                .mapToLong(Timeline.Point::backlog)
                .max()
                .orElse(0);
    }

    private static Plot lateness(TrialsOverTime trials) {
        TrialResult latest = trials.traces().stream()
                .map(AlignedTrace::trial)
                .max(Comparator.comparingLong(trial -> trial.latenessNs().p99()))
                .orElseThrow();
        return trials.draw(
                "lateness",
                "Lateness of the generator, 99th percentile of each second of the window",
                "At worst, 99 of 100 events were sent within "
                        + Figures.time((double) latest.latenessNs().p99()) + " of their intended time, in trial "
                        + latest.order() + " (" + latest.variant() + "); lateness is part of every latency.",
                Axis.log("lateness p99 (ms)"),
                "Lateness p99 (ms)",
                aligned -> aligned.bySlice(slice -> slice.lateness().count() == 0
                        ? Double.NaN
                        : Math.max(1, slice.lateness().p99()) / Figures.NANOS_PER_MILLI));
    }

    private static Table table(List<TrialResult> trials) {
        return new Columns<TrialResult>()
                .number("trial", trial -> Figures.count(trial.order()))
                .text("variant", TrialResult::variant)
                .number(
                        "offered (events/s)",
                        trial -> Figures.digits(trial.throughput().offeredPerSecond()))
                .number(
                        "sent (events/s)",
                        trial -> Figures.digits(trial.throughput().sentPerSecond()))
                .number(
                        "covered (events/s)",
                        trial -> Figures.digits(trial.throughput().coveredPerSecond()))
                .number("lateness p50 (ms)", trial -> lateness(trial, Percentiles::p50))
                .number("lateness p99 (ms)", trial -> lateness(trial, Percentiles::p99))
                .number("lateness max (ms)", trial -> lateness(trial, Percentiles::max))
                .table("Rate and lateness in the measured window", trials, List.of());
    }

    private static String lateness(TrialResult trial, ToLongFunction<Percentiles> percentile) {
        Percentiles lateness = trial.latenessNs();
        return lateness == null || lateness.count() == 0
                ? Figures.NONE
                : Figures.digits(percentile.applyAsLong(lateness) / Figures.NANOS_PER_MILLI);
    }
}
