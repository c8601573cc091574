package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Paragraph;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Recovery;
import org.keyedstatebench.result.TrialResult.Second;
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
        return new Table(
                "What the kill cost",
                List.of(
                        Column.text("variant"),
                        Column.number("trial"),
                        Column.number("outage s"),
                        Column.number("first count after s"),
                        Column.number("backlog gone after s"),
                        Column.number("highest backlog"),
                        Column.number("rows written again"),
                        Column.number("events counted again"),
                        Column.number("lost"),
                        Column.text("final counts")),
                trials.stream().map(RecoverySection::row).toList(),
                List.of(
                        "Outage: the longest time without newly covered events that overlaps the restart. Backlog gone: from the"
                                + " kill until no more events were uncovered than at some time between the window's opening and the kill."
                                + " Events counted again: a row of a micro-batch that is written again stands for all its events. An invalid"
                                + " trial has its account of events only."));
    }

    private static List<Cell> row(TrialResult trial) {
        Recovery recovery = trial.recovery();
        boolean valid = isValid(trial);
        return List.of(
                Cell.of(trial.variant()),
                valid ? Cell.of(Integer.toString(trial.order())) : new Cell(trial.order() + ", invalid", Tone.BAD),
                valid ? Cell.of(Figures.digits(recovery.outageMs() / 1e3)) : Cell.none(),
                valid && recovery.resumedMs() != null
                        ? Cell.of(Figures.digits(recovery.resumedMs() / 1e3))
                        : Cell.none(),
                caughtUp(recovery, valid),
                valid ? Cell.of(Figures.count(recovery.backlogPeak())) : Cell.none(),
                Cell.of(Figures.count(trial.events().duplicates())),
                Cell.of(Figures.count(recovery.repeatedEvents())),
                new Cell(Figures.count(trial.events().lost()), trial.events().lost() == 0 ? Tone.PLAIN : Tone.BAD),
                trial.events().finalCountsExact() ? Cell.of("exact") : new Cell("wrong", Tone.BAD));
    }

    private static Cell caughtUp(Recovery recovery, boolean valid) {
        if (recovery.caughtUpMs() == null) {
            return new Cell("not within the limit", Tone.BAD);
        }
        return valid ? Cell.of(Figures.digits(recovery.caughtUpMs() / 1e3)) : Cell.none();
    }

    private static Table timeline(TrialResult trial) {
        return new Table(
                "Second by second: " + trial.variant() + ", trial " + trial.order()
                        + (isValid(trial) ? "" : " (invalid, so without latencies)"),
                List.of(
                        Column.number("seconds from the kill"),
                        Column.number("events covered"),
                        Column.number("their latency p50 ms"),
                        Column.number("max ms"),
                        Column.number("backlog")),
                trial.recovery().timeline().stream()
                        .filter(second -> second.atMs() >= -SECONDS_BEFORE * 1000L)
                        .map(RecoverySection::row)
                        .toList(),
                List.of());
    }

    private static List<Cell> row(Second second) {
        return List.of(
                Cell.of(Figures.digits(second.atMs() / 1e3)),
                Cell.of(Figures.count(second.covered())),
                millis(second.p50Ns()),
                millis(second.maxNs()),
                Cell.of(Figures.count(second.backlog())));
    }

    private static Cell millis(Long nanos) {
        return nanos == null ? Cell.none() : Cell.of(Figures.digits(nanos / Figures.NANOS_PER_MILLI));
    }
}
