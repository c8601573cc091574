package org.keyedstatebench.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.RunResult;

/**
 * Keeps tables of published runs between marks of a README, so that the page and the runs cannot say different things. A mark says
 * which table of which run stands below it.
 */
public final class ReadmeTable {

    static final String END = "<!-- end of the table -->";

    private static final String BEGIN = "<!-- %s table of %s: made by ./bench report --readme, not by hand -->";
    private static final Map<String, Function<RunResult, Table>> TABLES = new TreeMap<>(Map.of(
            "comparison",
            ReadmeTable::comparison,
            "latency",
            LatencyTable::of,
            "operations",
            OperationsSection::inShort));
    private static final Pattern ANY_BEGIN =
            Pattern.compile(BEGIN.formatted("(?<kind>" + String.join("|", TABLES.keySet()) + ")", "(?<run>.+?)"));
    private static final int SHORT_COMMIT = 7;

    private ReadmeTable() {}

    /** What stands above a table. */
    static String mark(String kind, String run) {
        return BEGIN.formatted(kind, run);
    }

    /**
     * The page with the tables of one run in the place of what stood there; those of other runs stay.
     *
     * @param name of the page, for messages
     * @param folder of the run, in the words of the marks: as seen from the page, with strokes
     * @throws ResultException if the page has no mark for the run or one without an end, or the run has no such table
     */
    public static String in(String page, String name, String folder, RunResult run) {
        StringBuilder filled = new StringBuilder();
        int copied = 0;
        Matcher begin = ANY_BEGIN.matcher(page);
        while (begin.find()) {
            if (begin.group("run").equals(folder)) {
                int end = page.indexOf(END, begin.end());
                if (end < 0
                        || ANY_BEGIN.matcher(page.substring(begin.end(), end)).find()) {
                    throw new ResultException("expected the line " + END + " below " + begin.group() + " in " + name);
                }
                filled.append(page, copied, begin.end()).append("\n\n").append(text(begin.group("kind"), run));
                copied = end;
            }
        }
        if (copied == 0) {
            throw new ResultException("expected the line "
                    + TABLES.keySet().stream().map(kind -> mark(kind, folder)).collect(Collectors.joining(" or "))
                    + ", and below it " + END + ", in " + name
                    + ", between which the table stands; put them where you want it");
        }
        return filled.append(page, copied, page.length()).toString();
    }

    private static String text(String kind, RunResult run) {
        return MarkdownReport.render(List.of(origin(run), TABLES.get(kind).apply(run)));
    }

    private static Table comparison(RunResult run) {
        if (run.table() == null) {
            throw new ResultException("expected a run with a comparison table, of bench compare or bench matrix; "
                    + run.id() + " has none");
        }
        return ShortTable.table(run);
    }

    private static Paragraph origin(RunResult run) {
        Environment machine = run.environment();
        String commit = machine.gitCommit();
        return new Paragraph(Words.of(
                "short-table.origin",
                LocalDate.ofInstant(run.startedAt(), ZoneOffset.UTC),
                run.command() == null ? run.id() : run.command(),
                commit == null
                        ? ""
                        : " at commit " + commit.replaceFirst("(?<=^.{" + SHORT_COMMIT + "})\\p{XDigit}+", ""),
                machine.cpu(),
                Sentences.many(machine.logicalCores(), "logical core")));
    }
}
