package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Group;
import org.keyedstatebench.report.Plot.Interval;
import org.keyedstatebench.report.Plot.Look;
import org.keyedstatebench.report.Plot.Tick;

/** Lays values with their ranges out, in groups, on one logarithmic axis that has room for all of them. */
final class IntervalPlot {

    /** Of which low, middle, high and dots are values, and no shares of the axis yet. */
    private final Map<String, List<Interval>> groups = new LinkedHashMap<>();

    private final List<Double> shown = new ArrayList<>();

    /** @param values above zero that the axis has room for, whatever else is added */
    IntervalPlot(Double... values) {
        shown.addAll(List.of(values));
    }

    /**
     * @param interval of the median; {@code null} if there is none
     * @param dots the single values behind it
     */
    void add(
            String group,
            String label,
            Look look,
            String text,
            double median,
            MedianInterval interval,
            List<Double> dots) {
        double low = interval == null ? median : interval.low();
        double high = interval == null ? median : interval.high();
        add(group, new Interval(label, look, text, low, median, high, dots));
    }

    /** @param interval whose numbers are values above zero, and no shares of the axis yet */
    void add(String group, Interval interval) {
        groups.computeIfAbsent(group, heading -> new ArrayList<>()).add(interval);
        shown.addAll(List.of(interval.low(), interval.middle(), interval.high()));
        shown.addAll(interval.dots());
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** @param line a value that all are to be compared with; NaN for none */
    Plot build(
            String id,
            String title,
            String finding,
            String axis,
            double line,
            Function<LogAxis, List<Tick>> ticks,
            Block.Table data) {
        LogAxis scale = new LogAxis(shown);
        List<Group> drawn = new ArrayList<>();
        groups.forEach((heading, intervals) -> drawn.add(new Group(
                heading,
                intervals.stream().map(interval -> onScale(interval, scale)).toList())));
        return new Plot.Intervals(id, title, finding, Axis.log(axis), scale.of(line), ticks.apply(scale), drawn, data);
    }

    private static Interval onScale(Interval values, LogAxis scale) {
        return new Interval(
                values.label(),
                values.look(),
                values.text(),
                scale.of(values.low()),
                scale.of(values.middle()),
                scale.of(values.high()),
                values.dots().stream().map(scale::of).toList());
    }
}
