package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Experiment;

/** Shows what the changes of running jobs cost that people make to them, what became of the events, and what engines refuse. */
final class OperationsSection {

    private static final double MIB = 1 << 20;

    private OperationsSection() {}

    /** A trial with the change that it was to make. */
    private record Changed(TrialResult trial, Experiment.Change asked) {

        boolean isRefused() {
            return trial.status() == TrialStatus.UNSUPPORTED;
        }

        /** {@code null} if it came to none. */
        Recovery.Change change() {
            return trial.recovery() == null ? null : trial.recovery().change();
        }
    }

    /** @return empty if no trial was to change its job */
    static Optional<Section> of(RunResult run) {
        List<Changed> all = changed(run);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Changed> measured =
                all.stream().filter(one -> one.change() != null).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Words.of("operations.intro")));
        if (!measured.isEmpty()) {
            blocks.add(summary(measured));
        }
        measured.stream()
                .filter(one -> one.change().words() != null)
                .map(one -> new Paragraph(Words.of(
                        "operations.words",
                        one.trial().variant(),
                        one.asked().says(),
                        one.change().words())))
                .distinct()
                .forEach(blocks::add);
        all.stream().filter(Changed::isRefused).map(OperationsSection::refusal).forEach(blocks::add);
        measured.forEach(one -> blocks.add(RecoverySection.timeline(one.trial(), "change")));
        return Optional.of(new Section("operations", "Operations", blocks));
    }

    /** A sentence for each change that was made, or refused. */
    static List<Paragraph> findings(RunResult run) {
        List<Paragraph> sentences = new ArrayList<>();
        for (Changed one : changed(run)) {
            if (one.isRefused()) {
                sentences.add(refusal(one));
            } else if (one.change() != null) {
                sentences.add(finding(one));
            }
        }
        return sentences;
    }

    private static Paragraph finding(Changed one) {
        TrialResult trial = one.trial();
        Recovery recovery = trial.recovery();
        boolean valid = RecoverySection.isValid(trial);
        String caughtUp = recovery.caughtUpMs() == null
                ? "not gone by the end of the trial"
                : "gone after " + Figures.digitsOrNone(recovery.caughtUpMs(), 1e3) + " s";
        String times =
                valid ? Words.of("operations.times", Figures.digitsOrNone(recovery.outageMs(), 1e3), caughtUp) : "";
        return new Paragraph(
                Words.of(
                        "operations.finding",
                        trial.variant(),
                        one.asked().says(),
                        times,
                        trial.events().lost(),
                        trial.events().finalCountsExact() ? "exact" : "wrong",
                        notRescaled(one.change())),
                valid ? Tone.PLAIN : Tone.BAD);
    }

    /** What the engine did not do, though it went on. */
    private static String notRescaled(Recovery.Change change) {
        return change.asked() == null || change.asked().equals(change.inEffect())
                ? ""
                : change.inEffect() == null
                        ? Words.of("operations.untold", change.asked())
                        : Words.of("operations.ignored", change.inEffect(), change.asked());
    }

    private static Paragraph refusal(Changed one) {
        TrialResult.Refusal refusal = one.trial().refusal();
        return new Paragraph(
                Words.of(
                        "operations.refused",
                        one.trial().variant(),
                        one.asked().says(),
                        refusal.errorClass(),
                        refusal.message()),
                Tone.WARNING);
    }

    private static List<Changed> changed(RunResult run) {
        List<Changed> changed = new ArrayList<>();
        for (TrialResult trial : run.trials()) {
            run.scenario().conditions().stream()
                    .filter(condition -> condition.name().equals(trial.condition()))
                    .map(condition -> condition.experiment())
                    .filter(Experiment.Change.class::isInstance)
                    .forEach(asked -> changed.add(new Changed(trial, (Experiment.Change) asked)));
        }
        return changed;
    }

    private static Table summary(List<Changed> all) {
        return new Columns<Changed>()
                .text("what was done", one -> one.asked().says())
                .text("variant", one -> one.trial().variant())
                .cells(Column.number("trial"), one -> RecoverySection.place(one.trial()))
                .text(
                        "state",
                        one -> Words.of("operations.means."
                                + one.change().means().name().toLowerCase(Locale.ROOT)))
                .figure("kept within s", 1e3, one -> one.change().keepingMs())
                .figure("MiB", MIB, one -> one.change().keptBytes())
                .number("parts asked for", one -> number(one.change().asked()))
                .cells(Column.number("in effect"), one -> inEffect(one.change()))
                .figure(
                        "outage s",
                        1e3,
                        one -> RecoverySection.ofValid(Recovery::outageMs).apply(one.trial()))
                .figure(
                        "first count after s",
                        1e3,
                        one -> RecoverySection.ofValid(Recovery::resumedMs).apply(one.trial()))
                .cells(Column.number("backlog gone after s"), one -> RecoverySection.caughtUp(one.trial()))
                .count(
                        "highest backlog",
                        one -> RecoverySection.ofValid(Recovery::backlogPeak).apply(one.trial()))
                .count("events counted again", one -> one.trial().recovery().repeatedEvents())
                .cells(Column.number("lost"), one -> RecoverySection.lost(one.trial()))
                .cells(Column.text("final counts"), one -> RecoverySection.counts(one.trial()))
                .say("operations", all);
    }

    /**
     * What one asks of a change first, a line for each.
     *
     * @throws ResultException if the run changed no job
     */
    static Table inShort(RunResult run) {
        List<Changed> all = changed(run);
        if (all.isEmpty()) {
            throw new ResultException(
                    "expected a run of bench rescale or bench upgrade; " + run.id() + " has changed no job");
        }
        return new Columns<Changed>()
                .text("change of a running job", OperationsSection::what)
                .cells(
                        Column.number("no event covered for (s)"),
                        ifMade(trial -> Cell.of(Figures.digitsOrNone(
                                RecoverySection.ofValid(Recovery::outageMs).apply(trial), 1e3))))
                .cells(Column.number("backlog gone after (s)"), ifMade(RecoverySection::caughtUp))
                .cells(Column.number("lost"), ifMade(RecoverySection::lost))
                .cells(Column.text("final counts"), ifMade(RecoverySection::counts))
                .say("operations-table", all);
    }

    private static String what(Changed one) {
        String what = one.trial().variant() + ": " + one.asked().says();
        if (one.isRefused()) {
            return what + ", refused: "
                    + Sentences.errorCode(one.trial().refusal().errorClass());
        }
        return what + (one.change() == null ? ", " + Sentences.word(one.trial().status()) : notRescaled(one.change()));
    }

    /** Of a change that was refused, or of a trial that failed before, there is nothing. */
    private static Function<Changed, Cell> ifMade(Function<TrialResult, Cell> cell) {
        return one -> one.change() == null ? Cell.of(Figures.NONE) : cell.apply(one.trial());
    }

    private static String number(Integer parts) {
        return parts == null ? Figures.NONE : parts.toString();
    }

    private static Cell inEffect(Recovery.Change change) {
        boolean other = change.asked() != null && !change.asked().equals(change.inEffect());
        return new Cell(number(change.inEffect()), other ? Tone.WARNING : Tone.PLAIN);
    }
}
