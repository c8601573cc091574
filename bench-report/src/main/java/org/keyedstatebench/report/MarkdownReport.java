package org.keyedstatebench.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;

/** Writes the report as GitHub-flavoured Markdown; all text of the model is shown as text. */
public final class MarkdownReport {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]|~$#]");
    private static final Pattern BULLET = Pattern.compile("^[-+=]");
    private static final Pattern NUMBERED = Pattern.compile("^(\\d+)([.)])");

    private MarkdownReport() {}

    public static String render(ReportModel model) {
        StringBuilder out =
                new StringBuilder("# ").append(escape(model.title())).append("\n\n");
        for (String warning : model.warnings()) {
            out.append("> **").append(escape(warning)).append("**\n\n");
        }
        for (Section section : model.sections()) {
            out.append("## ").append(escape(section.title())).append("\n\n");
            section.blocks().forEach(block -> append(out, block));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            out.append(atLineStart(escape(paragraph.text()))).append("\n\n");
        } else if (block instanceof Block.Bullets bullets) {
            bullets.items()
                    .forEach(item -> out.append("- ")
                            .append(atLineStart(escape(item.text())))
                            .append('\n'));
            out.append('\n');
        } else if (block instanceof Block.Command command) {
            String line = PlainText.line(command.text());
            String fence = "`".repeat(Math.max(3, longestRun(line) + 1));
            out.append(fence)
                    .append("sh\n")
                    .append(line)
                    .append('\n')
                    .append(fence)
                    .append("\n\n");
        } else if (block instanceof Block.Folded folded) {
            folded.blocks().forEach(inner -> append(out, inner));
        } else if (block instanceof Plot plot) {
            out.append("**").append(escape(plot.title())).append("**\n\n");
            out.append(atLineStart(escape(plot.finding()))).append("\n\n");
            if (ReportModel.isShort(plot.data())) {
                append(out, plot.data());
            }
        } else if (block instanceof Block.Table table) {
            append(out, table);
        }
    }

    private static void append(StringBuilder out, Block.Table table) {
        out.append("**").append(escape(table.caption())).append("**\n\n");
        appendRow(out, table.columns().stream().map(Column::header).toList());
        out.append('|');
        table.columns().forEach(column -> out.append(column.numeric() ? " ---: |" : " :--- |"));
        out.append('\n');
        for (List<Cell> row : table.rows()) {
            appendRow(out, row.stream().map(Cell::text).toList());
        }
        out.append('\n');
        table.notes().forEach(note -> out.append(atLineStart(escape(note))).append("\n\n"));
    }

    private static void appendRow(StringBuilder out, List<String> texts) {
        out.append('|');
        for (String text : texts) {
            out.append(' ')
                    .append(text.lines().map(MarkdownReport::escape).collect(Collectors.joining("<br>")))
                    .append(" |");
        }
        out.append('\n');
    }

    private static String escape(String text) {
        // Entities come last, because the # in them must not get a backslash.
        return SPECIAL.matcher(PlainText.line(text).replace("&", "&amp;"))
                .replaceAll("\\\\$0")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;");
    }

    /** Keeps text at the start of a line from becoming a list or an underline. */
    private static String atLineStart(String escaped) {
        String noBullet = BULLET.matcher(escaped).replaceFirst("\\\\$0");
        return NUMBERED.matcher(noBullet).replaceFirst("$1\\\\$2");
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
