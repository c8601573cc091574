package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyedstatebench.harness.report.MarkdownReport;
import org.keyedstatebench.harness.result.Publication;
import org.keyedstatebench.harness.result.ResultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a stored run again, without running anything. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Renders a stored run again, to the terminal and into its report.md; runs nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench report results/runs/latest",
            "  bench report --markdown results/runs/latest > report.md",
            "  bench report results/runs/latest --publish results/reference",
            "  bench report results/reference --screenshot docs/report.png"
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Folder of a run, the one that holds result.json.")
    private Path directory;

    @Option(names = "--markdown", description = "Prints Markdown, and writes no file.")
    private boolean markdown;

    @Option(names = "--no-colour", description = "Plain text also on a terminal; so does NO_COLOR in the environment.")
    private boolean noColour;

    @Option(
            names = "--publish",
            paramLabel = "DIR",
            description = "Copies the run to DIR, compressed and without its logs, small enough for a repository, and"
                    + " renders the copy instead; a copy that is there already is replaced.")
    private Path publish;

    @Option(
            names = "--screenshot",
            paramLabel = "FILE",
            description = "Also takes a picture (PNG) of the top of report.html, with a Chromium that is on the PATH.")
    private Path screenshot;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        if (markdown && (publish != null || screenshot != null)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--markdown writes no file, so it goes with neither --publish nor --screenshot");
        }
        Path folder = ResultStore.folderOf(directory);
        if (markdown) {
            System.out.println(MarkdownReport.render(Reports.model(folder)));
            return ExitCode.OK;
        }
        // Before anything is written: a missing browser must not cost half of what was asked for.
        Optional<Chromium> browser = screenshot == null ? Optional.empty() : Optional.of(Chromium.require());
        if (publish != null) {
            Publication.copy(folder, publish);
            folder = publish;
        }
        System.out.print(Reports.write(folder, Terminal.colour(noColour)));
        if (browser.isPresent()) {
            takePicture(browser.get(), folder.resolve(Reports.HTML));
        }
        return ExitCode.OK;
    }

    private void takePicture(Chromium browser, Path page) throws InterruptedException {
        try (TemporaryRoot temporary = TemporaryRoot.create()) {
            browser.screenshot(page, screenshot, temporary.folder());
        }
        System.out.println("Picture: " + screenshot);
    }
}
