package org.keyedstatebench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyedstatebench.report.HtmlReport;
import org.keyedstatebench.report.MarkdownReport;
import org.keyedstatebench.report.ReadmeTable;
import org.keyedstatebench.report.ReportModel;
import org.keyedstatebench.report.TerminalReport;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.RunTraces;

/** Writes every form of a stored run's report, so that a run and a later rendering do exactly the same. */
public final class Reports {

    public static final String HTML = "report.html";
    public static final String MARKDOWN = "report.md";

    private Reports() {}

    public static ReportModel model(Path folder) {
        RunResult run = ResultStore.read(folder);
        return ReportModel.of(run, RunTraces.read(folder, run));
    }

    /** A page alone, wherever its user wants it. */
    static void page(Path file, ReportModel model) {
        RunFolder.of(file.toAbsolutePath().getParent())
                .writeText(file.getFileName().toString(), HtmlReport.render(model));
    }

    /** Puts the short table of a run into somebody's page. */
    static void readme(Path file, Path folder) {
        Path page = file.toAbsolutePath();
        try {
            String text = ReadmeTable.in(Files.readString(page), file.toString(), ResultStore.read(folder));
            RunFolder.of(page.getParent()).writeText(page.getFileName().toString(), text);
        } catch (IOException e) {
            throw new ResultException("cannot read " + file + ": " + ResultStore.reason(e), e);
        }
    }

    /**
     * @param folder of the run; gets the reports
     * @return what goes to the terminal: the summary, and where the rest is
     */
    public static String write(Path folder, boolean colour) {
        ReportModel model = model(folder);
        RunFolder run = RunFolder.of(folder);
        run.writeText(MARKDOWN, MarkdownReport.render(model));
        run.writeText(HTML, HtmlReport.render(model));
        model.pictures().forEach(run::writeText);
        return TerminalReport.render(model.summary(), colour)
                + "Results: " + folder + "\n"
                + "Report: " + folder.resolve(HTML) + "\n";
    }
}
