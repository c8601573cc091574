package org.keyedstatebench.report;

import java.util.Locale;
import org.keyedstatebench.report.Block.Paragraph;

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
    void title(String title) {
        underlined(title, "═");
    }

    @Override
    void warning(String warning) {
        paragraph(new Paragraph(warning, Tone.BAD));
    }

    @Override
    void heading(String heading) {
        underlined(heading.toUpperCase(Locale.ROOT), "━");
    }

    private void underlined(String title, String dash) {
        caption(title, dash.repeat(PlainText.line(title).length()) + "\n");
    }

    @Override
    void caption(String caption) {
        caption(caption, "");
    }

    private void caption(String caption, String below) {
        line(sequence(BOLD, PlainText.line(caption)));
        line(below);
    }

    @Override
    void paragraph(Paragraph paragraph) {
        wrapped(paragraph, "");
        line("");
    }

    @Override
    void bullet(Paragraph item) {
        wrapped(item, "• ");
    }

    @Override
    void command(String command) {
        line("  " + command + "\n");
    }

    @Override
    void table(Block.Table table) {
        new TextTable(table, WIDTH, this::painted).lines().forEach(this::line);
        line("");
        table.notes().forEach(note -> wrapped(new Paragraph(note), "  "));
        if (!table.notes().isEmpty()) {
            line("");
        }
    }

    /** @param mark in front of the first line; the others are indented by its width */
    private void wrapped(Paragraph paragraph, String mark) {
        String before = mark;
        for (String line : PlainText.wrapped(PlainText.line(paragraph.text()), WIDTH - mark.length())) {
            line(before + painted(line, paragraph.tone()));
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
