package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.keyedstatebench.harness.report.MarkdownReport;
import org.keyedstatebench.harness.report.ReportModel;
import org.keyedstatebench.harness.report.TerminalReport;
import org.keyedstatebench.harness.result.ResultStore;
import org.keyedstatebench.harness.result.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a stored run again, without running anything. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Renders a stored run again, to the terminal and into its report.md; runs nothing.",
        footerHeading = "%nExamples:%n",
        footer = {"  bench report results/runs/latest", "  bench report --markdown results/runs/latest > report.md"})
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder of a run, the one that holds result.json.")
    private Path directory;

    @Option(names = "--markdown", description = "Prints Markdown, and writes no file.")
    private boolean markdown;

    @Option(names = "--no-colour", description = "Plain text also on a terminal; so does NO_COLOR in the environment.")
    private boolean noColour;

    @Override
    public Integer call() {
        ReportModel model = ReportModel.of(ResultStore.read(directory));
        if (markdown) {
            System.out.println(MarkdownReport.render(model));
            return ExitCode.OK;
        }
        RunFolder.of(ResultStore.folderOf(directory)).writeText("report.md", MarkdownReport.render(model));
        System.out.println(TerminalReport.render(model, Terminal.colour(noColour)));
        return ExitCode.OK;
    }
}
