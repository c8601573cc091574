package org.keyedstatebench.report;

/** One paragraph. */
public record Paragraph(String text, Tone tone) implements Block {
    public Paragraph(String text) {
        this(text, Tone.PLAIN);
    }
}
