package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.HeatCell;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Look;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.report.Plot.Tick;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.RunTraces;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.TrialTrace;
import org.keyedstatebench.result.TrialTrace.Slice;
import org.keyedstatebench.signal.Signal;

/** Shows how the latency of each valid trial went over time, with what the engine did meanwhile. */
final class TimelineSection {

    private static final double BATCH_GAP_SECONDS = 0.005;
    private static final int TIME_TICKS = 10;

    private TimelineSection() {}

    static Section of(RunResult run, RunTraces traces, VariantLooks looks) {
        List<AlignedTrace> traced = AlignedTrace.of(
                run.trials().stream()
                        .filter(trial -> trial.status() == TrialStatus.VALID)
                        .toList(),
                traces);
        List<Block> blocks = new ArrayList<>();
        if (traced.isEmpty()) {
            blocks.add(new Block.Paragraph("No valid trial has its histograms at hand."));
            return new Section("timeline", "Latency over time", blocks);
        }
        blocks.add(
                new Block.Paragraph(
                        "Each second's latencies, warm-up and drain included, in the second in which the"
                                + " events became covered; second 0 is when the measured window opens, which is shaded. All these plots"
                                + " have the same latency axis. The first trial of each variant is open; its other trials are below it."));
        // One scale for all, or two pictures could not be compared.
        int[] bins = bins(traced);
        Map<String, List<AlignedTrace>> byVariant = new LinkedHashMap<>();
        run.scenario().variants().forEach(variant -> byVariant.put(variant.name(), new ArrayList<>()));
        traced.forEach(aligned -> byVariant.get(aligned.trial().variant()).add(aligned));
        byVariant.forEach((variant, ofVariant) -> {
            if (ofVariant.isEmpty()) {
                return;
            }
            blocks.addAll(plots(ofVariant.get(0), bins, looks.of(variant)));
            if (ofVariant.size() > 1) {
                List<AlignedTrace> others = ofVariant.subList(1, ofVariant.size());
                blocks.add(new Block.Folded(
                        variant + ": "
                                + Sentences.trialsOf(
                                        others.stream().map(AlignedTrace::trial).toList()),
                        others.stream()
                                .flatMap(aligned -> plots(aligned, bins, looks.of(variant)).stream())
                                .toList()));
            }
        });
        return new Section("timeline", "Latency over time", blocks);
    }

    private static List<Block> plots(AlignedTrace aligned, int[] bins, Look look) {
        return List.of(percentiles(aligned, bins, look), heatMap(aligned, bins, look));
    }

    private static Plot percentiles(AlignedTrace aligned, int[] bins, Look look) {
        Map<String, NavigableMap<Long, Double>> series = new LinkedHashMap<>();
        series.put("p50", millis(aligned, Percentiles::p50));
        series.put("p90", millis(aligned, Percentiles::p90));
        series.put("p99", millis(aligned, Percentiles::p99));
        series.put("max", millis(aligned, Percentiles::max));
        List<Double> grid = AlignedTrace.grid(List.copyOf(series.values()));
        List<Line> lines = new ArrayList<>();
        int pattern = 0;
        for (Map.Entry<String, NavigableMap<Long, Double>> entry : series.entrySet()) {
            lines.add(new Line(
                    entry.getKey(),
                    new Look(look.hue(), pattern++),
                    Weight.BOLD,
                    AlignedTrace.on(grid, entry.getValue())));
        }
        lines.add(scaleKeeper(grid, bins));
        return new Plot.Lines(
                "timeline-" + aligned.trial().order(),
                title(aligned) + ": latency over time",
                finding(aligned),
                Axis.linear("seconds since the window opened"),
                Axis.log("latency (ms)"),
                grid,
                lines,
                marks(aligned),
                table(aligned, grid, series));
    }

    /** An invisible line from the lowest to the highest latency of all trials: every plot gets the same axis. */
    private static Line scaleKeeper(List<Double> grid, int[] bins) {
        List<Double> ys = new ArrayList<>(grid.stream().map(x -> Double.NaN).toList());
        ys.set(0, TrialTrace.binStart(bins[0]) / Figures.NANOS_PER_MILLI);
        ys.set(ys.size() - 1, TrialTrace.binStart(bins[1] + 1) / Figures.NANOS_PER_MILLI);
        return new Line("", VariantLooks.neutral(), Weight.HIDDEN, ys);
    }

    private static NavigableMap<Long, Double> millis(AlignedTrace aligned, ToLongFunction<Percentiles> percentile) {
        return aligned.bySlice(slice -> slice.latency().count() == 0
                ? Double.NaN
                : percentile.applyAsLong(slice.latency()) / Figures.NANOS_PER_MILLI);
    }

    private static String title(AlignedTrace aligned) {
        return aligned.trial().variant() + ", block " + aligned.trial().block() + ", trial "
                + aligned.trial().order();
    }

    private static String finding(AlignedTrace aligned) {
        List<Slice> window = window(aligned);
        if (window.isEmpty()) {
            return "No event of the measured window is in the histograms.";
        }
        double low =
                window.stream().mapToLong(slice -> slice.latency().p99()).min().orElseThrow();
        double high =
                window.stream().mapToLong(slice -> slice.latency().p99()).max().orElseThrow();
        long checkpoints = inWindow(aligned, Signal.CheckpointCompleted.class, Signal.CheckpointCompleted::triggeredAt);
        long batches = inWindow(aligned, Signal.BatchCompleted.class, Signal.BatchCompleted::startedAt);
        long pauses = inWindow(aligned, Signal.GcPause.class, Signal.GcPause::at);
        List<String> meanwhile = new ArrayList<>();
        if (checkpoints > 0) {
            meanwhile.add(Sentences.many(checkpoints, "checkpoint"));
        }
        if (batches > 0) {
            meanwhile.add(Figures.count(batches) + (batches == 1 ? " micro-batch" : " micro-batches"));
        }
        meanwhile.add(pauses == 0 ? "no GC pause" : Sentences.many(pauses, "GC pause"));
        return "In the measured window, the p99 of a second is " + Figures.time(low)
                + (low == high ? "" : " to " + Figures.time(high)) + "; " + Sentences.list(meanwhile)
                + " began meanwhile." + outage(aligned);
    }

    private static String outage(AlignedTrace aligned) {
        TrialResult.Recovery recovery = aligned.trial().recovery();
        return recovery == null
                ? ""
                : " The engine was killed " + Figures.time(recovery.killedAfterMs() * 1e6)
                        + " after the window opened, and its first new count "
                        + (recovery.resumedMs() == null
                                ? "never came"
                                : "came " + Figures.time(recovery.resumedMs() * 1e6) + " later")
                        + ": the outage is shaded.";
    }

    private static <S extends Signal> long inWindow(AlignedTrace aligned, Class<S> kind, ToLongFunction<S> at) {
        return aligned.trace().signals().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .mapToDouble(signal -> aligned.seconds(at.applyAsLong(signal)))
                .filter(second -> second >= 0 && second < aligned.windowSeconds())
                .count();
    }

    private static List<Slice> window(AlignedTrace aligned) {
        return aligned.trace().slices().stream()
                .filter(slice -> slice.inWindow() > 0)
                .toList();
    }

    private static List<Mark> marks(AlignedTrace aligned) {
        List<Mark> marks = new ArrayList<>();
        if (aligned.windowSeconds() > 0) {
            marks.add(new Mark("window", 0, aligned.windowSeconds(), "measured window"));
        }
        TrialResult.Recovery recovery = aligned.trial().recovery();
        if (recovery != null) {
            double killed = recovery.killedAfterMs() / 1000.0;
            marks.add(
                    recovery.resumedMs() == null
                            ? new Mark(
                                    "outage",
                                    killed,
                                    Math.max(killed, aligned.windowSeconds()),
                                    "outage: killed, and no new count came")
                            : new Mark(
                                    "outage",
                                    killed,
                                    killed + recovery.resumedMs() / 1000.0,
                                    "outage: killed, first new count after "
                                            + Figures.time(recovery.resumedMs() * 1e6)));
        }
        for (Signal signal : aligned.trace().signals()) {
            if (signal instanceof Signal.CheckpointCompleted checkpoint) {
                marks.add(mark("checkpoint", aligned, checkpoint.triggeredAt(), checkpoint.durationMs(), "checkpoint"));
            } else if (signal instanceof Signal.BatchCompleted batch && batch.inputRows() > 0) {
                marks.add(mark("batch", aligned, batch.startedAt(), batch.durationMs(), "micro-batch"));
            } else if (signal instanceof Signal.GcPause pause) {
                marks.add(mark("gc", aligned, pause.at(), pause.durationMs(), "GC pause"));
            }
        }
        return marks;
    }

    private static Mark mark(String kind, AlignedTrace aligned, long at, long durationMs, String label) {
        double from = aligned.seconds(at);
        return new Mark(
                kind,
                from,
                Math.max(from, from + durationMs / 1000.0 - BATCH_GAP_SECONDS),
                label + " of " + durationMs + " ms");
    }

    private static Table table(
            AlignedTrace aligned, List<Double> grid, Map<String, NavigableMap<Long, Double>> series) {
        List<Column> columns = new ArrayList<>(List.of(Column.number(ReportModel.BY_SECOND)));
        series.keySet().forEach(name -> columns.add(Column.number(name + " (ms)")));
        columns.add(Column.number("events covered"));
        NavigableMap<Long, Double> counts =
                aligned.bySlice(slice -> (double) slice.latency().count());
        List<List<Cell>> rows = new ArrayList<>();
        for (double second : grid) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(Figures.count(Math.round(second)))));
            series.values().forEach(values -> row.add(cell(values.get(Math.round(second)), Figures::digits)));
            row.add(cell(counts.get(Math.round(second)), count -> Figures.count(Math.round(count))));
            rows.add(row);
        }
        return new Table(title(aligned) + ": each second", columns, rows, List.of());
    }

    private static Cell cell(Double value, Function<Double, String> words) {
        return value == null || value.isNaN() ? Cell.none() : Cell.of(words.apply(value));
    }

    private static Plot heatMap(AlignedTrace aligned, int[] bins, Look look) {
        List<Slice> slices = aligned.trace().slices();
        List<HeatCell> cells = new ArrayList<>();
        double most = slices.stream()
                .flatMap(slice -> slice.bins().values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(1);
        long step = step(slices);
        for (Slice slice : slices) {
            int column = column(slices, slice, step);
            for (Map.Entry<Integer, Long> bin : slice.bins().entrySet()) {
                // Logarithmic: a few events among thousands are what one looks for.
                double share = Math.log1p(bin.getValue()) / Math.log1p(most);
                int strength = Math.max(1, (int) Math.ceil(share * HeatCell.STRENGTHS));
                cells.add(new HeatCell(column, bin.getKey() - bins[0], Math.min(HeatCell.STRENGTHS, strength)));
            }
        }
        int rows = bins[1] - bins[0] + 1;
        return new Plot.HeatMap(
                "heat-" + aligned.trial().order(),
                title(aligned) + ": how many events had which latency",
                heatFinding(aligned),
                Axis.linear("seconds since the window opened"),
                Axis.log("latency"),
                look,
                column(slices, slices.get(slices.size() - 1), step) + 1,
                rows,
                cells,
                timeTicks(aligned, step),
                latencyTicks(bins, rows),
                heatTable(aligned, bins));
    }

    private static String heatFinding(AlignedTrace aligned) {
        TreeMap<Integer, Long> sum = new TreeMap<>();
        window(aligned).forEach(slice -> slice.bins().forEach((bin, count) -> sum.merge(bin, count, Long::sum)));
        if (sum.isEmpty()) {
            return "No event of the measured window is in the histograms.";
        }
        int fullest = sum.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        double total = sum.values().stream().mapToLong(Long::longValue).sum();
        return "In the seconds of the measured window, the fullest step of the scale is "
                + Figures.time(TrialTrace.binStart(fullest)) + " to "
                + Figures.time(TrialTrace.binStart(fullest + 1)) + ", with "
                + Figures.percent(sum.get(fullest) / total)
                + " of the events; a stronger colour is more events, on a log scale.";
    }

    /** Usual length of a slice, milliseconds: seconds in which nothing became covered have none, and stay empty columns. */
    private static long step(List<Slice> slices) {
        List<Long> lengths =
                slices.stream().map(slice -> slice.to() - slice.from()).sorted().toList();
        return Math.max(1, lengths.get(lengths.size() / 2));
    }

    private static int column(List<Slice> slices, Slice slice, long step) {
        return Math.round((float) (slice.from() - slices.get(0).from()) / step);
    }

    private static List<Tick> timeTicks(AlignedTrace aligned, long step) {
        List<Slice> slices = aligned.trace().slices();
        int columns = column(slices, slices.get(slices.size() - 1), step) + 1;
        double first = aligned.seconds(slices.get(0).from());
        double length = columns * step / 1000.0;
        double[] distances = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
        double distance = java.util.Arrays.stream(distances)
                .filter(candidate -> length / candidate <= TIME_TICKS)
                .findFirst()
                .orElse(length);
        List<Tick> ticks = new ArrayList<>();
        for (double second = Math.ceil(first / distance) * distance; second < first + length; second += distance) {
            ticks.add(new Tick((second - first) / length, Figures.count(Math.round(second))));
        }
        return ticks;
    }

    private static List<Tick> latencyTicks(int[] bins, int rows) {
        List<Tick> ticks = new ArrayList<>();
        for (int bin = bins[0]; bin <= bins[1] + 1; bin++) {
            if (bin % TrialTrace.BINS_PER_DECADE == 0) {
                ticks.add(new Tick((double) (bin - bins[0]) / rows, Figures.time(TrialTrace.binStart(bin))));
            }
        }
        return ticks;
    }

    /** By factor of ten, because a table of every cell would be read by nobody. */
    private static Table heatTable(AlignedTrace aligned, int[] bins) {
        int first = Math.floorDiv(bins[0], TrialTrace.BINS_PER_DECADE);
        int last = Math.floorDiv(bins[1], TrialTrace.BINS_PER_DECADE);
        List<Column> columns = new ArrayList<>(List.of(Column.number(ReportModel.BY_SECOND)));
        for (int decade = first; decade <= last; decade++) {
            columns.add(Column.number("from " + Figures.time(Math.pow(10, decade))));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Slice slice : aligned.trace().slices()) {
            List<Cell> row =
                    new ArrayList<>(List.of(Cell.of(Figures.count(Math.round(aligned.seconds(slice.from()))))));
            for (int decade = first; decade <= last; decade++) {
                int wanted = decade;
                row.add(Cell.of(Figures.count(slice.bins().entrySet().stream()
                        .filter(bin -> Math.floorDiv(bin.getKey(), TrialTrace.BINS_PER_DECADE) == wanted)
                        .mapToLong(Map.Entry::getValue)
                        .sum())));
            }
            rows.add(row);
        }
        return new Table(title(aligned) + ": events by latency", columns, rows, List.of());
    }

    /** The lowest and the highest step that any trial has a latency in. */
    private static int[] bins(List<AlignedTrace> traced) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (AlignedTrace aligned : traced) {
            for (Slice slice : aligned.trace().slices()) {
                for (int bin : slice.bins().keySet()) {
                    low = Math.min(low, bin);
                    high = Math.max(high, bin);
                }
            }
        }
        return low > high ? new int[] {0, 0} : new int[] {low, high};
    }
}
