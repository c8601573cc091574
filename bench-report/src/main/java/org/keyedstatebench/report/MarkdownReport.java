package org.keyedstatebench.report;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the report as GitHub-flavoured Markdown; all text of the model is shown as text. */
public final class MarkdownReport extends TextReport {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]|~$#]");
    private static final Pattern BULLET = Pattern.compile("^[-+=]");
    private static final Pattern NUMBERED = Pattern.compile("^(\\d+)([.)])");
    private static final Pattern FENCE = Pattern.compile("`{3,}");

    private MarkdownReport() {}

    public static String render(ReportModel model) {
        return new MarkdownReport().text(model);
    }

    /** A piece of a page. */
    static String render(List<Block> blocks) {
        return new MarkdownReport().text(blocks);
    }

    @Override
    void write(Part part, String text, Tone tone) {
        switch (part) {
            case TITLE -> line("# " + escape(text) + "\n");
            case WARNING -> line("> **" + escape(text) + "**\n");
            case HEADING -> line("## " + escape(text) + "\n");
            case CAPTION -> line("**" + escape(text) + "**\n");
            case PARAGRAPH -> line(atLineStart(text) + "\n");
            case BULLET -> line("- " + atLineStart(text));
            case COMMAND -> command(PlainText.line(text));
        }
    }

    private void command(String command) {
        String fence = FENCE.matcher(command)
                .results()
                .map(run -> run.group() + "`")
                .max(Comparator.naturalOrder())
                .orElse("```");
        line(fence + "sh\n" + command + "\n" + fence + "\n");
    }

    @Override
    void table(Table table) {
        row(table.columns().stream().map(Column::header).toList());
        line(table.columns().stream()
                .map(column -> column.numeric() ? " ---: |" : " :--- |")
                .collect(Collectors.joining("", "|", "")));
        table.rows().forEach(row -> row(row.stream().map(Cell::text).toList()));
        line("");
        table.notes().forEach(note -> line(atLineStart(note) + "\n"));
    }

    private void row(List<String> texts) {
        line(texts.stream()
                .map(text -> text.lines().map(MarkdownReport::escape).collect(Collectors.joining("<br>")))
                .collect(Collectors.joining(" | ", "| ", " |")));
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
    private static String atLineStart(String text) {
        String noBullet = BULLET.matcher(escape(text)).replaceFirst("\\\\$0");
        return NUMBERED.matcher(noBullet).replaceFirst("$1\\\\$2");
    }
}
