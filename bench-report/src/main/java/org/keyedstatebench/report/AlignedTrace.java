package org.keyedstatebench.report;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialTrace;

/**
 * One trial's trace in seconds since its measured window opened, so that trials can be drawn over each other.
 *
 * @param trial that left it
 * @param trace as read
 * @param look of its variant
 * @param zero epoch milliseconds at which the window opened, or the trace began if there was no window
 * @param windowSeconds length of the window, 0 for none
 */
record AlignedTrace(TrialResult trial, TrialTrace trace, Look look, long zero, double windowSeconds) {

    static final Axis SECONDS = Axis.linear("seconds since the window opened");

    /** @param traces by the place of their trial in the order of execution */
    static List<AlignedTrace> of(List<TrialResult> trials, Map<Integer, TrialTrace> traces, VariantLooks looks) {
        return trials.stream()
                .filter(trial -> traces.containsKey(trial.order()))
                .filter(trial -> !traces.get(trial.order()).slices().isEmpty())
                .map(trial -> of(trial, traces.get(trial.order()), looks.of(trial.variant())))
                .toList();
    }

    /** Those whose timeline is at hand. */
    static List<AlignedTrace> timed(List<AlignedTrace> traces) {
        return traces.stream()
                .filter(aligned -> !aligned.trace().timeline().isEmpty())
                .toList();
    }

    private static AlignedTrace of(TrialResult trial, TrialTrace trace, Look look) {
        long began = trace.slices().get(0).from();
        TrialResult.Window window = window(trial, trace).orElse(new TrialResult.Window(began, began));
        double seconds = (window.toMs() - window.fromMs()) / 1000.0;
        return new AlignedTrace(trial, trace, look, window.fromMs(), seconds);
    }

    /**
     * What the result says, or, of a result that is older than that, what the numbers of events that its slices sent in the window
     * come to: the window opens and closes within a slice.
     */
    private static Optional<TrialResult.Window> window(TrialResult trial, TrialTrace trace) {
        List<TrialTrace.Slice> sent = trace.slices().stream()
                .filter(slice -> slice.lateness().count() > 0)
                .toList();
        if (sent.isEmpty() || trial.throughput() == null || trial.throughput().window() != null) {
            return Optional.ofNullable(trial.throughput()).map(TrialResult.Throughput::window);
        }
        double perMs = trial.throughput().sentPerSecond() / 1000;
        TrialTrace.Slice first = sent.get(0);
        long opened =
                Math.max(first.from(), first.to() - Math.round(first.lateness().count() / perMs));
        long events = sent.stream().mapToLong(slice -> slice.lateness().count()).sum();
        return Optional.of(new TrialResult.Window(opened, opened + Math.round(events / perMs)));
    }

    /** A figure of each trial second by second, all trials over each other, with a table of the same. */
    static Plot plot(
            List<AlignedTrace> traces,
            String id,
            String finding,
            Axis y,
            String caption,
            Function<AlignedTrace, NavigableMap<Double, Double>> values) {
        Lines lines = lines(traces, y, each(traces, values));
        Table table = lines.columns(ReportModel.BY_SECOND).table(caption, lines.xs());
        return new Plot(id, Words.of("plots." + id), finding, lines, table);
    }

    /** In the frame of the longest window. */
    static Lines lines(List<AlignedTrace> traces, Axis y, List<Line> lines) {
        List<Mark> window = traces.stream()
                .max(Comparator.comparingDouble(AlignedTrace::windowSeconds))
                .map(AlignedTrace::window)
                .orElse(List.of());
        return new Lines(SECONDS, y, lines, window);
    }

    /** A line for each trial, of which the first one of a variant bears its name. */
    static List<Line> each(List<AlignedTrace> traces, Function<AlignedTrace, NavigableMap<Double, Double>> values) {
        Set<String> named = new HashSet<>();
        return traces.stream()
                .map(one -> new Line(
                        named.add(one.variant()) ? one.variant() : "",
                        one.variant() + ", trial " + one.trial().order(),
                        one.look(),
                        Weight.MEDIUM,
                        values.apply(one)))
                .toList();
    }

    private String variant() {
        return trial.variant();
    }

    double seconds(long epochMs) {
        return (epochMs - zero) / 1000.0;
    }

    boolean isInWindow(double second) {
        return second >= 0 && second < windowSeconds;
    }

    /** The measured window; none if there was none. */
    List<Mark> window() {
        return windowSeconds > 0 ? List.of(new Mark("window", 0, windowSeconds, "measured window")) : List.of();
    }

    /** A value for the whole second that each slice begins in. */
    NavigableMap<Double, Double> bySlice(ToDoubleFunction<TrialTrace.Slice> value) {
        NavigableMap<Double, Double> values = new TreeMap<>();
        trace.slices().forEach(slice -> put(values, slice.from(), value.applyAsDouble(slice)));
        return values;
    }

    /** A state at each point of the timeline. */
    NavigableMap<Double, Double> byPoint(ToDoubleFunction<Timeline.Point> value) {
        NavigableMap<Double, Double> values = new TreeMap<>();
        points().forEach(point -> put(values, point.at(), value.applyAsDouble(point)));
        return values;
    }

    /** What a counter grew by per second, between each point of the timeline and the next. */
    NavigableMap<Double, Double> growth(ToDoubleFunction<Timeline.Point> counter) {
        NavigableMap<Double, Double> values = new TreeMap<>();
        List<Timeline.Point> points = points();
        for (int i = 1; i < points.size(); i++) {
            Timeline.Point from = points.get(i - 1);
            long ms = points.get(i).at() - from.at();
            // The last point comes a moment after the one before: too short for a rate.
            if (ms >= 500) {
                double grown = counter.applyAsDouble(points.get(i)) - counter.applyAsDouble(from);
                put(values, from.at(), grown * 1000 / ms);
            }
        }
        return values;
    }

    private void put(NavigableMap<Double, Double> values, long at, double value) {
        if (!Double.isNaN(value)) {
            values.put((double) Math.round(seconds(at)), value);
        }
    }

    /** Those of the timeline that a picture has room for. */
    private List<Timeline.Point> points() {
        List<Timeline.Point> all = trace.timeline();
        int step = Math.max(1, (all.size() + TrialTrace.MOST_SLICES - 1) / TrialTrace.MOST_SLICES);
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }
}
