package org.keyedstatebench.report;

import java.util.List;

/**
 * A table.
 *
 * @param caption what it shows
 * @param columns at least one
 * @param rows each with as many cells as there are columns
 * @param notes below the table
 */
public record Table(String caption, List<Column> columns, List<List<Cell>> rows, List<String> notes) implements Block {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("table '" + caption + "' has " + columns.size()
                        + " columns, and a row of " + row.size() + ": " + row);
            }
        }
    }
}
