package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialStatus;

/** Accounts for every event: summed per variant, and by trial where a trial is not flawless. */
final class CorrectnessSection {

    private static final int REASON_LIMIT = 300;

    private CorrectnessSection() {}

    static Section of(Comparison comparison) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(sums(comparison.variants()));
        List<TrialResult> flawed = comparison.variants().stream()
                .flatMap(variant -> variant.trials().stream())
                .filter(trial -> !isFlawless(trial))
                .sorted((a, b) -> Integer.compare(a.order(), b.order()))
                .toList();
        blocks.add(
                flawed.isEmpty()
                        ? new Block.Paragraph(
                                "Every trial is flawless: valid, nothing lost, duplicated, skipped or unexpected.",
                                Tone.GOOD)
                        : byTrial(flawed));
        return new Section("correctness", "Correctness", blocks);
    }

    private static Table sums(List<VariantSummary> variants) {
        List<List<Cell>> rows = new ArrayList<>();
        for (VariantSummary variant : variants) {
            List<Events> events = variant.trials().stream()
                    .map(TrialResult::events)
                    .filter(Objects::nonNull)
                    .toList();
            rows.add(List.of(
                    Cell.of(variant.name()),
                    VariantTable.validTrials(variant),
                    sum(events, Events::sent),
                    sum(events, Events::covered),
                    wanting(events, Events::lost),
                    wanting(events, Events::duplicates),
                    wanting(events, Events::gaps),
                    finalCounts(events),
                    malformed(events),
                    variant.spread(Metric.ROWS_PER_EVENT)
                            .map(spread -> Cell.of(Figures.spread(spread, 1)))
                            .orElseGet(Cell::none)));
        }
        return new Table(
                "What became of the events, summed over trials, warm-up included",
                List.of(
                        Column.text("variant"),
                        Column.text("valid trials"),
                        Column.number("sent"),
                        Column.number("covered"),
                        Column.number("lost"),
                        Column.number("duplicate rows"),
                        Column.number("gaps"),
                        Column.text("final counts"),
                        Column.number("malformed reported/sent"),
                        Column.number("rows per event")),
                rows,
                List.of("Rows per event: median over valid trials (smallest–largest). A row per changed key and batch"
                        + " stands for many events, which are all covered by it."));
    }

    private static Table byTrial(List<TrialResult> trials) {
        List<List<Cell>> rows = new ArrayList<>();
        for (TrialResult trial : trials) {
            List<Events> events = trial.events() == null ? List.of() : List.of(trial.events());
            rows.add(List.of(
                    Cell.of(Figures.count(trial.order())),
                    Cell.of(trial.variant()),
                    StatusWords.cell(trial.status()),
                    sum(events, Events::sent),
                    sum(events, Events::covered),
                    wanting(events, Events::lost),
                    wanting(events, Events::duplicates),
                    wanting(events, Events::gaps),
                    wanting(events, Events::wrongFinalCounts),
                    wanting(events, Events::unexpectedRows),
                    malformed(events)));
        }
        return new Table(
                "Trials that are not flawless",
                List.of(
                        Column.number("trial"),
                        Column.text("variant"),
                        Column.text("status"),
                        Column.number("sent"),
                        Column.number("covered"),
                        Column.number("lost"),
                        Column.number("duplicate rows"),
                        Column.number("gaps"),
                        Column.number("wrong final counts"),
                        Column.number("unexpected rows"),
                        Column.number("malformed reported/sent")),
                rows,
                reasons(trials));
    }

    /** Below the table, because a reason quotes an engine and is too long for a column; a shared reason stands once. */
    private static List<String> reasons(List<TrialResult> trials) {
        Map<String, List<TrialResult>> byReason = new LinkedHashMap<>();
        for (TrialResult trial : trials) {
            if (trial.reason() != null) {
                byReason.computeIfAbsent(trial.reason(), reason -> new ArrayList<>())
                        .add(trial);
            }
        }
        return byReason.entrySet().stream()
                .map(entry ->
                        Sentences.trialsOf(entry.getValue()) + ": " + Sentences.quote(entry.getKey(), REASON_LIMIT))
                .toList();
    }

    private static boolean isFlawless(TrialResult trial) {
        Events events = trial.events();
        return trial.status() == TrialStatus.VALID
                && events != null
                && events.lost() == 0
                && events.duplicates() == 0
                && events.gaps() == 0
                && events.finalCountsExact()
                && events.unexpectedRows() == 0
                && (events.malformed() == null || events.malformed() == events.malformedSent());
    }

    private static Cell sum(List<Events> events, ToLongFunction<Events> field) {
        return events.isEmpty()
                ? Cell.none()
                : Cell.of(Figures.count(events.stream().mapToLong(field).sum()));
    }

    /** A number of which anything but zero is bad news. */
    private static Cell wanting(List<Events> events, ToLongFunction<Events> field) {
        Cell sum = sum(events, field);
        boolean any = events.stream().mapToLong(field).anyMatch(value -> value != 0);
        return any ? new Cell(sum.text(), Tone.BAD) : sum;
    }

    private static Cell finalCounts(List<Events> events) {
        if (events.isEmpty()) {
            return Cell.none();
        }
        long wrong = events.stream().filter(e -> !e.finalCountsExact()).count();
        return wrong == 0
                ? new Cell("exact", Tone.GOOD)
                : new Cell("wrong in " + Sentences.many(wrong, "trial"), Tone.BAD);
    }

    private static Cell malformed(List<Events> events) {
        if (events.isEmpty()) {
            return Cell.none();
        }
        long sent = events.stream().mapToLong(Events::malformedSent).sum();
        boolean reported = events.stream().allMatch(e -> e.malformed() != null);
        if (!reported) {
            return Cell.of("not reported/" + Figures.count(sent));
        }
        long skipped = events.stream().mapToLong(Events::malformed).sum();
        return new Cell(
                Figures.count(skipped) + "/" + Figures.count(sent), skipped == sent ? Tone.PLAIN : Tone.WARNING);
    }
}
