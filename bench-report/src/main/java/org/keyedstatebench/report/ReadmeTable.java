package org.keyedstatebench.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.RunResult;

/** Keeps the short table of a run between two marks of a README, so that the page and the run cannot say different things. */
public final class ReadmeTable {

    static final String BEGIN = "<!-- comparison table: made by ./bench report --readme, not by hand -->";
    static final String END = "<!-- end of the comparison table -->";

    private ReadmeTable() {}

    /**
     * The page with the table of this run in the place of what it had.
     *
     * @param name of the page, for messages
     * @throws ResultException if the page has not both marks, or the run no table
     */
    public static String in(String page, String name, RunResult run) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new ResultException("expected the lines " + BEGIN + " and " + END + " in " + name
                    + ", between which the table stands; put them where you want it");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n\n" + text(run) + page.substring(end);
    }

    private static String text(RunResult run) {
        if (run.table() == null) {
            throw new ResultException("expected a run with a comparison table, of bench compare or bench matrix; "
                    + run.id() + " has none");
        }
        Environment machine = run.environment();
        Paragraph origin = new Paragraph(Words.of(
                "short-table.origin",
                LocalDate.ofInstant(run.startedAt(), ZoneOffset.UTC),
                run.command() == null ? run.id() : run.command(),
                machine.cpu(),
                Sentences.many(machine.logicalCores(), "logical core")));
        return MarkdownReport.render(List.of(origin, ShortTable.table(run)));
    }
}
