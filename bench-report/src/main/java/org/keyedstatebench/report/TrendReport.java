package org.keyedstatebench.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Look;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.result.History;
import org.keyedstatebench.result.History.Entry;
import org.keyedstatebench.result.History.Series;

/** Shows how a variant's latency went over many runs; other circumstances are another series. */
public final class TrendReport {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int COMMIT_DIGITS = 10;

    private TrendReport() {}

    public static ReportModel of(List<Entry> history) {
        List<Section> sections = new ArrayList<>();
        for (Series series : History.series(history)) {
            sections.add(section(series, sections.size() + 1));
        }
        List<String> warnings = history.isEmpty()
                ? List.of("The history is empty: ./bench trend --add DIR adds a run to it.")
                : List.of();
        return new ReportModel("Latency over runs", warnings, sections);
    }

    private static Section section(Series series, int number) {
        String circumstances = "Under the same circumstances: " + series.circumstances() + ".";
        return new Section(
                "series-" + number,
                series.variant(),
                List.of(
                        new Block.Paragraph(circumstances),
                        series.entries().size() > 1 ? plot(series, number) : table(series)));
    }

    private static Plot plot(Series series, int number) {
        int runs = series.entries().size();
        return new Plot.Lines(
                "trend-" + number,
                series.variant() + ": latency over runs",
                Sentences.many(runs, "run") + ", from p50 "
                        + Figures.time(series.entries().get(0).p50Ns()) + " to "
                        + Figures.time(series.entries().get(runs - 1).p50Ns()) + ".",
                Axis.linear("run, oldest first"),
                Axis.log("latency (ms)"),
                IntStream.rangeClosed(1, runs).mapToObj(run -> (double) run).toList(),
                List.of(
                        line("p50", 0, series, Entry::p50Ns),
                        line("p90", 1, series, Entry::p90Ns),
                        line("p99", 2, series, Entry::p99Ns)),
                List.of(),
                table(series));
    }

    private static Line line(String label, int pattern, Series series, ToDoubleFunction<Entry> figure) {
        return new Line(
                label,
                new Look(1, pattern),
                Weight.POINTS,
                series.entries().stream()
                        .map(entry -> figure.applyAsDouble(entry) / Figures.NANOS_PER_MILLI)
                        .toList());
    }

    private static Table table(Series series) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Entry entry : series.entries()) {
            List<String> texts = List.of(
                    Integer.toString(rows.size() + 1),
                    DAY.format(entry.at()),
                    commit(entry),
                    Integer.toString(entry.trials()),
                    Figures.digits(entry.p50Ns() / Figures.NANOS_PER_MILLI),
                    Figures.digits(entry.p90Ns() / Figures.NANOS_PER_MILLI),
                    Figures.digits(entry.p99Ns() / Figures.NANOS_PER_MILLI));
            rows.add(texts.stream().map(Cell::of).toList());
        }
        return new Table(
                series.variant() + ": each run",
                List.of(
                        Column.number("run"),
                        Column.text("began (UTC)"),
                        Column.text("commit"),
                        Column.number("trials"),
                        Column.number("p50 (ms)"),
                        Column.number("p90 (ms)"),
                        Column.number("p99 (ms)")),
                rows,
                List.of(
                        "Medians over the valid trials of a run. Runs on other days differ by the machine's state, too: a"
                                + " change of level, which Apache Otava finds in what --otava writes, is a reason to look;"
                                + " ./bench gate is what tells a regression."));
    }

    private static String commit(Entry entry) {
        return entry.commit() == null
                ? Figures.NONE
                : entry.commit()
                        .substring(0, Math.min(COMMIT_DIGITS, entry.commit().length()));
    }
}
