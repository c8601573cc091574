package org.keyedstatebench.harness.report;

import java.util.List;

/**
 * A piece of a section. All texts are plain text, and may hold what an engine wrote: a renderer escapes what its format gives
 * a meaning to. Only a cell's text may have line breaks.
 */
public sealed interface Block {

    /** One paragraph. */
    record Paragraph(String text, Tone tone) implements Block {
        public Paragraph(String text) {
            this(text, Tone.PLAIN);
        }
    }

    /** A list of sentences. */
    record Bullets(List<Paragraph> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /** A command to copy. */
    record Command(String text) implements Block {}

    /**
     * A table.
     *
     * @param caption what it shows
     * @param columns at least one
     * @param rows each with as many cells as there are columns
     * @param notes below the table
     */
    record Table(String caption, List<Column> columns, List<List<Cell>> rows, List<String> notes) implements Block {
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

    /**
     * A column of a table.
     *
     * @param header with the unit
     * @param numeric whether it is aligned to the right
     */
    record Column(String header, boolean numeric) {
        static Column text(String header) {
            return new Column(header, false);
        }

        static Column number(String header) {
            return new Column(header, true);
        }
    }

    /** A cell of a table. */
    record Cell(String text, Tone tone) {
        static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }

        static Cell none() {
            return of(Figures.NONE);
        }
    }
}
