package org.keyedstatebench.report;

import java.util.List;

/**
 * Goes through a report for a form that can neither draw nor fold: what is folded stands open, a plot is its finding and its figures.
 */
abstract class TextReport {

    private final StringBuilder out = new StringBuilder();

    /** All of it, in lines that end in a line feed. */
    final String text(ReportModel model) {
        title(model.title());
        model.warnings().forEach(this::warning);
        for (Section section : model.sections()) {
            heading(section.title());
            write(section.blocks());
        }
        return out.toString();
    }

    private void write(List<Block> blocks) {
        for (Block block : blocks) {
            if (block instanceof Block.Paragraph paragraph) {
                paragraph(paragraph);
            } else if (block instanceof Block.Bullets bullets) {
                bullets.items().forEach(this::bullet);
                line("");
            } else if (block instanceof Block.Command command) {
                command(PlainText.line(command.text()));
            } else if (block instanceof Block.Folded folded) {
                write(folded.blocks());
            } else if (block instanceof Block.Table table) {
                caption(table.caption());
                table(table);
            } else if (block instanceof Plot plot) {
                caption(plot.title());
                paragraph(new Block.Paragraph(plot.finding()));
                if (ReportModel.isShort(plot.data())) {
                    write(List.of(plot.data()));
                }
            }
        }
    }

    final void line(String text) {
        out.append(text).append('\n');
    }

    abstract void title(String title);

    abstract void warning(String warning);

    abstract void heading(String heading);

    abstract void caption(String caption);

    abstract void paragraph(Block.Paragraph paragraph);

    abstract void bullet(Block.Paragraph item);

    /** @param command in one line */
    abstract void command(String command);

    abstract void table(Block.Table table);
}
