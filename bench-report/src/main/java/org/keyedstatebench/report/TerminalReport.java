package org.keyedstatebench.report;

import java.util.Locale;

/** Writes the report for a terminal of {@value #WIDTH} columns. */
public final class TerminalReport extends TextReport {

    static final int WIDTH = 120;

    private static final int BOLD = 1;
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;

    private final boolean colour;

    private TerminalReport(boolean colour) {
        this.colour = colour;
    }

    /**
     * @param colour whether to use ANSI colours; without, the text has no escape sequence at all
     * @return lines that end in a line feed
     */
    public static String render(ReportModel model, boolean colour) {
        return new TerminalReport(colour).text(model);
    }

    @Override
    void write(Part part, String text, Tone tone) {
        String plain = PlainText.line(text);
        switch (part) {
            case TITLE -> bold(plain, "═".repeat(plain.length()) + "\n");
            case HEADING -> bold(plain.toUpperCase(Locale.ROOT), "━".repeat(plain.length()) + "\n");
            case CAPTION -> bold(plain, "");
            case WARNING, PARAGRAPH -> {
                wrapped(plain, tone, "");
                line("");
            }
            case BULLET -> wrapped(plain, tone, "• ");
            case COMMAND -> line("  " + plain + "\n");
        }
    }

    private void bold(String text, String below) {
        line(sequence(BOLD, text));
        line(below);
    }

    @Override
    void table(Table table) {
        new TextTable(table, WIDTH, this::painted).lines().forEach(this::line);
        line("");
        table.notes().forEach(note -> wrapped(PlainText.line(note), Tone.PLAIN, "  "));
        if (!table.notes().isEmpty()) {
            line("");
        }
    }

    /** @param mark in front of the first line; the others are indented by its width */
    private void wrapped(String text, Tone tone, String mark) {
        String before = mark;
        for (String line : PlainText.wrapped(text, WIDTH - mark.length())) {
            line(before + painted(line, tone));
            before = " ".repeat(mark.length());
        }
    }

    private String painted(String text, Tone tone) {
        return switch (tone) {
            case PLAIN -> text;
            case GOOD -> sequence(GREEN, text);
            case WARNING -> sequence(YELLOW, text);
            case BAD -> sequence(RED, text);
        };
    }

    private String sequence(int code, String text) {
        return colour ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
