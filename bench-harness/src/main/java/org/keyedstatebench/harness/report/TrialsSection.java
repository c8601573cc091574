package org.keyedstatebench.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.keyedstatebench.harness.report.Block.Cell;
import org.keyedstatebench.harness.report.Block.Column;
import org.keyedstatebench.harness.report.Block.Table;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.RunResult;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;

/** Shows the trials in the order in which they ran, so that drift of the machine and outliers are seen. */
final class TrialsSection {

    private TrialsSection() {}

    static Section of(RunResult run) {
        List<List<Cell>> rows = new ArrayList<>();
        for (TrialResult trial : run.trials()) {
            boolean valid = trial.status() == TrialStatus.VALID;
            rows.add(List.of(
                    Cell.of(Figures.count(trial.order())),
                    Cell.of(Figures.count(trial.block())),
                    Cell.of(trial.variant()),
                    StatusWords.cell(trial.status()),
                    valid ? millis(trial.latencyNs(), p50(trial.latencyNs())) : Cell.none(),
                    valid ? millis(trial.latencyNs(), p99(trial.latencyNs())) : Cell.none(),
                    millis(trial.latenessNs(), p99(trial.latenessNs())),
                    trial.flags().isEmpty() ? Cell.none() : new Cell(String.join(", ", trial.flags()), Tone.WARNING),
                    Cell.of(evidence(trial))));
        }
        Block.Paragraph none = new Block.Paragraph("No trial was carried out.");
        Table table = new Table(
                "In the order of execution",
                List.of(
                        Column.number("trial"),
                        Column.number("block"),
                        Column.text("variant"),
                        Column.text("status"),
                        Column.number("p50 (ms)"),
                        Column.number("p99 (ms)"),
                        Column.number("lateness p99 (ms)"),
                        Column.text("flags"),
                        Column.text("evidence")),
                rows,
                List.of("Lateness is how late the generator sent an event, and is part of its latency. Latency is given"
                        + " for valid trials only. Evidence: histograms, or the log where there are none, in the run's"
                        + " folder; the other files of the trial are beside it."));
        return new Section("trials", "Trials", List.of(rows.isEmpty() ? none : table));
    }

    private static long p50(Percentiles percentiles) {
        return percentiles == null ? 0 : percentiles.p50();
    }

    private static long p99(Percentiles percentiles) {
        return percentiles == null ? 0 : percentiles.p99();
    }

    private static Cell millis(Percentiles source, long nanos) {
        return source == null || source.count() == 0
                ? Cell.none()
                : Cell.of(Figures.digits(nanos / Figures.NANOS_PER_MILLI));
    }

    private static String evidence(TrialResult trial) {
        String first = trial.status() == TrialStatus.VALID ? "hlog" : "log";
        if (trial.files().containsKey(first)) {
            return trial.files().get(first);
        }
        return trial.files().isEmpty()
                ? Figures.NONE
                : new TreeMap<>(trial.files()).firstEntry().getValue();
    }
}
