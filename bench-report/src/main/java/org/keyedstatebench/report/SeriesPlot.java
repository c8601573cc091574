package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Look;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.report.Plot.Weight;

/**
 * Lays series of figures over whole numbers, such as seconds or rates, on common x values, so that the lines and the table below
 * them hold the same.
 *
 * @param series in the order of their columns
 */
record SeriesPlot(List<Series> series) {

    SeriesPlot {
        series = List.copyOf(series);
    }

    /**
     * One figure at each x at which it is known.
     *
     * @param label of the line; empty for one that needs none
     * @param header of the column
     */
    record Series(String label, String header, Look look, Weight weight, NavigableMap<Long, Double> values) {}

    /** The x values that any of the series has a value for. */
    SortedSet<Long> xs() {
        SortedSet<Long> xs = new TreeSet<>();
        series.forEach(one -> xs.addAll(one.values().keySet()));
        return xs;
    }

    Plot.Lines draw(String id, String title, String finding, Axis x, Axis y, List<Mark> marks, Block.Table data) {
        SortedSet<Long> xs = xs();
        List<Line> lines = new ArrayList<>();
        for (Series one : series) {
            List<Double> ys = xs.stream()
                    .map(at -> one.values().getOrDefault(at, Double.NaN))
                    .toList();
            lines.add(new Line(one.label(), one.look(), one.weight(), ys));
        }
        List<Double> grid = xs.stream().map(Long::doubleValue).toList();
        return new Plot.Lines(id, title, finding, x, y, grid, lines, marks, data);
    }

    /** @param x header of the first column */
    Block.Table table(String caption, String x) {
        return columns(x).table(caption, xs(), List.of());
    }

    /** What a table with a row for each x shows of the series. */
    Columns<Long> columns(String x) {
        Columns<Long> columns = new Columns<Long>().number(x, Figures::count);
        series.forEach(one -> columns.number(
                one.header(), at -> Figures.digitsOrNone(one.values().get(at), 1)));
        return columns;
    }
}
