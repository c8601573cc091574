package org.keyedstatebench.report;

import java.util.List;

/**
 * Goes through a report for a form that can neither draw nor fold: what is folded stands open, a plot is its finding and its figures.
 */
abstract class TextReport {

    /** What a text is in a report. */
    enum Part {
        TITLE,
        WARNING,
        HEADING,
        CAPTION,
        PARAGRAPH,
        BULLET,
        COMMAND
    }

    private final StringBuilder out = new StringBuilder();

    /** All of it, in lines that end in a line feed. */
    final String text(ReportModel model) {
        write(Part.TITLE, model.title(), Tone.PLAIN);
        model.warnings().forEach(warning -> write(Part.WARNING, warning, Tone.BAD));
        for (Section section : model.sections()) {
            write(Part.HEADING, section.title(), Tone.PLAIN);
            write(section.blocks());
        }
        return out.toString();
    }

    /** Only these. */
    final String text(List<Block> blocks) {
        write(blocks);
        return out.toString();
    }

    private void write(List<Block> blocks) {
        for (Block block : blocks) {
            if (block instanceof Paragraph paragraph) {
                write(Part.PARAGRAPH, paragraph.text(), paragraph.tone());
            } else if (block instanceof Block.Bullets bullets) {
                bullets.items().forEach(item -> write(Part.BULLET, item.text(), item.tone()));
                line("");
            } else if (block instanceof Block.Command command) {
                write(Part.COMMAND, command.text(), Tone.PLAIN);
            } else if (block instanceof Block.Folded folded) {
                write(folded.blocks());
            } else if (block instanceof Table table) {
                write(Part.CAPTION, table.caption(), Tone.PLAIN);
                table(table);
            } else if (block instanceof Plot plot) {
                write(Part.CAPTION, plot.title(), Tone.PLAIN);
                write(Part.PARAGRAPH, plot.finding(), Tone.PLAIN);
                if (ReportModel.isShort(plot.data())) {
                    write(List.of(plot.data()));
                }
            }
        }
    }

    final void line(String text) {
        out.append(text).append('\n');
    }

    abstract void write(Part part, String text, Tone tone);

    /** The rows under their headers, and the notes. */
    abstract void table(Table table);
}
