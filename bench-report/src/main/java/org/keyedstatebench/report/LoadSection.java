package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Throughput;

/** Shows that the generator was honest: the offered rate was sent, in time, and what was sent came out again. */
final class LoadSection {

    private LoadSection() {}

    static Section of(List<TrialResult> trials, List<AlignedTrace> traces) {
        List<TrialResult> measured =
                trials.stream().filter(trial -> trial.throughput() != null).toList();
        if (measured.isEmpty()) {
            return new Section("load", "Load", new Paragraph("No trial came as far as to measure its rate."));
        }
        List<Block> blocks = new ArrayList<>();
        List<AlignedTrace> all = traces.stream()
                .filter(aligned -> measured.contains(aligned.trial()))
                .toList();
        List<AlignedTrace> timed = AlignedTrace.timed(all);
        if (timed.isEmpty()) {
            blocks.add(new Paragraph(rateFinding(measured)));
            blocks.add(table(measured));
            blocks.add(new Paragraph("Rate and backlog second by second are not at hand for this run."));
        } else {
            blocks.add(rate(timed, measured));
            blocks.add(backlog(timed));
        }
        List<AlignedTrace> late = all.stream()
                .filter(aligned -> aligned.trial().latenessNs() != null)
                .toList();
        if (!late.isEmpty()) {
            blocks.add(lateness(late));
        }
        return new Section("load", "Load: rate, backlog, lateness", blocks);
    }

    private static String rateFinding(List<TrialResult> trials) {
        DoubleSummaryStatistics held = trials.stream()
                .map(TrialResult::throughput)
                .mapToDouble(load -> load.sentPerSecond() / load.offeredPerSecond())
                .summaryStatistics();
        String least = Figures.percent(held.getMin());
        String most = Figures.percent(held.getMax());
        return Words.of(
                "load.rate",
                least.equals(most) ? least : least + " to " + most,
                trials.size() == 1 ? "" : ", over " + trials.size() + " trials");
    }

    /** With what was asked for as a line of its own. */
    private static Plot rate(List<AlignedTrace> traces, List<TrialResult> measured) {
        Axis y = Axis.linear("sent (events/s)");
        List<Line> each = AlignedTrace.each(
                traces, aligned -> aligned.growth(point -> point.sent() == 0 ? Double.NaN : (double) point.sent()));
        Line offered = new Line("offered", "", VariantLooks.neutral(), Weight.GUIDE, new TreeMap<>());
        for (double second : AlignedTrace.lines(traces, y, each).xs()) {
            offered.values().put(second, measured.get(0).throughput().offeredPerSecond());
        }
        List<Line> lines = new ArrayList<>(each);
        lines.add(0, offered);
        Lines drawn = AlignedTrace.lines(traces, y, lines);
        return new Plot("sent-rate", Words.of("plots.sent-rate"), rateFinding(measured), drawn, table(measured));
    }

    private static Plot backlog(List<AlignedTrace> traces) {
        AlignedTrace highest = traces.stream()
                .max(Comparator.comparingLong(LoadSection::highestBacklog))
                .orElseThrow();
        String most = Figures.count(highestBacklog(highest));
        TrialResult trial = highest.trial();
        return AlignedTrace.plot(
                traces,
                "backlog",
                Words.of("load.backlog", most, trial.order(), trial.variant()),
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

    private static Plot lateness(List<AlignedTrace> traces) {
        TrialResult latest = traces.stream()
                .map(AlignedTrace::trial)
                .max(Comparator.comparingLong(trial -> trial.latenessNs().p99()))
                .orElseThrow();
        String p99 = Figures.time((double) latest.latenessNs().p99());
        return AlignedTrace.plot(
                traces,
                "lateness",
                Words.of("load.lateness", p99, latest.order(), latest.variant()),
                Axis.log("lateness p99 (ms)"),
                "Lateness p99 (ms)",
                aligned -> aligned.bySlice(slice -> slice.lateness().count() == 0
                        ? Double.NaN
                        : Math.max(1, slice.lateness().p99()) / Figures.NANOS_PER_MILLI));
    }

    private static Table table(List<TrialResult> trials) {
        return new Columns<TrialResult>()
                .count("trial", TrialResult::order)
                .text("variant", TrialResult::variant)
                .figure("offered (events/s)", 1, load(Throughput::offeredPerSecond))
                .figure("sent (events/s)", 1, load(Throughput::sentPerSecond))
                .figure("covered (events/s)", 1, load(Throughput::coveredPerSecond))
                .figure("lateness p50 (ms)", Figures.NANOS_PER_MILLI, lateness(Percentiles::p50))
                .figure("lateness p99 (ms)", Figures.NANOS_PER_MILLI, lateness(Percentiles::p99))
                .figure("lateness max (ms)", Figures.NANOS_PER_MILLI, lateness(Percentiles::max))
                .table("Rate and lateness in the measured window", trials);
    }

    private static Function<TrialResult, Number> load(Function<Throughput, Number> rate) {
        return trial -> rate.apply(trial.throughput());
    }

    /** How late the generator sent, nanoseconds; of a trial that sent nothing, none. */
    static Function<TrialResult, Number> lateness(Function<Percentiles, Number> percentile) {
        return trial -> trial.latenessNs() == null || trial.latenessNs().count() == 0
                ? null
                : percentile.apply(trial.latenessNs());
    }
}
