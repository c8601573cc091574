package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.keyedstatebench.result.RunTraces;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialTrace;

/**
 * One trial's trace in seconds since its measured window opened, so that trials can be drawn over each other.
 *
 * @param trial that left it
 * @param trace as read
 * @param zero epoch milliseconds at which the window opened, or the trace began if there was no window
 * @param windowSeconds length of the window, 0 for none
 */
record AlignedTrace(TrialResult trial, TrialTrace trace, long zero, double windowSeconds) {

    static List<AlignedTrace> of(List<TrialResult> trials, RunTraces traces) {
        return trials.stream()
                .flatMap(trial -> traces.of(trial).map(trace -> of(trial, trace)).stream())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<AlignedTrace> of(TrialResult trial, TrialTrace trace) {
        if (trace.slices().isEmpty()) {
            return Optional.empty();
        }
        List<TrialTrace.Slice> window = trace.slices().stream()
                .filter(slice -> slice.lateness().count() > 0)
                .toList();
        if (window.isEmpty() || trial.throughput() == null) {
            return Optional.of(
                    new AlignedTrace(trial, trace, trace.slices().get(0).from(), 0));
        }
        // The window opens and closes within a slice: the number of its events says where.
        double perMs = trial.throughput().sentPerSecond() / 1000;
        TrialTrace.Slice first = window.get(0);
        long events =
                window.stream().mapToLong(slice -> slice.lateness().count()).sum();
        long opened =
                Math.max(first.from(), first.to() - Math.round(first.lateness().count() / perMs));
        return Optional.of(new AlignedTrace(trial, trace, opened, events / perMs / 1000));
    }

    double seconds(long epochMs) {
        return (epochMs - zero) / 1000.0;
    }

    /** A value for the whole second that each slice begins in. */
    NavigableMap<Long, Double> bySlice(ToDoubleFunction<TrialTrace.Slice> value) {
        NavigableMap<Long, Double> values = new TreeMap<>();
        for (TrialTrace.Slice slice : trace.slices()) {
            double found = value.applyAsDouble(slice);
            if (!Double.isNaN(found)) {
                values.put(Math.round(seconds(slice.from())), found);
            }
        }
        return values;
    }

    /** A state at each point of the timeline from the first event on. */
    NavigableMap<Long, Double> whileSending(ToDoubleFunction<Timeline.Point> value) {
        return byPoint(point -> point.sent() == 0 ? Double.NaN : value.applyAsDouble(point));
    }

    /** A state at each point of the timeline. */
    NavigableMap<Long, Double> byPoint(ToDoubleFunction<Timeline.Point> value) {
        NavigableMap<Long, Double> values = new TreeMap<>();
        for (Timeline.Point point : thinned()) {
            double found = value.applyAsDouble(point);
            if (!Double.isNaN(found)) {
                values.put(Math.round(seconds(point.at())), found);
            }
        }
        return values;
    }

    /** What a counter grew by per second, between each point of the timeline and the next. */
    NavigableMap<Long, Double> growth(ToDoubleFunction<Timeline.Point> counter) {
        NavigableMap<Long, Double> values = new TreeMap<>();
        List<Timeline.Point> points = thinned();
        for (int i = 1; i < points.size(); i++) {
            long ms = points.get(i).at() - points.get(i - 1).at();
            double grown = counter.applyAsDouble(points.get(i)) - counter.applyAsDouble(points.get(i - 1));
            // The last point comes a moment after the one before: too short for a rate.
            if (ms >= 500 && !Double.isNaN(grown)) {
                values.put(Math.round(seconds(points.get(i - 1).at())), grown * 1000 / ms);
            }
        }
        return values;
    }

    private List<Timeline.Point> thinned() {
        List<Timeline.Point> all = trace.timeline();
        int step = Math.max(1, (all.size() + TrialTrace.MOST_SLICES - 1) / TrialTrace.MOST_SLICES);
        List<Timeline.Point> points = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            points.add(all.get(i));
        }
        return points;
    }

    /** The seconds that any of the series has a value for. */
    static List<Double> grid(List<NavigableMap<Long, Double>> series) {
        TreeSet<Long> seconds = new TreeSet<>();
        series.forEach(values -> seconds.addAll(values.keySet()));
        return seconds.stream().map(Long::doubleValue).toList();
    }

    static List<Double> on(List<Double> grid, NavigableMap<Long, Double> values) {
        return grid.stream()
                .map(second -> values.getOrDefault(Math.round(second), Double.NaN))
                .toList();
    }
}
