package org.keyedstatebench.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.keyedstatebench.compare.ChangePoints;
import org.keyedstatebench.compare.Medians;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.report.Plot.Axis;
import org.keyedstatebench.report.Plot.Line;
import org.keyedstatebench.report.Plot.Look;
import org.keyedstatebench.report.Plot.Mark;
import org.keyedstatebench.report.Plot.Weight;
import org.keyedstatebench.result.History.Entry;

/** Shows how a variant's latency went over many runs, and where it changed its level; other circumstances are another series. */
public final class TrendReport {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int COMMIT_DIGITS = 10;

    private TrendReport() {}

    /** One variant under the same circumstances. */
    private record Series(Map<String, String> fingerprint, String variant) {}

    public static ReportModel of(List<Entry> history) {
        Map<Series, List<Entry>> series = new LinkedHashMap<>();
        history.stream()
                .sorted(java.util.Comparator.comparing(Entry::at))
                .forEach(entry -> series.computeIfAbsent(
                                new Series(entry.fingerprint(), entry.variant()), key -> new ArrayList<>())
                        .add(entry));
        List<Section> sections = new ArrayList<>();
        series.forEach((key, entries) -> sections.add(section(key, entries, sections.size() + 1)));
        List<String> warnings = history.isEmpty()
                ? List.of("The history is empty: ./bench trend --add DIR adds a run to it.")
                : List.of();
        return new ReportModel("Latency over runs", warnings, sections);
    }

    private static Section section(Series series, List<Entry> entries, int number) {
        List<Block> blocks = new ArrayList<>();
        List<String> circumstances = new ArrayList<>();
        series.fingerprint().forEach((name, value) -> circumstances.add(name + " " + value));
        blocks.add(new Block.Paragraph("Under the same circumstances: " + String.join(", ", circumstances) + "."));
        List<Integer> changes = changes(entries, Entry::p50Ns);
        List<Integer> changesOfP99 = changes(entries, Entry::p99Ns);
        Table table = table(series, entries, changes, changesOfP99);
        String finding = finding(entries, changes, changesOfP99);
        if (entries.size() > 1) {
            blocks.add(plot(series, entries, number, table, finding, changes, changesOfP99));
        } else {
            blocks.add(new Block.Paragraph(finding));
            blocks.add(table);
        }
        return new Section("series-" + number, series.variant(), blocks);
    }

    private static List<Integer> changes(List<Entry> entries, ToDoubleFunction<Entry> figure) {
        return ChangePoints.of(entries.stream().map(figure::applyAsDouble).toList());
    }

    private static String finding(List<Entry> entries, List<Integer> changes, List<Integer> changesOfP99) {
        int needed = 2 * ChangePoints.SHORTEST;
        if (entries.size() < needed) {
            return "Too few runs to say whether the level changed: " + entries.size() + ", and " + needed
                    + " are the fewest.";
        }
        if (changes.isEmpty() && changesOfP99.isEmpty()) {
            return "No change of level is detectable in " + entries.size() + " runs.";
        }
        List<String> found = new ArrayList<>();
        changes.forEach(at -> found.add(change("p50", entries, at, changes, Entry::p50Ns)));
        changesOfP99.forEach(at -> found.add(change("p99", entries, at, changesOfP99, Entry::p99Ns)));
        return "The level changed: " + String.join("; ", found) + ".";
    }

    private static String change(
            String name, List<Entry> entries, int at, List<Integer> changes, ToDoubleFunction<Entry> figure) {
        int from =
                changes.stream().filter(other -> other < at).reduce((a, b) -> b).orElse(0);
        int to = changes.stream().filter(other -> other > at).findFirst().orElse(entries.size());
        return name + " from " + Figures.time(level(entries.subList(from, at), figure)) + " to "
                + Figures.time(level(entries.subList(at, to), figure)) + " with the run of "
                + DAY.format(entries.get(at).at()) + " (commit " + commit(entries.get(at)) + ")";
    }

    private static double level(List<Entry> entries, ToDoubleFunction<Entry> figure) {
        return Math.exp(Medians.median(entries.stream()
                .map(entry -> Math.log(figure.applyAsDouble(entry)))
                .toList()));
    }

    private static Plot plot(
            Series series,
            List<Entry> entries,
            int number,
            Table table,
            String finding,
            List<Integer> changes,
            List<Integer> changesOfP99) {
        List<Double> runs = IntStream.rangeClosed(1, entries.size())
                .mapToObj(run -> (double) run)
                .toList();
        List<Line> lines = List.of(
                line("p50", 0, entries, Entry::p50Ns),
                line("p90", 1, entries, Entry::p90Ns),
                line("p99", 2, entries, Entry::p99Ns));
        List<Mark> marks = new ArrayList<>();
        TreeSet<Integer> all = new TreeSet<>(changes);
        all.addAll(changesOfP99);
        all.forEach(at -> marks.add(new Mark("outage", at + 0.5, at + 0.6, "change of level")));
        return new Plot.Lines(
                "trend-" + number,
                series.variant() + ": latency over runs",
                finding,
                Axis.linear("run, oldest first"),
                Axis.log("latency (ms)"),
                runs,
                lines,
                marks,
                table);
    }

    private static Line line(String label, int pattern, List<Entry> entries, ToDoubleFunction<Entry> figure) {
        return new Line(
                label,
                new Look(1, pattern),
                Weight.POINTS,
                entries.stream()
                        .map(entry -> figure.applyAsDouble(entry) / Figures.NANOS_PER_MILLI)
                        .toList());
    }

    private static Table table(Series series, List<Entry> entries, List<Integer> changes, List<Integer> changesOfP99) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            rows.add(List.of(
                    Cell.of(Integer.toString(i + 1)),
                    Cell.of(DAY.format(entry.at())),
                    Cell.of(commit(entry)),
                    Cell.of(Integer.toString(entry.trials())),
                    Cell.of(Figures.digits(entry.p50Ns() / Figures.NANOS_PER_MILLI)),
                    Cell.of(Figures.digits(entry.p90Ns() / Figures.NANOS_PER_MILLI)),
                    Cell.of(Figures.digits(entry.p99Ns() / Figures.NANOS_PER_MILLI)),
                    Cell.of(changed(i, changes, changesOfP99))));
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
                        Column.number("p99 (ms)"),
                        Column.text("new level")),
                rows,
                List.of(
                        "Medians over the valid trials of a run. Runs on other days differ by the machine's state, too: a"
                                + " change of level is a reason to look, ./bench gate is what tells a regression."));
    }

    private static String changed(int at, List<Integer> changes, List<Integer> changesOfP99) {
        List<String> words = new ArrayList<>();
        if (changes.contains(at)) {
            words.add("p50");
        }
        if (changesOfP99.contains(at)) {
            words.add("p99");
        }
        return String.join(", ", words);
    }

    private static String commit(Entry entry) {
        return entry.commit() == null
                ? Figures.NONE
                : entry.commit()
                        .substring(0, Math.min(COMMIT_DIGITS, entry.commit().length()));
    }
}
