package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.report.SeriesPlot.Series;

/**
 * Draws a figure of each trial second by second, all trials over each other.
 *
 * @param traces of the trials, at least one
 */
record TrialsOverTime(List<AlignedTrace> traces, VariantLooks looks) {

    TrialsOverTime {
        traces = List.copyOf(traces);
    }

    /** @param caption of the table with the same figures */
    Plot draw(
            String id,
            String title,
            String finding,
            Axis y,
            String caption,
            Function<AlignedTrace, NavigableMap<Long, Double>> values) {
        SeriesPlot plot = new SeriesPlot(series(values));
        return draw(plot, id, title, finding, y, plot.table(caption, ReportModel.BY_SECOND));
    }

    Plot draw(SeriesPlot plot, String id, String title, String finding, Axis y, Block.Table data) {
        return plot.draw(id, title, finding, AlignedTrace.SECONDS, y, window(), data);
    }

    /** A line for each trial, of which the first one of a variant bears its name. */
    List<Series> series(Function<AlignedTrace, NavigableMap<Long, Double>> values) {
        Set<String> named = new HashSet<>();
        List<Series> series = new ArrayList<>();
        for (AlignedTrace one : traces) {
            String variant = one.trial().variant();
            series.add(new Series(
                    named.add(variant) ? variant : "",
                    variant + ", trial " + one.trial().order(),
                    looks.of(variant),
                    Weight.MEDIUM,
                    values.apply(one)));
        }
        return series;
    }

    /** The longest measured window. */
    private List<Mark> window() {
        return traces.stream()
                .max(Comparator.comparingDouble(AlignedTrace::windowSeconds))
                .map(AlignedTrace::window)
                .orElse(List.of());
    }
}
