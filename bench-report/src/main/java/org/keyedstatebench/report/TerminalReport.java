package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Writes the report for a terminal of {@value #WIDTH} columns. */
public final class TerminalReport {

    static final int WIDTH = 120;

    private static final String RESET = "\u001B[0m";
    private static final String BOLD = "\u001B[1m";

    private final StringBuilder out = new StringBuilder();
    private final boolean colour;
    private final BiFunction<String, Tone, String> paint;

    private TerminalReport(boolean colour) {
        this.colour = colour;
        this.paint = colour ? TerminalReport::coloured : (text, tone) -> text;
    }

    /**
     * @param colour whether to use ANSI colours; without, the text has no escape sequence at all
     * @return lines that end in a line feed
     */
    public static String render(ReportModel model, boolean colour) {
        var report = new TerminalReport(colour);
        report.write(model);
        return report.out.toString();
    }

    private void write(ReportModel model) {
        heading(model.title(), '═');
        for (String warning : model.warnings()) {
            paragraph(warning, Tone.BAD, "");
            line("");
        }
        for (Section section : model.sections()) {
            heading(section.title().toUpperCase(Locale.ROOT), '━');
            section.blocks().forEach(this::write);
        }
    }

    private void write(Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            paragraph(paragraph.text(), paragraph.tone(), "");
            line("");
        } else if (block instanceof Block.Bullets bullets) {
            bullets.items().forEach(item -> paragraph(item.text(), item.tone(), "• "));
            line("");
        } else if (block instanceof Block.Command command) {
            line("  " + PlainText.line(command.text()));
            line("");
        } else if (block instanceof Block.Folded folded) {
            folded.blocks().forEach(this::write);
        } else if (block instanceof Plot plot) {
            line(bold(PlainText.line(plot.title())));
            line("");
            paragraph(plot.finding(), Tone.PLAIN, "");
            line("");
            if (ReportModel.isShort(plot.data())) {
                write(plot.data());
            }
        } else if (block instanceof Block.Table table) {
            line(bold(PlainText.line(table.caption())));
            line("");
            new TextTable(table, WIDTH, paint).lines().forEach(this::line);
            line("");
            table.notes().forEach(note -> paragraph(note, Tone.PLAIN, "  "));
            if (!table.notes().isEmpty()) {
                line("");
            }
        }
    }

    private void heading(String title, char underline) {
        String text = PlainText.line(title);
        line(bold(text));
        line(String.valueOf(underline).repeat(text.length()));
        line("");
    }

    /** @param mark in front of the first line; the others are indented by its width */
    private void paragraph(String text, Tone tone, String mark) {
        List<String> lines = new ArrayList<>(Wrap.lines(PlainText.line(text), WIDTH - mark.length()));
        for (int i = 0; i < lines.size(); i++) {
            line((i == 0 ? mark : " ".repeat(mark.length())) + paint.apply(lines.get(i), tone));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private String bold(String text) {
        return colour ? BOLD + text + RESET : text;
    }

    private static String coloured(String text, Tone tone) {
        return switch (tone) {
            case PLAIN -> text;
            case GOOD -> "\u001B[32m" + text + RESET;
            case WARNING -> "\u001B[33m" + text + RESET;
            case BAD -> "\u001B[31m" + text + RESET;
        };
    }
}
