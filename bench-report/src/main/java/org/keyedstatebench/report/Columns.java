package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.compare.Spread;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;

/**
 * Builds a table of things of one kind, a row for each: every column is said once, with its header and what stands in its cells.
 *
 * @param <R> what a row is about
 */
final class Columns<R> {

    private final List<Column> columns = new ArrayList<>();
    private final List<Function<? super R, Cell>> cells = new ArrayList<>();

    /** A table of names and values, and nothing else. */
    static Table ofPairs(String caption, String names, String values, Map<String, String> pairs, String... notes) {
        return new Columns<Map.Entry<String, String>>()
                .text(names, Map.Entry::getKey)
                .text(values, Map.Entry::getValue)
                .table(caption, pairs.entrySet(), notes);
    }

    Columns<R> cells(Column column, Function<? super R, Cell> cell) {
        columns.add(column);
        cells.add(cell);
        return this;
    }

    Columns<R> text(String header, Function<? super R, String> text) {
        return cells(Column.text(header), row -> Cell.of(text.apply(row)));
    }

    Columns<R> number(String header, Function<? super R, String> text) {
        return cells(Column.number(header), row -> Cell.of(text.apply(row)));
    }

    /** @param scale by which the figure's own unit is divided to get the one that the header names */
    Columns<R> spread(String header, double scale, Function<? super R, Optional<Spread>> spread) {
        return number(
                header,
                row -> spread.apply(row).map(it -> Figures.spread(it, scale)).orElse(Figures.NONE));
    }

    Table table(String caption, Collection<? extends R> rows, String... notes) {
        return table(caption, rows, List.of(notes));
    }

    Table table(String caption, Collection<? extends R> rows, List<String> notes) {
        List<List<Cell>> table = rows.stream()
                .map(row -> cells.stream().map(cell -> cell.apply(row)).toList())
                .toList();
        return new Table(caption, columns, table, notes);
    }
}
