package org.keyedstatebench.report;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.keyedstatebench.result.Campaign;
import org.keyedstatebench.result.Campaign.Fault;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.FaultKind;

/** Shows what one fault after the other did to each engine, by kind, and where to look when a promise was not kept. */
final class FaultsSection {

    static final String ID = "faults";

    private FaultsSection() {}

    /** The faults of one kind that befell one variant, in all of its trials. */
    private record Row(FaultKind kind, String variant, List<Fault> faults) {

        long sum(ToLongFunction<Fault> figure) {
            return faults.stream().mapToLong(figure).sum();
        }

        long survived() {
            return faults.stream().filter(Fault::survived).count();
        }

        Long worst(ToLongFunction<Fault> figure) {
            return faults.stream().mapToLong(figure).max().orElseThrow();
        }

        Long worstCatchUp() {
            return faults.stream()
                    .map(Fault::caughtUpMs)
                    .filter(time -> time != null)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /** @return empty if no trial was of faults */
    static Optional<Section> of(RunResult run, VariantLooks looks) {
        List<TrialResult> trials = struck(run);
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Words.of("faults.intro", run.seed())));
        trials.stream()
                .flatMap(trial -> trial.campaign().leftOut().stream())
                .distinct()
                .forEach(sentence -> blocks.add(new Paragraph(sentence)));
        blocks.add(byKind(rows(trials)));
        trials.forEach(trial -> blocks.add(backlog(trial, looks)));
        trials.forEach(trial -> blocks.add(each(trial)));
        return Optional.of(new Section(ID, "Faults", blocks));
    }

    private static List<TrialResult> struck(RunResult run) {
        return run.trials().stream().filter(trial -> trial.campaign() != null).toList();
    }

    private static List<Row> rows(List<TrialResult> trials) {
        Map<String, List<Fault>> byVariant = new LinkedHashMap<>();
        trials.forEach(trial -> byVariant
                .computeIfAbsent(trial.variant(), variant -> new ArrayList<>())
                .addAll(trial.campaign().faults()));
        List<Row> rows = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            byVariant.forEach((variant, faults) -> {
                List<Fault> ofKind =
                        faults.stream().filter(fault -> fault.kind() == kind).toList();
                if (!ofKind.isEmpty()) {
                    rows.add(new Row(kind, variant, ofKind));
                }
            });
        }
        return rows;
    }

    /** A sentence for each variant: whether it kept its promise, and if not, how to see that again. */
    static List<Paragraph> findings(RunResult run) {
        Map<String, List<TrialResult>> byVariant = struck(run).stream()
                .collect(Collectors.groupingBy(TrialResult::variant, LinkedHashMap::new, Collectors.toList()));
        List<Paragraph> sentences = new ArrayList<>();
        byVariant.forEach((variant, trials) -> trials.forEach(trial -> sentences.add(finding(run, trial))));
        return sentences;
    }

    private static Paragraph finding(RunResult run, TrialResult trial) {
        Campaign campaign = trial.campaign();
        boolean kept = trial.status() == TrialStatus.VALID
                && campaign.survived() == campaign.faults().size();
        String account = Words.of(
                "faults.account",
                trial.variant(),
                campaign.survived(),
                Sentences.many(campaign.faults().size(), "fault"),
                trial.events().lost(),
                campaign.countedTwice(),
                trial.events().finalCountsExact() ? "exact" : "wrong",
                Figures.time(campaign.faults().stream()
                                .mapToLong(Fault::outageMs)
                                .max()
                                .orElse(0)
                        * 1e6));
        String failures = campaign.faults().stream()
                .filter(fault -> !fault.survived())
                .map(fault -> Words.of(
                        "faults.failure",
                        fault.number(),
                        fault.kind().word(),
                        minute(fault),
                        Long.toString(run.seed())))
                .collect(Collectors.joining());
        String gaveUp = campaign.gaveUp() == null ? "" : " " + campaign.gaveUp();
        return new Paragraph(account + failures + gaveUp, kept ? Tone.PLAIN : Tone.BAD);
    }

    private static String minute(Fault fault) {
        return String.format(ROOT, "%.1f", fault.atMs() / 60_000.0);
    }

    private static Table byKind(List<Row> rows) {
        return new Columns<Row>()
                .text("kind", row -> row.kind().word())
                .text("variant", Row::variant)
                .cells(
                        Column.number("survived"),
                        row -> new Cell(
                                row.survived() + " of " + row.faults().size(),
                                row.survived() == row.faults().size() ? Tone.PLAIN : Tone.BAD))
                .cells(Column.number("lost"), row -> noneOf(row.sum(Fault::lost)))
                .cells(Column.number("counted twice"), row -> noneOf(row.sum(Fault::countedTwice)))
                .count("rows written again", row -> row.sum(Fault::repeatedRows))
                .figure("worst outage s", 1e3, row -> row.worst(Fault::outageMs))
                .figure("longest catch-up s", 1e3, Row::worstCatchUp)
                .count("engine ended by itself", row -> row.sum(Fault::restarts))
                .say("faults", rows);
    }

    /** Zero is what was promised. */
    private static Cell noneOf(long events) {
        return new Cell(Figures.count(events), events == 0 ? Tone.PLAIN : Tone.BAD);
    }

    private static Plot backlog(TrialResult trial, VariantLooks looks) {
        Campaign campaign = trial.campaign();
        TreeMap<Double, Double> line = new TreeMap<>();
        campaign.backlog().forEach(at -> line.put(at.atMs() / 1e3, (double) Math.max(1, at.backlog())));
        List<Plot.Mark> marks = campaign.faults().stream()
                .map(fault -> new Plot.Mark(
                        "outage",
                        fault.atMs() / 1e3,
                        (fault.atMs() + Math.max(fault.lastedMs(), 200)) / 1e3,
                        fault.number() + ": " + fault.what()))
                .toList();
        Lines lines = new Lines(
                AlignedTrace.SECONDS,
                Axis.log("backlog (events)"),
                List.of(new Line("backlog", "backlog (events)", looks.of(trial.variant()), Weight.BOLD, line)),
                marks);
        long highest = campaign.backlog().stream()
                .mapToLong(Campaign.Moment::backlog)
                .max()
                .orElse(0);
        return new Plot(
                "faults-" + trial.order(),
                "Backlog over time: " + trial.variant() + ", trial " + trial.order(),
                Words.of("faults.backlog", highest, campaign.faults().size()),
                lines,
                lines.columns(ReportModel.BY_SECOND)
                        .table(
                                "Backlog, second by second: " + trial.variant() + ", trial " + trial.order(),
                                lines.xs()));
    }

    private static Table each(TrialResult trial) {
        return new Columns<Fault>()
                .count("fault", Fault::number)
                .text("kind", fault -> fault.kind().word())
                .number("minute", FaultsSection::minute)
                .text(
                        "what was done",
                        fault -> fault.what() + (fault.inRecovery() ? ", in the middle of a recovery" : ""))
                .figure("outage s", 1e3, Fault::outageMs)
                .figure("backlog back after s", 1e3, Fault::caughtUpMs)
                .count("highest backlog", Fault::backlogPeak)
                .cells(Column.number("lost"), fault -> noneOf(fault.lost()))
                .cells(Column.number("counted twice"), fault -> noneOf(fault.countedTwice()))
                .count("rows written again", Fault::repeatedRows)
                .text(
                        "survived",
                        fault -> fault.survived() ? "yes" : "no",
                        fault -> fault.survived() ? Tone.PLAIN : Tone.BAD)
                .text("the engine's words", fault -> fault.words() == null ? "" : fault.words())
                .table(
                        "Fault by fault: " + trial.variant() + ", trial " + trial.order(),
                        trial.campaign().faults());
    }
}
