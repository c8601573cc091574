package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.NavigableMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Look;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.report.SeriesPlot.Series;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.RunTraces;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.TrialTrace;
import org.keyedstatebench.result.TrialTrace.Slice;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/** Shows how the latency of each valid trial went over time, with what the engine did meanwhile. */
final class TimelineSection {

    private static final double BATCH_GAP_SECONDS = 0.005;
    private static final int PLOTS_OF_A_TRIAL = 2;

    private TimelineSection() {}

    static Section of(RunResult run, RunTraces traces, VariantLooks looks) {
        List<AlignedTrace> all = AlignedTrace.of(
                run.trials().stream()
                        .filter(trial -> trial.status() == TrialStatus.VALID)
                        .toList(),
                traces);
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        all.isEmpty()
                                ? "No valid trial has its histograms at hand."
                                : "Each second's latencies, warm-up and drain included, in the second in which the"
                                        + " events became covered; second 0 is when the measured window opens, which is shaded. All these plots"
                                        + " have the same latency axis. The first trial of each variant is open; its other trials are below it."));
        // One scale for all, or two pictures could not be compared.
        LatencyHeatMap.Bins bins = LatencyHeatMap.Bins.of(all);
        for (Variant variant : run.scenario().variants()) {
            Look look = looks.of(variant.name());
            List<AlignedTrace> trials = all.stream()
                    .filter(aligned -> aligned.trial().variant().equals(variant.name()))
                    .toList();
            List<Block> plots = trials.stream()
                    .flatMap(aligned -> Stream.<Block>of(
                            percentiles(aligned, bins, look), LatencyHeatMap.of(aligned, bins, title(aligned), look)))
                    .toList();
            blocks.addAll(plots.subList(0, Math.min(PLOTS_OF_A_TRIAL, plots.size())));
            if (trials.size() > 1) {
                List<TrialResult> others =
                        trials.stream().skip(1).map(AlignedTrace::trial).toList();
                blocks.add(new Block.Folded(
                        variant.name() + ": " + Sentences.trialsOf(others),
                        plots.subList(PLOTS_OF_A_TRIAL, plots.size())));
            }
        }
        return new Section("timeline", "Latency over time", blocks);
    }

    private static Plot percentiles(AlignedTrace aligned, LatencyHeatMap.Bins bins, Look look) {
        SeriesPlot plot = new SeriesPlot(List.of(
                series("p50", look.hue(), 0, millis(aligned, Percentiles::p50)),
                series("p90", look.hue(), 1, millis(aligned, Percentiles::p90)),
                series("p99", look.hue(), 2, millis(aligned, Percentiles::p99)),
                series("max", look.hue(), 3, millis(aligned, Percentiles::max))));
        NavigableMap<Long, Double> counts =
                aligned.bySlice(slice -> (double) slice.latency().count());
        List<Mark> marks = marks(aligned);
        return plot.draw(
                "timeline-" + aligned.trial().order(),
                title(aligned) + ": latency over time",
                finding(aligned, marks),
                AlignedTrace.SECONDS,
                Axis.log(
                        "latency (ms)",
                        TrialTrace.binStart(bins.low()) / Figures.NANOS_PER_MILLI,
                        TrialTrace.binStart(bins.high() + 1) / Figures.NANOS_PER_MILLI),
                marks,
                plot.columns(ReportModel.BY_SECOND)
                        .number("events covered", second -> Figures.count(Math.round(counts.get(second))))
                        .table(title(aligned) + ": each second", plot.xs(), List.of()));
    }

    private static Series series(String name, int hue, int pattern, NavigableMap<Long, Double> values) {
        return new Series(name, name + " (ms)", new Look(hue, pattern), Weight.BOLD, values);
    }

    private static NavigableMap<Long, Double> millis(AlignedTrace aligned, ToLongFunction<Percentiles> percentile) {
        return aligned.bySlice(slice -> slice.latency().count() == 0
                ? Double.NaN
                : percentile.applyAsLong(slice.latency()) / Figures.NANOS_PER_MILLI);
    }

    private static String title(AlignedTrace aligned) {
        TrialResult trial = aligned.trial();
        return trial.variant() + ", block " + trial.block() + ", trial " + trial.order();
    }

    private static String finding(AlignedTrace aligned, List<Mark> marks) {
        LongSummaryStatistics p99 = aligned.trace().slices().stream()
                .filter(slice -> slice.inWindow() > 0)
                .map(Slice::latency)
                .mapToLong(Percentiles::p99)
                .summaryStatistics();
        if (p99.getCount() == 0) {
            return "No event of the measured window is in the histograms.";
        }
        List<String> meanwhile = new ArrayList<>();
        long checkpoints = began(aligned, marks, "checkpoint");
        if (checkpoints > 0) {
            meanwhile.add(Sentences.many(checkpoints, "checkpoint"));
        }
        long batches = began(aligned, marks, "batch");
        if (batches > 0) {
            meanwhile.add(Figures.count(batches) + (batches == 1 ? " micro-batch" : " micro-batches"));
        }
        long pauses = began(aligned, marks, "gc");
        meanwhile.add(pauses == 0 ? "no GC pause" : Sentences.many(pauses, "GC pause"));
        return "In the measured window, the p99 of a second is " + Figures.time((double) p99.getMin())
                + (p99.getMin() == p99.getMax() ? "" : " to " + Figures.time((double) p99.getMax())) + "; "
                + Sentences.list(meanwhile) + " began meanwhile."
                + outage(aligned.trial().recovery());
    }

    private static long began(AlignedTrace aligned, List<Mark> marks, String kind) {
        return marks.stream()
                .filter(mark -> mark.kind().equals(kind) && aligned.isInWindow(mark.from()))
                .count();
    }

    private static String outage(Recovery recovery) {
        return recovery == null
                ? ""
                : " The engine was killed " + Figures.time(recovery.killedAfterMs() * 1e6)
                        + " after the window opened, and its first new count "
                        + (recovery.resumedMs() == null
                                ? "never came"
                                : "came " + Figures.time(recovery.resumedMs() * 1e6) + " later")
                        + ": the outage is shaded.";
    }

    private static List<Mark> marks(AlignedTrace aligned) {
        List<Mark> marks = new ArrayList<>(aligned.window());
        Recovery recovery = aligned.trial().recovery();
        if (recovery != null) {
            double killed = recovery.killedAfterMs() / 1000.0;
            boolean resumed = recovery.resumedMs() != null;
            marks.add(new Mark(
                    "outage",
                    killed,
                    resumed ? killed + recovery.resumedMs() / 1000.0 : Math.max(killed, aligned.windowSeconds()),
                    resumed
                            ? "outage: killed, first new count after " + Figures.time(recovery.resumedMs() * 1e6)
                            : "outage: killed, and no new count came"));
        }
        for (Signal signal : aligned.trace().signals()) {
            if (signal instanceof Signal.CheckpointCompleted checkpoint) {
                marks.add(mark("checkpoint", "checkpoint", aligned, checkpoint.triggeredAt(), checkpoint.durationMs()));
            } else if (signal instanceof Signal.BatchCompleted batch && batch.inputRows() > 0) {
                marks.add(mark("batch", "micro-batch", aligned, batch.startedAt(), batch.durationMs()));
            } else if (signal instanceof Signal.GcPause pause) {
                marks.add(mark("gc", "GC pause", aligned, pause.at(), pause.durationMs()));
            }
        }
        return marks;
    }

    private static Mark mark(String kind, String label, AlignedTrace aligned, long at, long durationMs) {
        double from = aligned.seconds(at);
        double to = Math.max(from, from + durationMs / 1000.0 - BATCH_GAP_SECONDS);
        return new Mark(kind, from, to, label + " of " + durationMs + " ms");
    }
}
