package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Link;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;

/** Says how to run it again, and where the raw files are. */
final class RepeatSection {

    private RepeatSection() {}

    /** What to type; a result need not have it. */
    static Block command(RunResult run) {
        return run.command() == null
                ? new Paragraph("The command that made this run was not kept.")
                : new Block.Command(run.command());
    }

    static Section of(RunResult run) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("The same events in the same order of trials, on the same commit ("
                + (run.environment().gitCommit() == null
                        ? "unknown: no git checkout, or git did not tell"
                        : run.environment().gitCommit())
                + ", seed " + run.seed() + "):"));
        blocks.add(command(run));
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(List.of(
                Cell.of("the whole run"),
                Cell.of("every figure, and this report as Markdown")
                        .restingOn(
                                List.of(new Link("result.json", "result.json"), new Link("report.md", "report.md")))));
        for (TrialResult trial : run.trials()) {
            List<Link> links = new TreeMap<>(trial.files())
                    .entrySet().stream()
                            .map(file -> new Link(file.getKey(), file.getValue()))
                            .toList();
            rows.add(List.of(
                    Cell.of("trial " + trial.order() + ", " + trial.variant() + ", block " + trial.block()),
                    links.isEmpty()
                            ? Cell.of("left no file")
                            : Cell.of(String.join(", ", new TreeMap<>(trial.files()).keySet()))
                                    .restingOn(links)));
        }
        blocks.add(
                new Table(
                        "Raw files, in the folder of the run",
                        List.of(Column.text("of"), Column.text("files")),
                        rows,
                        List.of(
                                "hlog: histograms of each second, in HdrHistogram's format; log: of the engine; signals: what the"
                                        + " engine reported; spec: what it was told; timeline: sent, covered, CPU and memory by second.")));
        return new Section("repeat", "How to repeat it", blocks);
    }
}
