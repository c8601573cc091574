package org.keyedstatebench.compare;

import static org.keyedstatebench.result.TableRow.Verdict.CONFIRMED;
import static org.keyedstatebench.result.TableRow.Verdict.NOT_CONFIRMED;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keyedstatebench.engine.Claim;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Timing;

/**
 * Holds what the engines' documentation claims against what a run measured. The claims stand in the engines' descriptors; each
 * verdict is computed, and without the figures that it needs there is none. Every trial that ran is heard, whatever its status: what
 * is to be shown may be what made it invalid.
 *
 * @param dimension whose claims they are
 */
record ClaimVerdicts(RunResult run, Dimension dimension) {

    /** The claims of one row, in the order of the engines. */
    static List<TableRow.Claim> of(Dimension dimension, RunResult run, List<EngineDescriptor> engines) {
        ClaimVerdicts judge = new ClaimVerdicts(run, dimension);
        return engines.stream()
                .flatMap(engine -> engine.claims().stream()
                        .filter(claim -> claim.row().equals(dimension.word()))
                        .map(claim -> judge.held(claim, engine)))
                .toList();
    }

    private TableRow.Claim held(Claim claim, EngineDescriptor engine) {
        Evidence evidence = rule(claim, engine);
        List<Integer> trials = TableRow.orders(evidence.trials());
        return new TableRow.Claim(engine.id(), claim.says(), evidence.verdict(), evidence.words(), trials);
    }

    private Evidence rule(Claim claim, EngineDescriptor engine) {
        String first = claim.variants().get(0);
        String last = claim.variants().get(claim.variants().size() - 1);
        List<TrialResult> trials = run.trialsOf(first);
        String noneRan = "no trial of " + first + " that was not refused";
        return switch (claim.judge()) {
            case FASTER_STEP ->
                Evidence.together(
                        MicroEvidence.faster(MicroEvidence.of(run, engine), first, last),
                        "no micro-benchmark of both in this run");
            case FASTER_DRAIN ->
                Evidence.together(
                        each(
                                condition -> condition.experiment() instanceof Experiment.Drain,
                                condition -> of(first, condition).drainsFasterThan(run.trialsOf(last, condition))),
                        "no valid drain of both under one condition");
            case REFUSED -> Evidence.together(refused(trials, last), "not both were tried");
            case LATENCY_BELOW ->
                Evidence.together(latencyBelow(first, claim.limit().toNanos()), "no valid trial of " + first);
            case GOES_ON_DURING_CHECKPOINTS ->
                Evidence.together(goesOn(claim.variants()), "no trial with events during and between checkpoints");
            case EXACT_STATE ->
                Evidence.ofEach(
                        trials.stream().filter(this::isOfKill).toList(),
                        TrialEvidence::exactState,
                        "no trial of " + first + " with a kill");
            case NO_DUPLICATE -> noDuplicates(trials, noneRan);
            case KEEPS_TTL -> Evidence.ofEach(trials, TrialEvidence::keepsItsTtl, noneRan);
            case TIMERS_FIRE -> Evidence.ofEach(trials, TrialEvidence::everyTimerFires, noneRan);
            case RUNS_WITHOUT_INPUT -> Evidence.ofEach(trials, TrialEvidence::runsWithoutInput, noneRan);
        };
    }

    /** Refused is half of it: no other reason than the difference between the two may have kept the first from working. */
    private List<Evidence> refused(List<TrialResult> tried, String other) {
        List<TrialResult> others = run.scenario().conditions().stream()
                .filter(this::isOffered)
                .flatMap(condition -> run.trialsOf(other, condition).stream())
                .toList();
        if (tried.isEmpty() || others.isEmpty()) {
            return List.of();
        }
        Optional<TrialResult> worked =
                others.stream().filter(ClaimVerdicts::counted).findFirst();
        return worked.isPresent()
                ? tried.stream().map(trial -> refused(trial, worked.get())).toList()
                : List.of(others.stream()
                        .filter(trial -> trial.status() == TrialStatus.UNSUPPORTED)
                        .findFirst()
                        .map(refused -> Evidence.by(refused, NOT_CONFIRMED, other + " was refused, too"))
                        .orElseGet(() -> Evidence.nothing(others.get(0), "exact counts of " + other)));
    }

    private static Evidence refused(TrialResult trial, TrialResult worked) {
        String where = "trial " + trial.order();
        List<TrialResult> both = List.of(trial, worked);
        if (trial.status() == TrialStatus.UNSUPPORTED) {
            String error = trial.refusal() == null ? "" : " (" + trial.refusal().errorClass() + ")";
            String words = trial.variant() + " was refused" + error + ", " + worked.variant() + " worked";
            return new Evidence(CONFIRMED, where, words, both);
        }
        return counted(trial)
                ? new Evidence(NOT_CONFIRMED, where, trial.variant() + " and " + worked.variant() + " worked", both)
                : Evidence.nothing(trial, "exact counts or a refusal of " + trial.variant());
    }

    /** Whatever else was wrong with it. */
    private static boolean counted(TrialResult trial) {
        return trial.events() != null && trial.events().covered() > 0 && TrialEvidence.isExact(trial.events());
    }

    private List<Evidence> latencyBelow(String variant, long limitNs) {
        Timing timing = run.scenario().timing();
        String young = timing.showsEnginesAtRest() ? null : Durations.format(timing.warmup());
        return each(this::isOffered, condition -> of(variant, condition).isBelow(variant, limitNs, young));
    }

    /** By the first of the variants that has events during checkpoints; the one with the most of them should stand first. */
    private List<Evidence> goesOn(List<String> variants) {
        return variants.stream()
                .map(variant -> each(
                        this::isOffered, condition -> of(variant, condition).goesOn()))
                .filter(evidence -> !evidence.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** By the trials with a kill; the others count where there are none, and where they have seen a duplicate. */
    private Evidence noDuplicates(List<TrialResult> trials, String missing) {
        boolean anyKilled =
                trials.stream().anyMatch(trial -> trial.status() != TrialStatus.UNSUPPORTED && isOfKill(trial));
        List<TrialResult> heard = trials.stream()
                .filter(trial -> !anyKilled || isOfKill(trial) || hasDuplicate(trial))
                .toList();
        return Evidence.ofEach(heard, trial -> TrialEvidence.noDuplicate(trial, isOfKill(trial)), missing);
    }

    private static boolean hasDuplicate(TrialResult trial) {
        return trial.events() != null && trial.events().duplicates() > 0;
    }

    private boolean isOfKill(TrialResult trial) {
        return run.scenario().conditions().stream()
                .anyMatch(condition -> condition.name().equals(trial.condition())
                        && condition.experiment() instanceof Experiment.Recovery);
    }

    private SpeedEvidence of(String variant, Condition condition) {
        return new SpeedEvidence(condition.name(), run.trialsOf(variant, condition));
    }

    private List<Evidence> each(Predicate<Condition> which, Function<Condition, Optional<Evidence>> answer) {
        return run.scenario().conditions().stream()
                .filter(which)
                .map(answer)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Of the conditions that stand for the row, or for none in particular, those in which nothing is killed or paused on purpose. */
    private boolean isOffered(Condition condition) {
        boolean stands =
                condition.dimensions().isEmpty() || condition.dimensions().contains(dimension);
        return stands && condition.experiment() instanceof Experiment.Offered;
    }
}
