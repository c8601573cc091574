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
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.Recovery.Second;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** Shows what the kill of each engine cost, and the seconds around it. */
final class RecoverySection {

    private static final int SECONDS_BEFORE = 3;

    private RecoverySection() {}

    /** @return empty if no trial killed its engine */
    static Optional<Section> of(RunResult run) {
        List<TrialResult> trials =
                run.trials().stream().filter(trial -> trial.recovery() != null).toList();
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph(
                        "Each engine was killed (SIGKILL) while the load went on, and started again on its last checkpoint at once."));
        blocks.add(summary(trials));
        trials.forEach(trial -> blocks.add(timeline(trial)));
        return Optional.of(new Section("recovery", "Recovery", blocks));
    }

    /** A sentence for each variant that was killed and went on. */
    static List<Paragraph> findings(RunResult run) {
        Map<String, List<TrialResult>> trials = run.trials().stream()
                .filter(trial -> trial.recovery() != null)
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
        long lost = trials.stream().mapToLong(trial -> trial.events().lost()).sum();
        boolean exact = trials.stream().allMatch(trial -> trial.events().finalCountsExact());
        TrialResult.Throughput load = trials.get(0).throughput();
        return variant + ", killed (SIGKILL)"
                + (load == null ? "" : " at " + Figures.count(Math.round(load.offeredPerSecond())) + " events/s")
                + " and started again at once: " + outage(valid) + repeated(trials) + " counted again, "
                + Figures.count(lost) + " lost, final counts " + (exact ? "exact" : "wrong")
                + (valid.size() == trials.size() ? "" : ", " + invalid(trials.size() - valid.size(), trials.size()))
                + (trials.size() == 1 ? "." : " (smallest to largest of " + trials.size() + " trials).");
    }

    private static String invalid(int invalid, int all) {
        return all == 1 ? "so that the trial is invalid" : invalid + " of " + all + " trials are invalid";
    }

    private static String outage(List<TrialResult> valid) {
        if (valid.isEmpty()) {
            return "";
        }
        boolean allGone = valid.stream().noneMatch(trial -> trial.recovery().caughtUpMs() == null);
        return "no event covered for " + range(valid, trial -> trial.recovery().outageMs() / 1e3) + " s, backlog "
                + (allGone
                        ? "gone " + range(valid, trial -> trial.recovery().caughtUpMs() / 1e3) + " s after the kill"
                        : "not gone by the end of every trial")
                + ", ";
    }

    private static boolean isValid(TrialResult trial) {
        return trial.status() == TrialStatus.VALID;
    }

    private static String repeated(List<TrialResult> trials) {
        LongSummaryStatistics all = trials.stream()
                .mapToLong(trial -> trial.recovery().repeatedEvents())
                .summaryStatistics();
        return (all.getMin() == all.getMax() ? "" : Figures.count(all.getMin()) + " to ")
                + Sentences.many(all.getMax(), "event");
    }

    private static String range(List<TrialResult> trials, ToDoubleFunction<TrialResult> figure) {
        DoubleSummaryStatistics all = trials.stream().mapToDouble(figure).summaryStatistics();
        return Figures.range(all.getMin(), all.getMax(), " to ");
    }

    private static Table summary(List<TrialResult> trials) {
        return new Columns<TrialResult>()
                .text("variant", TrialResult::variant)
                .cells(
                        Column.number("trial"),
                        trial -> isValid(trial)
                                ? Cell.of(Integer.toString(trial.order()))
                                : new Cell(trial.order() + ", invalid", Tone.BAD))
                .number("outage s", trial -> seconds(trial, Recovery::outageMs))
                .number("first count after s", trial -> seconds(trial, Recovery::resumedMs))
                .cells(
                        Column.number("backlog gone after s"),
                        trial -> trial.recovery().caughtUpMs() == null
                                ? new Cell("not within the limit", Tone.BAD)
                                : Cell.of(seconds(trial, Recovery::caughtUpMs)))
                .number(
                        "highest backlog",
                        trial -> isValid(trial) ? Figures.count(trial.recovery().backlogPeak()) : Figures.NONE)
                .number(
                        "rows written again",
                        trial -> Figures.count(trial.events().duplicates()))
                .number(
                        "events counted again",
                        trial -> Figures.count(trial.recovery().repeatedEvents()))
                .cells(
                        Column.number("lost"),
                        trial -> new Cell(
                                Figures.count(trial.events().lost()),
                                trial.events().lost() == 0 ? Tone.PLAIN : Tone.BAD))
                .cells(
                        Column.text("final counts"),
                        trial -> trial.events().finalCountsExact() ? Cell.of("exact") : new Cell("wrong", Tone.BAD))
                .table(
                        "What the kill cost",
                        trials,
                        List.of(
                                "Outage: the longest time without newly covered events that overlaps the restart. Backlog gone: from the"
                                        + " kill until no more events were uncovered than at some time between the window's opening and the kill."
                                        + " Events counted again: a row of a micro-batch that is written again stands for all its events. An invalid"
                                        + " trial has its account of events only."));
    }

    private static String seconds(TrialResult trial, Function<Recovery, Long> millis) {
        return Figures.digitsOrNone(isValid(trial) ? millis.apply(trial.recovery()) : null, 1e3);
    }

    private static Table timeline(TrialResult trial) {
        return new Columns<Second>()
                .number("seconds from the kill", second -> Figures.digits(second.atMs() / 1e3))
                .number("events covered", second -> Figures.count(second.covered()))
                .number("their latency p50 ms", second -> Figures.digitsOrNone(second.p50Ns(), Figures.NANOS_PER_MILLI))
                .number("max ms", second -> Figures.digitsOrNone(second.maxNs(), Figures.NANOS_PER_MILLI))
                .number("backlog", second -> Figures.count(second.backlog()))
                .table(
                        "Second by second: " + trial.variant() + ", trial " + trial.order()
                                + (isValid(trial) ? "" : " (invalid, so without latencies)"),
                        trial.recovery().timeline().stream()
                                .filter(second -> second.atMs() >= -SECONDS_BEFORE * 1000L)
                                .toList(),
                        List.of());
    }
}
