package org.keyedstatebench.report;

import java.util.List;

/**
 * A picture of figures, with its finding in words above it and its figures in a table below it: a form that cannot draw shows
 * these two.
 */
public sealed interface Plot extends Block permits Plot.Lines, Plot.HeatMap, Plot.Intervals {

    /** For links: lower-case letters, digits and dashes, unique in a report. */
    String id();

    /** What is drawn. */
    String title();

    /** One sentence that says what is to be seen. */
    String finding();

    /** What is drawn, in figures. */
    Table data();

    /** How values are laid out along an axis. */
    enum Scale {
        LINEAR,
        /** Logarithmic; the label of the axis says so. */
        LOG,
        /** Of 1/(1-q), logarithmic: each nine of a percentile gets the same room. */
        QUANTILE
    }

    /**
     * @param label with the unit, and the word log where the scale is
     * @param scale of the values
     * @param room values that the axis reaches whatever is drawn, so that plots can be compared; mostly none
     */
    record Axis(String label, Scale scale, List<Double> room) {
        public Axis {
            room = List.copyOf(room);
        }

        static Axis linear(String label) {
            return new Axis(label, Scale.LINEAR, List.of());
        }

        static Axis log(String label, Double... room) {
            return new Axis(label + ", log", Scale.LOG, List.of(room));
        }
    }

    /**
     * How what belongs to a variant looks, the same everywhere.
     *
     * @param hue number of a colour: one per engine
     * @param pattern number of a dash and marker: one per variant of an engine
     */
    record Look(int hue, int pattern) {}

    /** How strongly a line is drawn. */
    enum Weight {
        /** The line that matters; it has a label of its own. */
        BOLD,
        /** A line among equals. */
        MEDIUM,
        /** One of several that a bold one sums up. */
        THIN,
        /** A line with a marker at each value. */
        POINTS,
        /** What is neither: a limit, or what was asked for. */
        GUIDE
    }

    /**
     * @param label name; empty for a line that needs none
     * @param ys a value for every x, NaN where there is none
     */
    record Line(String label, Look look, Weight weight, List<Double> ys) {
        public Line {
            ys = List.copyOf(ys);
        }
    }

    /**
     * A stretch of the x axis, in its unit.
     *
     * @param kind window, checkpoint, batch, gc, outage or block
     * @param label in words
     */
    record Mark(String kind, double from, double to, String label) {}

    /**
     * Lines over common x values.
     *
     * @param xs ascending
     */
    record Lines(
            String id,
            String title,
            String finding,
            Axis x,
            Axis y,
            List<Double> xs,
            List<Line> lines,
            List<Mark> marks,
            Table data)
            implements Plot {
        public Lines {
            xs = List.copyOf(xs);
            lines = List.copyOf(lines);
            marks = List.copyOf(marks);
            for (Line line : lines) {
                if (line.ys().size() != xs.size()) {
                    throw new IllegalArgumentException("plot " + id + " has " + xs.size() + " x values, and "
                            + line.ys().size() + " of the line " + line.label());
                }
            }
        }
    }

    /**
     * How often each value occurred in each slice of time.
     *
     * @param columns number of slices
     * @param rows number of steps of the y scale
     * @param cells those that are not empty
     * @param xTicks labels along the x axis
     * @param yTicks labels along the y axis, from below
     */
    record HeatMap(
            String id,
            String title,
            String finding,
            Axis x,
            Axis y,
            Look look,
            int columns,
            int rows,
            List<HeatCell> cells,
            List<Tick> xTicks,
            List<Tick> yTicks,
            Table data)
            implements Plot {
        public HeatMap {
            cells = List.copyOf(cells);
            xTicks = List.copyOf(xTicks);
            yTicks = List.copyOf(yTicks);
        }
    }

    /**
     * @param column from 0, from the left
     * @param row from 0, from below
     * @param strength 1 to {@value #STRENGTHS}
     */
    record HeatCell(int column, int row, int strength) {
        static final int STRENGTHS = 7;
    }

    /** @param at share of the axis, 0 to 1 */
    record Tick(double at, String text) {}

    /**
     * A value with a range for each of several things, one below the other.
     *
     * @param line a value that all are to be compared with; NaN for none
     * @param ticks of the axis
     */
    record Intervals(
            String id,
            String title,
            String finding,
            Axis x,
            double line,
            List<Tick> ticks,
            List<Group> groups,
            Table data)
            implements Plot {
        public Intervals {
            ticks = List.copyOf(ticks);
            groups = List.copyOf(groups);
        }
    }

    /** Intervals under one heading. */
    record Group(String heading, List<Interval> intervals) {
        public Group {
            intervals = List.copyOf(intervals);
        }
    }

    /**
     * @param text the figure in words
     * @param low share of the axis, 0 to 1
     * @param middle share of the axis
     * @param high share of the axis
     * @param dots the single values behind it, shares of the axis; mostly none
     */
    record Interval(String label, Look look, String text, double low, double middle, double high, List<Double> dots) {
        public Interval {
            dots = List.copyOf(dots);
        }

        Interval(String label, Look look, String text, double low, double middle, double high) {
            this(label, look, text, low, middle, high, List.of());
        }
    }
}
