package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lays a table out in characters of one width: wraps what is too wide, aligns numbers to the right. */
final class TextTable {

    private static final String GAP = "  ";
    private static final int MIN_WIDTH = 6;
    /** Words up to this length are not broken. */
    private static final int LONGEST_WORD = 40;

    private static final int TALL = 3;

    private final Table table;
    private final int maxWidth;
    private final BiFunction<String, Tone, String> paint;

    /**
     * @param maxWidth characters; a table whose words need more becomes wider
     * @param paint colours a text, without changing its width on the screen
     */
    TextTable(Table table, int maxWidth, BiFunction<String, Tone, String> paint) {
        this.table = table;
        this.maxWidth = maxWidth;
        this.paint = paint;
    }

    /**
     * The lines of the table: header, a rule, the rows. Where it would not be plain which line begins a row, because a row's
     * first cell has several lines or a row is very tall, dotted rules part the rows.
     */
    List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        lines.addAll(
                layOut(table.columns().stream().map(it -> Cell.of(it.header())).toList(), widths));
        lines.add(rule('─', widths));
        List<List<String>> rows =
                table.rows().stream().map(row -> layOut(row, widths)).toList();
        boolean parted = rows.stream().anyMatch(row -> row.size() > TALL)
                || table.rows().stream()
                        .anyMatch(row -> wrapped(row.get(0), widths[0]).size() > 1);
        for (int i = 0; i < rows.size(); i++) {
            if (parted && i > 0) {
                lines.add(rule('┈', widths));
            }
            lines.addAll(rows.get(i));
        }
        return lines;
    }

    private static List<String> wrapped(Cell cell, int width) {
        return PlainText.wrapped(cell.text(), width);
    }

    private List<String> layOut(List<Cell> cells, int[] widths) {
        List<List<String>> wrapped = IntStream.range(0, widths.length)
                .mapToObj(i -> wrapped(cells.get(i), widths[i]))
                .toList();
        int height = wrapped.stream().mapToInt(List::size).max().orElse(1);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder out = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                List<String> parts = wrapped.get(column);
                String part = line < parts.size() ? parts.get(line) : "";
                String padding = " ".repeat(widths[column] - part.length());
                String painted = part.isEmpty()
                        ? ""
                        : paint.apply(part, cells.get(column).tone());
                out.append(column == 0 ? "" : GAP)
                        .append(table.columns().get(column).numeric() ? padding + painted : painted + padding);
            }
            lines.add(out.toString().stripTrailing());
        }
        return lines;
    }

    private int[] widths() {
        int columns = table.columns().size();
        int[] widths = new int[columns];
        int[] floors = new int[columns];
        for (int i = 0; i < columns; i++) {
            int column = i;
            List<String> texts = Stream.concat(
                            Stream.of(table.columns().get(i).header()),
                            table.rows().stream().map(row -> row.get(column).text()))
                    .flatMap(text -> PlainText.lines(text).stream())
                    .toList();
            widths[i] = Math.max(1, longest(texts.stream()));
            int longestWord = longest(texts.stream().flatMap(text -> Arrays.stream(text.split(" ", -1))));
            floors[i] = Math.min(widths[i], Math.max(MIN_WIDTH, Math.min(LONGEST_WORD, longestWord)));
        }
        shrink(widths, floors);
        return widths;
    }

    /** Takes from the widest column that can give, until the table fits or no column can. */
    private void shrink(int[] widths, int[] floors) {
        while (Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) > maxWidth) {
            Optional<Integer> widest = IntStream.range(0, widths.length)
                    .filter(i -> widths[i] > floors[i])
                    .boxed()
                    .max(Comparator.comparingInt(i -> widths[i]));
            if (widest.isEmpty()) {
                return;
            }
            widths[widest.get()]--;
        }
    }

    private static int longest(Stream<String> texts) {
        return texts.mapToInt(String::length).max().orElse(0);
    }

    private static String rule(char dash, int[] widths) {
        return Arrays.stream(widths)
                .mapToObj(width -> String.valueOf(dash).repeat(width))
                .collect(Collectors.joining(GAP));
    }
}
