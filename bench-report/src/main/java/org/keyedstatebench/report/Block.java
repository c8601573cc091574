package org.keyedstatebench.report;

import java.util.List;
import java.util.TreeMap;
import org.keyedstatebench.result.TrialResult;

/**
 * A piece of a section. All texts are plain text, and may hold what an engine wrote: a renderer escapes what its format gives
 * a meaning to. Only a cell's text may have line breaks.
 */
public sealed interface Block permits Block.Paragraph, Block.Bullets, Block.Command, Block.Table, Block.Folded, Plot {

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
     * What only some readers want: closed at first where a form can open and close.
     *
     * @param summary what is inside
     * @param blocks inside
     */
    record Folded(String summary, List<Block> blocks) implements Block {
        public Folded {
            blocks = List.copyOf(blocks);
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

    /**
     * A cell of a table.
     *
     * @param figure the exact number behind the text; {@code null} if there is none
     * @param evidence files that the text rests on
     */
    record Cell(String text, Tone tone, Figure figure, List<Link> evidence) {
        public Cell {
            evidence = List.copyOf(evidence);
        }

        Cell(String text, Tone tone) {
            this(text, tone, null, List.of());
        }

        Cell with(Figure exact) {
            return new Cell(text, tone, exact, evidence);
        }

        Cell restingOn(List<Link> files) {
            return new Cell(text, tone, figure, files);
        }

        static Cell of(String text) {
            return new Cell(text, Tone.PLAIN);
        }

        static Cell none() {
            return of(Figures.NONE);
        }
    }

    /**
     * The exact number that a cell rounds, so that a program can read it.
     *
     * @param variant {@code null} if it is of a single trial
     * @param trial place in the order of execution; {@code null} if it is of a variant
     * @param metric short name, such as p99
     * @param value all digits, in the base unit
     */
    record Figure(String variant, Integer trial, String metric, String value) {}

    /**
     * A file of the run.
     *
     * @param text shown
     * @param path relative to the run's folder, with slashes
     */
    record Link(String text, String path) {

        /** All that a trial left. */
        static List<Link> to(TrialResult trial) {
            return new TreeMap<>(trial.files())
                    .entrySet().stream()
                            .map(file -> new Link(file.getKey(), file.getValue()))
                            .toList();
        }
    }
}
