package org.keyedstatebench.report;

import java.util.List;

/**
 * A cell of a table.
 *
 * @param figure the exact number behind the text; {@code null} if there is none
 * @param evidence files that the text rests on
 */
public record Cell(String text, Tone tone, Block.Figure figure, List<Block.Link> evidence) {

    Cell(String text, Tone tone) {
        this(text, tone, null, List.of());
    }

    Cell with(Block.Figure exact) {
        return new Cell(text, tone, exact, evidence);
    }

    Cell restingOn(List<Block.Link> files) {
        return new Cell(text, tone, figure, files);
    }

    static Cell of(String text) {
        return new Cell(text, Tone.PLAIN);
    }

    static Cell none() {
        return of(Figures.NONE);
    }
}
