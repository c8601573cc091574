package org.keyedstatebench.command;

import java.io.File;
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
import org.keyedstatebench.result.TrialTrace;
import org.keyedstatebench.scenario.Price;

/** Writes every form of a stored run's report, so that a run and a later rendering do exactly the same. */
public final class Reports {

    public static final String HTML = "report.html";
    public static final String MARKDOWN = "report.md";

    private Reports() {}

    /** @param price of a machine instead of the one that the run was told; {@code null} for that */
    static ReportModel model(Path folder, Price price) {
        RunResult run = ResultStore.read(folder);
        RunResult priced = price == null
                ? run
                : run.with(same -> same.scenario(run.scenario().withPrice(price)));
        return ReportModel.of(priced, TrialTrace.read(folder, run));
    }

    /** A page alone, wherever its user wants it. */
    static void page(Path file, ReportModel model) {
        new RunFolder(file.toAbsolutePath().getParent())
                .writeText(file.getFileName().toString(), HtmlReport.render(model));
    }

    /** Puts tables of a run into somebody's page, where its marks want them. */
    static void readme(Path file, Path folder) {
        Path page = file.toAbsolutePath().normalize();
        String run = page.getParent()
                .relativize(folder.toAbsolutePath().normalize())
                .toString()
                .replace(File.separatorChar, '/');
        try {
            String text = ReadmeTable.in(Files.readString(page), file.toString(), run, ResultStore.read(folder));
            new RunFolder(page.getParent()).writeText(page.getFileName().toString(), text);
        } catch (IOException e) {
            throw new ResultException("cannot read " + file + ": " + ResultStore.reason(e), e);
        }
    }

    /**
     * Prints the summary, and says where the rest is.
     *
     * @param folder of the run; gets the reports
     * @param price as of {@link #model}
     * @return whether the folder has all of them; what it did not take is told
     */
    public static boolean show(Path folder, boolean colour, Price price) {
        ReportModel model = model(folder, price);
        String report = "";
        try {
            write(folder, model);
            report = "Report: " + folder.resolve(HTML) + "\n";
        } catch (ResultException e) {
            System.err.println("bench: " + e.getMessage());
        }
        System.out.print(TerminalReport.render(model.summary(), colour) + "Results: " + folder + "\n" + report);
        return !report.isEmpty();
    }

    /** @throws ResultException if the folder does not take them */
    public static void write(Path folder) {
        write(folder, model(folder, null));
    }

    private static void write(Path folder, ReportModel model) {
        RunFolder run = new RunFolder(folder);
        run.writeText(MARKDOWN, MarkdownReport.render(model));
        run.writeText(HTML, HtmlReport.render(model));
        model.pictures().forEach(run::writeText);
    }
}
