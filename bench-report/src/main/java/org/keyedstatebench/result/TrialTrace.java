package org.keyedstatebench.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.keyedstatebench.event.Series;
import org.keyedstatebench.signal.Signal;

/**
 * What a trial's files say of its course, condensed to what can be drawn: a long trial has slices of several seconds each, whose
 * percentiles come from merged histograms.
 *
 * @param slices of the trial, in order; empty if it has no histograms
 * @param latency of all events of the measured window, nanoseconds
 * @param signals of the engine
 * @param timeline empty if the trial left none
 */
public record TrialTrace(List<Slice> slices, Histogram latency, List<Signal> signals, List<Timeline.Point> timeline) {

    /** Steps of the scale that latencies are counted in, per factor of ten. */
    public static final int BINS_PER_DECADE = 10;

    /** A picture has no room for more. */
    public static final int MOST_SLICES = 120;

    private static final int SIGNIFICANT_DIGITS = 3;

    /**
     * A second or a few.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds
     * @param latency of all events that became covered in it, nanoseconds
     * @param inWindow how many of these belong to the measured window
     * @param lateness of the window's events that were sent in it, nanoseconds
     * @param bins how many of the latencies are in each step of the scale, see {@link #binOf}; steps without any left out
     */
    public record Slice(
            long from, long to, Percentiles latency, long inWindow, Percentiles lateness, Map<Integer, Long> bins) {}

    public TrialTrace {
        slices = List.copyOf(slices);
        signals = List.copyOf(signals);
        timeline = List.copyOf(timeline);
    }

    /** The step that a latency is in; that of 1 ns is step 0. */
    public static int binOf(long nanos) {
        return (int) Math.floor(Math.log10((double) Math.max(1, nanos)) * BINS_PER_DECADE);
    }

    /** Lower end of a step, nanoseconds. */
    public static double binStart(int bin) {
        return Math.pow(10, (double) bin / BINS_PER_DECADE);
    }

    /**
     * Those of a run, by the place of their trial in the order of execution: read once for all that is drawn from them.
     *
     * @throws ResultException as {@link #read(Path, TrialResult)}
     */
    public static Map<Integer, TrialTrace> read(Path folder, RunResult run) {
        Map<Integer, TrialTrace> traces = new TreeMap<>();
        run.trials().forEach(trial -> read(folder, trial).ifPresent(trace -> traces.put(trial.order(), trace)));
        return traces;
    }

    /**
     * @param folder of the run
     * @return empty if the trial's histograms are not there
     * @throws ResultException if a file is there but cannot be read
     */
    public static Optional<TrialTrace> read(Path folder, TrialResult trial) {
        RunFolder run = new RunFolder(folder);
        Optional<Path> hlog = run.file(trial, RunFolder.HISTOGRAMS);
        if (hlog.isEmpty()) {
            return Optional.empty();
        }
        Slicer slicer = new Slicer(hlog.get());
        HistogramLogs.forEach(hlog.get(), slicer::add);
        List<Signal> signals = new ArrayList<>();
        run.file(trial, RunFolder.SIGNALS)
                .ifPresent(file -> StoredText.lines(
                        file,
                        "signals",
                        line -> Signal.fromJson(line).ifPresent(signals::add),
                        (line, e) -> "a signal"));
        return Optional.of(new TrialTrace(
                slicer.finish(),
                slicer.window,
                signals,
                run.file(trial, RunFolder.TIMELINE).map(Timeline::read).orElse(List.of())));
    }

    /** Merges the intervals of a log into slices as they come. */
    private static final class Slicer {

        private final List<Slice> slices = new ArrayList<>();
        private final Histogram window = new Histogram(SIGNIFICANT_DIGITS);
        private final Histogram latency = new Histogram(SIGNIFICANT_DIGITS);
        private final Histogram lateness = new Histogram(SIGNIFICANT_DIGITS);
        private final long sliceMs;
        private long inWindow;
        private long from;
        private long to;

        Slicer(Path file) {
            long[] ends = {0, 0};
            HistogramLogs.forEach(file, interval -> {
                ends[0] = ends[0] == 0 ? interval.getStartTimeStamp() : ends[0];
                ends[1] = interval.getEndTimeStamp();
            });
            long seconds = Math.max(1, (ends[1] - ends[0] + MOST_SLICES * 1000L - 1) / (MOST_SLICES * 1000L));
            // A little less, so that seconds that the clock made a little short still fill a slice.
            sliceMs = seconds == 1 ? 0 : seconds * 1000 - 500;
        }

        void add(Histogram interval) {
            String tag = interval.getTag();
            boolean known = tag.equals(Series.LATENCY) || tag.equals(Series.OUTSIDE) || tag.equals(Series.LATENESS);
            if (!known) {
                return;
            }
            // The series of one second begin and end some milliseconds apart, so that only the middle tells seconds
            // apart.
            boolean isOfNextSecond = interval.getStartTimeStamp() + interval.getEndTimeStamp() > 2 * to;
            if (isOpen() && isOfNextSecond && to - from >= sliceMs) {
                close();
            }
            if (!isOpen()) {
                from = interval.getStartTimeStamp();
            }
            to = Math.max(to, interval.getEndTimeStamp());
            switch (tag) {
                case Series.LATENCY -> {
                    window.add(interval);
                    latency.add(interval);
                    inWindow += interval.getTotalCount();
                }
                case Series.OUTSIDE -> latency.add(interval);
                default -> lateness.add(interval);
            }
        }

        List<Slice> finish() {
            if (isOpen()) {
                close();
            }
            return slices;
        }

        private boolean isOpen() {
            return latency.getTotalCount() + lateness.getTotalCount() > 0;
        }

        private void close() {
            Map<Integer, Long> bins = new TreeMap<>();
            for (HistogramIterationValue value : latency.recordedValues()) {
                bins.merge(binOf(value.getValueIteratedTo()), value.getCountAddedInThisIterationStep(), Long::sum);
            }
            slices.add(new Slice(from, to, Percentiles.of(latency), inWindow, Percentiles.of(lateness), bins));
            latency.reset();
            lateness.reset();
            inWindow = 0;
        }
    }
}
