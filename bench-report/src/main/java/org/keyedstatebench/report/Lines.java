package org.keyedstatebench.report;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Lines over common x values, so that the picture and a table of it hold the same. */
public record Lines(Axis x, Axis y, List<Line> lines, List<Plot.Mark> marks) implements Plot.Drawing {

    /** The x values that any of the lines has one for. */
    public SortedSet<Double> xs() {
        SortedSet<Double> xs = new TreeSet<>();
        lines.forEach(line -> xs.addAll(line.values().keySet()));
        return xs;
    }

    /** A value for every x, NaN where the line has none. */
    public List<Double> ys(Line line) {
        return xs().stream().map(x -> line.values().getOrDefault(x, Double.NaN)).toList();
    }

    /** What a table with a row for each x, a whole number, shows of the lines. */
    Columns<Double> columns(String first) {
        Columns<Double> columns = new Columns<Double>().number(first, x -> Figures.count(Math.round(x)));
        lines.forEach(line -> columns.number(
                line.header(), x -> Figures.digitsOrNone(line.values().get(x), 1)));
        return columns;
    }
}
