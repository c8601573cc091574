package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.Recovery.Second;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;

/** Shows what the kill of each engine cost, and the seconds around it. */
final class RecoverySection {

    private static final int SECONDS_BEFORE = 3;

    private RecoverySection() {}

    /** @return empty if no trial killed its engine */
    static Optional<Section> of(RunResult run) {
        List<TrialResult> trials = killed(run);
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(intro(run)));
        blocks.add(summary(trials));
        trials.forEach(trial -> blocks.add(timeline(trial, "kill")));
        return Optional.of(new Section("recovery", "Recovery", blocks));
    }

    private static String intro(RunResult run) {
        return run.scenario().conditions().stream()
                .map(Condition::experiment)
                .filter(Experiment.Recovery.class::isInstance)
                .map(Experiment.Recovery.class::cast)
                .filter(recovery -> !recovery.endsEngine())
                .findFirst()
                .map(recovery -> recovery.command() == null
                        ? Words.of("recovery.intro-member", recovery.victim())
                        : Words.of("recovery.intro-command", recovery.command()))
                .orElseGet(() -> Words.of("recovery.intro"));
    }

    private static List<TrialResult> killed(RunResult run) {
        return run.trials().stream()
                .filter(trial -> trial.recovery() != null && trial.recovery().change() == null)
                .toList();
    }

    /** A sentence for each variant that was killed and went on. */
    static List<Paragraph> findings(RunResult run) {
        Map<String, List<TrialResult>> trials = killed(run).stream()
                .collect(Collectors.groupingBy(TrialResult::variant, LinkedHashMap::new, Collectors.toList()));
        List<Paragraph> sentences = new ArrayList<>();
        trials.forEach((variant, of) -> sentences.add(new Paragraph(
                finding(variant, of), of.stream().allMatch(RecoverySection::isValid) ? Tone.PLAIN : Tone.BAD)));
        return sentences;
    }

    /** How long it took is told by the valid trials; what became of the events, by all. */
    private static String finding(String variant, List<TrialResult> trials) {
        List<TrialResult> valid =
                trials.stream().filter(RecoverySection::isValid).toList();
        int invalid = trials.size() - valid.size();
        boolean exact = trials.stream().allMatch(trial -> trial.events().finalCountsExact());
        TrialResult.Throughput load = trials.get(0).throughput();
        String sureness = invalid == 0
                ? ""
                : trials.size() == 1
                        ? ", so that the trial is invalid"
                        : ", " + invalid + " of " + trials.size() + " trials are invalid";
        return Words.of(
                "recovery.finding",
                variant,
                load == null ? "" : " at " + Figures.count(Math.round(load.offeredPerSecond())) + " events/s",
                outage(valid),
                repeated(trials),
                trials.stream().mapToLong(trial -> trial.events().lost()).sum(),
                exact ? "exact" : "wrong",
                sureness + (trials.size() == 1 ? "" : " (smallest to largest of " + trials.size() + " trials)"));
    }

    private static String outage(List<TrialResult> valid) {
        if (valid.isEmpty()) {
            return "";
        }
        boolean allGone = valid.stream().noneMatch(trial -> trial.recovery().caughtUpMs() == null);
        return Words.of(
                "recovery.outage",
                seconds(valid, trial -> trial.recovery().outageMs()),
                allGone
                        ? "gone " + seconds(valid, trial -> trial.recovery().caughtUpMs()) + " s after the kill"
                        : "not gone by the end of every trial");
    }

    static boolean isValid(TrialResult trial) {
        return trial.status() == TrialStatus.VALID;
    }

    private static String repeated(List<TrialResult> trials) {
        LongSummaryStatistics all = trials.stream()
                .mapToLong(trial -> trial.recovery().repeatedEvents())
                .summaryStatistics();
        return (all.getMin() == all.getMax() ? "" : Figures.count(all.getMin()) + " to ")
                + Sentences.many(all.getMax(), "event");
    }

    private static String seconds(List<TrialResult> trials, ToDoubleFunction<TrialResult> millis) {
        DoubleSummaryStatistics all = trials.stream().mapToDouble(millis).summaryStatistics();
        return Figures.range(all.getMin() / 1e3, all.getMax() / 1e3, " to ");
    }

    private static Table summary(List<TrialResult> trials) {
        return new Columns<TrialResult>()
                .text("variant", TrialResult::variant)
                .cells(Column.number("trial"), RecoverySection::place)
                .figure("outage s", 1e3, ofValid(Recovery::outageMs))
                .figure("first count after s", 1e3, ofValid(Recovery::resumedMs))
                .cells(Column.number("backlog gone after s"), RecoverySection::caughtUp)
                .count("highest backlog", ofValid(Recovery::backlogPeak))
                .count("rows written again", trial -> trial.events().duplicates())
                .count("events counted again", trial -> trial.recovery().repeatedEvents())
                .cells(Column.number("lost"), RecoverySection::lost)
                .cells(Column.text("final counts"), RecoverySection::counts)
                .say("recovery", trials);
    }

    /** The number of a trial, and whether its figures stand. */
    static Cell place(TrialResult trial) {
        return isValid(trial)
                ? Cell.of(Integer.toString(trial.order()))
                : new Cell(trial.order() + ", invalid", Tone.BAD);
    }

    static Cell caughtUp(TrialResult trial) {
        return trial.recovery().caughtUpMs() == null
                ? new Cell("not within the limit", Tone.BAD)
                : Cell.of(Figures.digitsOrNone(ofValid(Recovery::caughtUpMs).apply(trial), 1e3));
    }

    static Cell lost(TrialResult trial) {
        long lost = trial.events().lost();
        return new Cell(Figures.count(lost), lost == 0 ? Tone.PLAIN : Tone.BAD);
    }

    static Cell counts(TrialResult trial) {
        boolean exact = trial.events().finalCountsExact();
        return new Cell(exact ? "exact" : "wrong", exact ? Tone.PLAIN : Tone.BAD);
    }

    static Function<TrialResult, Number> ofValid(Function<Recovery, Number> figure) {
        return trial -> isValid(trial) ? figure.apply(trial.recovery()) : null;
    }

    /** @param from what the seconds are counted from */
    static Table timeline(TrialResult trial, String from) {
        return new Columns<Second>()
                .figure("seconds from the " + from, 1e3, Second::atMs)
                .count("events covered", Second::covered)
                .figure("their latency p50 ms", Figures.NANOS_PER_MILLI, Second::p50Ns)
                .figure("max ms", Figures.NANOS_PER_MILLI, Second::maxNs)
                .count("backlog", Second::backlog)
                .table(
                        "Second by second: " + trial.variant() + ", trial " + trial.order()
                                + (isValid(trial) ? "" : " (invalid, so without latencies)"),
                        trial.recovery().timeline().stream()
                                .filter(second -> second.atMs() >= -SECONDS_BEFORE * 1000L)
                                .toList());
    }
}
