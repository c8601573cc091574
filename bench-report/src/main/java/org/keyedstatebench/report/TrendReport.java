package org.keyedstatebench.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
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
                        new Paragraph(circumstances),
                        series.entries().size() > 1 ? plot(series, number) : table(series)));
    }

    private static Plot plot(Series series, int number) {
        List<Entry> entries = series.entries();
        return new Plot(
                "trend-" + number,
                series.variant() + ": latency over runs",
                Words.of(
                        "trend.finding",
                        entries.size(),
                        Figures.time(entries.get(0).p50Ns()),
                        Figures.time(entries.get(entries.size() - 1).p50Ns())),
                new Lines(
                        Axis.linear("run, oldest first"),
                        Axis.log("latency (ms)"),
                        List.of(
                                line("p50", 0, entries, Entry::p50Ns),
                                line("p90", 1, entries, Entry::p90Ns),
                                line("p99", 2, entries, Entry::p99Ns)),
                        List.of()),
                table(series));
    }

    private static Line line(String label, int pattern, List<Entry> entries, ToDoubleFunction<Entry> figure) {
        NavigableMap<Double, Double> millis = new TreeMap<>();
        entries.forEach(
                entry -> millis.put(millis.size() + 1.0, figure.applyAsDouble(entry) / Figures.NANOS_PER_MILLI));
        return new Line(label, "", new Look(1, pattern), Weight.POINTS, millis);
    }

    private static Table table(Series series) {
        List<Entry> entries = series.entries();
        return new Columns<Integer>()
                .number("run", i -> Integer.toString(i + 1))
                .text("began (UTC)", i -> DAY.format(entries.get(i).at()))
                .text("commit", i -> commit(entries.get(i)))
                .number("trials", i -> Integer.toString(entries.get(i).trials()))
                .figure("p50 (ms)", Figures.NANOS_PER_MILLI, i -> entries.get(i).p50Ns())
                .figure("p90 (ms)", Figures.NANOS_PER_MILLI, i -> entries.get(i).p90Ns())
                .figure("p99 (ms)", Figures.NANOS_PER_MILLI, i -> entries.get(i).p99Ns())
                .say("trend", IntStream.range(0, entries.size()).boxed().toList(), series.variant());
    }

    private static String commit(Entry entry) {
        return entry.commit() == null
                ? Figures.NONE
                : entry.commit()
                        .substring(0, Math.min(COMMIT_DIGITS, entry.commit().length()));
    }
}
