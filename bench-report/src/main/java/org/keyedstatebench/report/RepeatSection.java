package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.report.Block.Link;
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
        List<Map.Entry<String, Cell>> files = new ArrayList<>();
        files.add(Map.entry(
                "the whole run",
                Cell.of("every figure, and this report as Markdown")
                        .restingOn(
                                List.of(new Link("result.json", "result.json"), new Link("report.md", "report.md")))));
        for (TrialResult trial : run.trials()) {
            List<Link> links = Link.to(trial);
            String names = String.join(", ", links.stream().map(Link::text).toList());
            files.add(Map.entry(
                    "trial " + trial.order() + ", " + trial.variant() + ", block " + trial.block(),
                    Cell.of(links.isEmpty() ? "left no file" : names).restingOn(links)));
        }
        return new Section(
                "repeat",
                "How to repeat it",
                new Paragraph("The same events in the same order of trials, on the same commit ("
                        + SetupSection.commit(run.environment()) + ", seed " + run.seed() + "):"),
                command(run),
                new Columns<Map.Entry<String, Cell>>()
                        .text("of", Map.Entry::getKey)
                        .cells(Column.text("files"), Map.Entry::getValue)
                        .say("files", files));
    }
}
