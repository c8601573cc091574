package org.keyedstatebench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.compare.MedianInterval;
import org.keyedstatebench.compare.Spread;

/**
 * A picture of figures, with its finding in words above it and its figures in a table below it: a form that cannot draw shows
 * these two.
 *
 * @param id for links: lower-case letters, digits and dashes, unique in a report
 * @param title what is drawn
 * @param finding one sentence that says what is to be seen
 * @param drawing what is drawn
 * @param data what is drawn, in figures
 */
public record Plot(String id, String title, String finding, Drawing drawing, Table data) implements Block {

    /** What is between the axes. */
    public sealed interface Drawing permits Lines, HeatMap, Intervals {}

    /** How values are laid out along an axis. */
    public enum Scale {
        LINEAR,
        /** Logarithmic; the label of the axis says so. */
        LOG,
        /** Of 1/(1-q), logarithmic: each nine of a percentile gets the same room. */
        QUANTILE
    }

    /**
     * A stretch of the x axis, in its unit.
     *
     * @param kind window, checkpoint, batch, gc, outage or block
     * @param label in words
     */
    public record Mark(String kind, double from, double to, String label) {}

    /**
     * How often each value occurred in each slice of time.
     *
     * @param columns number of slices
     * @param rows number of steps of the y scale
     * @param paths the squares of each strength, weakest first, in the language of SVG
     * @param xTicks labels along the x axis
     * @param yTicks labels along the y axis, from below
     */
    public record HeatMap(
            Axis x, Axis y, Look look, int columns, int rows, List<String> paths, List<Tick> xTicks, List<Tick> yTicks)
            implements Drawing {}

    /** @param at share of the axis, 0 to 1 */
    public record Tick(double at, String text) {}

    /**
     * A value with a range for each of several things, one below the other, on one logarithmic axis that has room for all of them.
     *
     * @param x all values are above zero
     * @param line a value that all are to be compared with; NaN for none
     */
    public record Intervals(Axis x, double line, List<Interval> intervals) implements Drawing {

        /** By their headings. */
        public Map<String, List<Interval>> groups() {
            return intervals.stream()
                    .collect(Collectors.groupingBy(Interval::heading, LinkedHashMap::new, Collectors.toList()));
        }

        public LogAxis scale() {
            return new LogAxis(
                    Stream.concat(x.room().stream(), intervals.stream().flatMap(Interval::shown))
                            .toList());
        }

        /** Labels of the axis: around one where ratios are compared with it. */
        public List<Tick> ticks() {
            return Double.isNaN(line) ? scale().ticks() : scale().ticksOfRatios();
        }
    }

    /**
     * @param heading of the group that it is in
     * @param text the figure in words
     * @param values of which the middle one is the median
     * @param dots the single values behind it; mostly none
     */
    public record Interval(String heading, String label, Look look, String text, Spread values, List<Double> dots) {

        /** @param interval of the median; {@code null} if there is none */
        static Spread around(double median, MedianInterval interval) {
            return interval == null
                    ? new Spread(median, median, median, 1)
                    : new Spread(median, interval.low(), interval.high(), 1);
        }

        private Stream<Double> shown() {
            return Stream.concat(Stream.of(values.min(), values.median(), values.max()), dots.stream());
        }
    }
}
