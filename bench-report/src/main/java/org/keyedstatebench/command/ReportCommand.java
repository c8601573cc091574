package org.keyedstatebench.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.keyedstatebench.report.MarkdownReport;
import org.keyedstatebench.report.ReportModel;
import org.keyedstatebench.report.SideBySide;
import org.keyedstatebench.report.TerminalReport;
import org.keyedstatebench.result.Publication;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.scenario.Price;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows stored runs again, without running anything: one as it was, several side by side. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Renders a stored run again: a summary to the terminal, all of it into its report.html and report.md.",
            "Several runs are put side by side, in one HTML file. Runs nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench report results/runs/latest",
            "  bench report --markdown results/runs/latest > report.md",
            "  bench report results/runs/latest --publish results/reference",
            "  bench report results/runs/latest --publish results/table --readme README.md",
            "  bench report results/reference --readme README.md",
            "  bench report results/runs/latest --price 0.04/cpu-hour,0.005/gb-hour",
            "  bench report --out both.html results/reference results/runs/latest"
        })
public final class ReportCommand implements Callable<Integer> {

    static final String SIDE_BY_SIDE = "side-by-side.html";

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Folder of a run, the one that holds result.json; several to put side by side.")
    private List<Path> directories;

    @Option(names = "--markdown", description = "Prints Markdown, and writes no file.")
    private boolean markdown;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "HTML file to write (default: report.html in DIR; of several, " + SIDE_BY_SIDE + " in the first).")
    private Path out;

    @Option(names = "--no-colour", description = "Plain text also on a terminal; so does NO_COLOR in the environment.")
    private boolean noColour;

    @Option(
            names = "--publish",
            paramLabel = "DIR",
            description = "Copies the run to DIR, compressed and without its logs, small enough for a repository, and"
                    + " renders the copy instead; a copy that is there already is replaced.")
    private Path publish;

    @Option(
            names = "--readme",
            paramLabel = "FILE",
            description =
                    "Also puts the run's comparison table in short, or the table of its latencies, between the marks in"
                            + " FILE that name its folder.")
    private Path readme;

    @Mixin
    private PriceOption price;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        List<Path> folders = directories.stream().map(ResultStore::folderOf).toList();
        refuseContradictions(folders);
        if (markdown) {
            System.out.println(MarkdownReport.render(model(folders)));
            return ExitCode.OK;
        }
        if (folders.size() == 1 && out == null) {
            Path folder = folders.get(0);
            if (publish != null) {
                Publication.copy(folder, publish);
                folder = publish;
            }
            if (readme != null) {
                Reports.readme(readme, folder);
            }
            return Reports.show(folder, Terminal.colour(noColour), price()) ? ExitCode.OK : ExitCode.FAILURE;
        } else {
            Path page = out == null ? folders.get(0).resolve(SIDE_BY_SIDE) : out;
            ReportModel model = model(folders);
            System.out.print(TerminalReport.render(model.summary(), Terminal.colour(noColour)));
            Reports.page(page, model);
            System.out.println("Report: " + page);
        }
        return ExitCode.OK;
    }

    private void refuseContradictions(List<Path> folders) {
        if (readme != null && (markdown || folders.size() > 1 || out != null)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--readme takes the table of one run: no second DIR, no --out and no --markdown");
        }
        if (markdown && publish != null) {
            throw new ParameterException(
                    command.commandLine(), "--markdown writes no file, so it does not go with --publish");
        }
        if (price.said() != null && folders.size() > 1) {
            throw new ParameterException(command.commandLine(), "--price is for one run: give one DIR");
        }
        if (publish != null && (folders.size() > 1 || out != null)) {
            throw new ParameterException(
                    command.commandLine(), "--publish takes one run and its own files: no second DIR and no --out");
        }
    }

    /** {@code null} if none was said. */
    private Price price() {
        return price.said() == null ? null : Price.parse(price.said());
    }

    private ReportModel model(List<Path> folders) {
        return folders.size() == 1
                ? Reports.model(folders.get(0), price())
                : SideBySide.of(folders.stream().map(ResultStore::read).toList());
    }
}
