package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.NavigableMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.RunResult;
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

    static Section of(RunResult run, List<AlignedTrace> traces) {
        List<AlignedTrace> all = traces.stream()
                .filter(aligned -> aligned.trial().status() == TrialStatus.VALID)
                .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Words.of(all.isEmpty() ? "timeline.none" : "timeline.intro")));
        // One scale for all, or two pictures could not be compared.
        LatencyHeatMap.Bins bins = LatencyHeatMap.Bins.of(all);
        for (Variant variant : run.scenario().variants()) {
            List<AlignedTrace> trials = all.stream()
                    .filter(aligned -> aligned.trial().variant().equals(variant.name()))
                    .toList();
            List<Block> plots = trials.stream()
                    .flatMap(aligned -> Stream.<Block>of(
                            percentiles(aligned, bins), LatencyHeatMap.of(aligned, bins, title(aligned))))
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

    private static Plot percentiles(AlignedTrace aligned, LatencyHeatMap.Bins bins) {
        NavigableMap<Double, Double> counts =
                aligned.bySlice(slice -> (double) slice.latency().count());
        List<Mark> marks = marks(aligned);
        Lines lines = new Lines(
                AlignedTrace.SECONDS,
                Axis.log(
                        "latency (ms)",
                        TrialTrace.binStart(bins.low()) / Figures.NANOS_PER_MILLI,
                        TrialTrace.binStart(bins.high() + 1) / Figures.NANOS_PER_MILLI),
                List.of(
                        line("p50", 0, aligned, Percentiles::p50),
                        line("p90", 1, aligned, Percentiles::p90),
                        line("p99", 2, aligned, Percentiles::p99),
                        line("max", 3, aligned, Percentiles::max)),
                marks);
        return new Plot(
                "timeline-" + aligned.trial().order(),
                title(aligned) + ": latency over time",
                finding(aligned, marks),
                lines,
                lines.columns(ReportModel.BY_SECOND)
                        .number("events covered", second -> Figures.count(Math.round(counts.get(second))))
                        .table(title(aligned) + ": each second", lines.xs()));
    }

    private static Line line(String name, int pattern, AlignedTrace aligned, ToLongFunction<Percentiles> percentile) {
        NavigableMap<Double, Double> millis =
                aligned.bySlice(slice -> slice.latency().count() == 0
                        ? Double.NaN
                        : percentile.applyAsLong(slice.latency()) / Figures.NANOS_PER_MILLI);
        return new Line(name, name + " (ms)", new Look(aligned.look().hue(), pattern), Weight.BOLD, millis);
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
        List<String> meanwhile = Stream.of("checkpoint", "batch", "gc")
                .map(kind -> began(aligned, marks, kind))
                .filter(began -> !began.isEmpty())
                .toList();
        String lowest = Figures.time((double) p99.getMin());
        String highest = Figures.time((double) p99.getMax());
        return Words.of(
                "timeline.finding",
                p99.getMin() == p99.getMax() ? lowest : lowest + " to " + highest,
                Sentences.list(meanwhile),
                outage(aligned.trial().recovery()));
    }

    /** That there was no pause is worth a word, of other kinds it is not. */
    private static String began(AlignedTrace aligned, List<Mark> marks, String kind) {
        long number = marks.stream()
                .filter(mark -> mark.kind().equals(kind) && aligned.isInWindow(mark.from()))
                .count();
        return switch (kind) {
            case "gc" -> number == 0 ? "no GC pause" : Sentences.many(number, "GC pause");
            case "batch" -> number == 0 ? "" : Sentences.batches(Figures.count(number), number == 1);
            default -> number == 0 ? "" : Sentences.many(number, kind);
        };
    }

    private static String outage(Recovery recovery) {
        if (recovery == null) {
            return "";
        }
        Long resumed = recovery.resumedMs();
        return Words.of(
                "timeline.outage",
                Figures.time(recovery.killedAfterMs() * 1e6),
                resumed == null ? "never came" : "came " + Figures.time(resumed * 1e6) + " later");
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
