package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialStatus;

/** Accounts for every event: summed per variant, and by trial where a trial is not flawless. */
final class CorrectnessSection {

    private CorrectnessSection() {}

    /** @param all trials, of which some may be of no comparison */
    static Section of(Comparison comparison, List<TrialResult> all) {
        List<TrialResult> flawed =
                all.stream().filter(trial -> !isFlawless(trial)).toList();
        String none = "Every trial is flawless: valid, nothing lost, duplicated, skipped or unexpected.";
        return new Section(
                "correctness",
                "Correctness",
                sums(comparison.variants()),
                flawed.isEmpty() ? new Paragraph(none, Tone.GOOD) : byTrial(flawed));
    }

    /** What became of the events of all trials that came to an account of them. */
    static Paragraph finding(RunResult run) {
        List<Events> all = events(run.trials().stream()
                .filter(trial -> trial.status() == TrialStatus.VALID || trial.status() == TrialStatus.INVALID)
                .toList());
        if (all.isEmpty()) {
            return new Paragraph("No trial came as far as to account for its events.", Tone.WARNING);
        }
        long wrong = total(all, events -> events.finalCountsExact() ? 0 : 1);
        long lost = total(all, Events::lost);
        String text = Words.of(
                "verdict.account",
                Sentences.many(all.size(), "trial"),
                sum(all, Events::sent),
                sum(all, Events::covered),
                lost,
                Sentences.many(total(all, Events::duplicates), "duplicate row"),
                wrong == 0 ? "exact in every trial" : "wrong in " + Sentences.many(wrong, "trial"));
        return new Paragraph(text, lost == 0 && wrong == 0 ? Tone.GOOD : Tone.BAD);
    }

    private static Table sums(List<VariantSummary> variants) {
        Function<VariantSummary, List<Events>> events = variant -> events(variant.trials());
        return account(Columns.ofVariants(), events)
                .cells(Column.text("final counts"), variant -> finalCounts(events.apply(variant)))
                .cells(Column.number("malformed reported/sent"), variant -> malformed(events.apply(variant)))
                .spread("rows per event", 1, variant -> variant.spread(Metric.ROWS_PER_EVENT))
                .say("account", variants);
    }

    private static Table byTrial(List<TrialResult> trials) {
        Function<TrialResult, List<Events>> events = trial -> events(List.of(trial));
        return account(
                        new Columns<TrialResult>()
                                .count("trial", TrialResult::order)
                                .text("variant", TrialResult::variant)
                                .cells(Column.text("status"), TrialsSection::status),
                        events)
                .cells(Column.number("wrong final counts"), wanting(events, Events::wrongFinalCounts))
                .cells(Column.number("unexpected rows"), wanting(events, Events::unexpectedRows))
                .cells(Column.number("malformed reported/sent"), trial -> malformed(events.apply(trial)))
                .table("Trials that are not flawless", trials, reasons(trials));
    }

    private static <R> Columns<R> account(Columns<R> columns, Function<R, List<Events>> events) {
        return columns.number("sent", row -> sum(events.apply(row), Events::sent))
                .number("covered", row -> sum(events.apply(row), Events::covered))
                .cells(Column.number("lost"), wanting(events, Events::lost))
                .cells(Column.number("duplicate rows"), wanting(events, Events::duplicates))
                .cells(Column.number("gaps"), wanting(events, Events::gaps));
    }

    /** Below the table, because a reason quotes an engine and is too long for a column; a shared reason stands once. */
    private static List<String> reasons(List<TrialResult> trials) {
        List<String> reasons = new ArrayList<>();
        Sentences.byReason(trials.stream().filter(trial -> trial.reason() != null))
                .forEach((reason, of) -> reasons.add(Sentences.trialsOf(of) + ": " + Sentences.quote(reason)));
        return reasons;
    }

    private static boolean isFlawless(TrialResult trial) {
        Events events = trial.events();
        return trial.status() == TrialStatus.VALID
                && events != null
                && events.finalCountsExact()
                && events.lost() + events.duplicates() + events.gaps() + events.unexpectedRows() == 0
                && (events.malformed() == null || events.malformed() == events.malformedSent());
    }

    /** The accounts of those trials that came to one. */
    static List<Events> events(List<TrialResult> trials) {
        return trials.stream().map(TrialResult::events).filter(Objects::nonNull).toList();
    }

    static long total(List<Events> events, ToLongFunction<Events> field) {
        return events.stream().mapToLong(field).sum();
    }

    static String sum(List<Events> events, ToLongFunction<Events> field) {
        return events.isEmpty() ? Figures.NONE : Figures.count(total(events, field));
    }

    /** A number of which anything but zero is bad news. */
    private static <R> Function<R, Cell> wanting(Function<R, List<Events>> accounts, ToLongFunction<Events> field) {
        return row -> {
            List<Events> events = accounts.apply(row);
            boolean any = events.stream().mapToLong(field).anyMatch(value -> value != 0);
            return new Cell(sum(events, field), any ? Tone.BAD : Tone.PLAIN);
        };
    }

    private static Cell finalCounts(List<Events> events) {
        if (events.isEmpty()) {
            return Cell.none();
        }
        long wrong = total(events, of -> of.finalCountsExact() ? 0 : 1);
        return wrong == 0
                ? new Cell("exact", Tone.GOOD)
                : new Cell("wrong in " + Sentences.many(wrong, "trial"), Tone.BAD);
    }

    private static Cell malformed(List<Events> events) {
        if (events.isEmpty()) {
            return Cell.none();
        }
        long sent = total(events, Events::malformedSent);
        if (events.stream().anyMatch(e -> e.malformed() == null)) {
            return Cell.of("not reported/" + Figures.count(sent));
        }
        long skipped = total(events, Events::malformed);
        return new Cell(
                Figures.count(skipped) + "/" + Figures.count(sent), skipped == sent ? Tone.PLAIN : Tone.WARNING);
    }
}
