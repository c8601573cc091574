package org.keyedstatebench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.result.History;
import org.keyedstatebench.result.OtavaFiles;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How latency went over months: keeps it in a small file that a repository can hold, for a program that tells changes from noise. */
@Command(
        name = "trend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keeps the history of runs, and writes it for Apache Otava, which finds the points at which the level changed."
                    + " Runs nothing.",
            "",
            "Only runs on the same machine with the same load are put into one series."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench trend --add results/runs/latest    adds a run to results/history.jsonl, and says which series there are",
            "  bench trend --otava trend && cd trend && OTAVA_CONFIG=otava.yaml otava analyze latency",
            "                                           the points at which the level changed"
        })
public final class TrendCommand implements Callable<Integer> {

    @Option(
            names = "--add",
            paramLabel = "DIR",
            description = "Folder of a run of compare or run; adds its percentiles to the history first.")
    private Path add;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "The history, JSON lines (default: results/" + History.FILE + ").")
    private Path file;

    @Option(
            names = "--otava",
            paramLabel = "DIR",
            description = "Writes a CSV file for each series and their " + OtavaFiles.CONFIG
                    + " into DIR, as Apache Otava reads them.")
    private Path otava;

    @Override
    public Integer call() {
        Path history = file == null ? Home.folder().resolve("results").resolve(History.FILE) : file.toAbsolutePath();
        if (add != null) {
            History.add(history, entries(ResultStore.read(ResultStore.folderOf(add))));
        }
        if (file != null && Files.notExists(history)) {
            throw new IllegalArgumentException(
                    "--history: expected a history of runs, there is no file " + history + "; --add makes one");
        }
        List<History.Entry> entries = History.read(history);
        if (entries.isEmpty()) {
            System.out.println("The history is empty: ./bench trend --add DIR adds a run to it.");
        }
        for (History.Series series : History.series(entries)) {
            System.out.println(series.variant() + ", runs: " + series.entries().size() + "; " + series.circumstances());
        }
        if (otava != null) {
            try {
                Files.createDirectories(otava);
            } catch (IOException e) {
                throw new ResultException("cannot make the folder " + otava + ": " + ResultStore.reason(e), e);
            }
            OtavaFiles.of(entries).forEach(new RunFolder(otava.toAbsolutePath())::writeText);
            System.out.println("For Apache Otava: cd " + otava + " && OTAVA_CONFIG=" + OtavaFiles.CONFIG
                    + " otava analyze " + OtavaFiles.GROUP);
        }
        return ExitCode.OK;
    }

    public static List<History.Entry> entries(RunResult all) {
        RunResult run = all.compared();
        if (run.scenario().conditions().size() > 1) {
            throw new ResultException("expected a run under one condition, such as of compare or run; " + run.id()
                    + " has " + run.scenario().conditions().size());
        }
        List<History.Entry> entries = new ArrayList<>();
        for (VariantSummary variant : Comparison.of(run).variants()) {
            variant.spread(Metric.LATENCY_P50)
                    .ifPresent(p50 -> entries.add(new History.Entry(
                            run.startedAt(),
                            run.id(),
                            run.environment().gitCommit(),
                            History.fingerprint(run),
                            variant.name(),
                            p50.trials(),
                            p50.median(),
                            variant.spread(Metric.LATENCY_P90).orElseThrow().median(),
                            variant.spread(Metric.LATENCY_P99).orElseThrow().median())));
        }
        if (entries.isEmpty()) {
            throw new ResultException("the run " + run.id() + " has no valid trial with latencies");
        }
        return entries;
    }
}
