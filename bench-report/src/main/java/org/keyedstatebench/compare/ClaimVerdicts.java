package org.keyedstatebench.compare;

import static org.keyedstatebench.result.TableRow.Verdict.CONFIRMED;
import static org.keyedstatebench.result.TableRow.Verdict.NOT_CONFIRMED;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

/**
 * Holds what the engines' documentation claims against what a run measured. The claims stand in the engines' descriptors; each
 * verdict is computed, and without the figures that it needs there is none. Every trial that ran is heard, whatever its status: what
 * is to be shown may be what made it invalid.
 */
final class ClaimVerdicts {

    private final RunResult run;
    private final Dimension dimension;

    private ClaimVerdicts(RunResult run, Dimension dimension) {
        this.run = run;
        this.dimension = dimension;
    }

    /** The claims of one row, in the order of the engines. */
    static List<TableRow.Claim> of(Dimension dimension, RunResult run, List<EngineDescriptor> engines) {
        ClaimVerdicts judge = new ClaimVerdicts(run, dimension);
        List<TableRow.Claim> claims = new ArrayList<>();
        for (EngineDescriptor engine : engines) {
            for (Claim claim : engine.claims()) {
                if (claim.row().equals(dimension.word())) {
                    Evidence evidence = judge.rule(claim, engine);
                    claims.add(new TableRow.Claim(
                            engine.id(),
                            claim.says(),
                            evidence.verdict(),
                            evidence.words(),
                            TableRow.orders(evidence.trials())));
                }
            }
        }
        return claims;
    }

    private Evidence rule(Claim claim, EngineDescriptor engine) {
        String first = claim.variants().get(0);
        String missing = switch (claim.judge()) {
            case FASTER_STEP -> "no micro-benchmark of both in this run";
            case FASTER_DRAIN -> "no valid drain of both under one condition";
            case REFUSED -> "not both were tried";
            case LATENCY_BELOW -> "no valid trial of " + first;
            case GOES_ON_DURING_CHECKPOINTS -> "no trial with events during and between checkpoints";
            case EXACT_STATE -> "no trial of " + first + " with a kill";
            case NO_DUPLICATE, KEEPS_TTL, TIMERS_FIRE, RUNS_WITHOUT_INPUT ->
                "no trial of " + first + " that was not refused";
        };
        return Evidence.together(evidence(claim, engine), missing);
    }

    private List<Evidence> evidence(Claim claim, EngineDescriptor engine) {
        List<String> variants = claim.variants();
        String first = variants.get(0);
        return switch (claim.judge()) {
            case FASTER_STEP -> SpeedEvidence.faster(ComparisonTable.micro(run, engine), first, variants.get(1));
            case FASTER_DRAIN -> fasterDrain(first, variants.get(1));
            case REFUSED -> refused(first, variants.get(1));
            case LATENCY_BELOW -> latencyBelow(first, claim.limit().toNanos());
            case GOES_ON_DURING_CHECKPOINTS -> goesOn(variants);
            case NO_DUPLICATE -> noDuplicates(ran(first).toList());
            case EXACT_STATE ->
                ran(first).filter(this::isOfKill).map(TrialEvidence::exactState).toList();
            case KEEPS_TTL -> ran(first).map(TrialEvidence::keepsItsTtl).toList();
            case TIMERS_FIRE -> ran(first).map(TrialEvidence::everyTimerFires).toList();
            case RUNS_WITHOUT_INPUT ->
                ran(first).map(TrialEvidence::runsWithoutInput).toList();
        };
    }

    private List<Evidence> fasterDrain(String variant, String other) {
        return each(
                condition -> condition.experiment() instanceof Experiment.Drain,
                condition -> SpeedEvidence.drainsFaster(
                        condition.name(), run.trialsOf(variant, condition), run.trialsOf(other, condition)));
    }

    /** Refused is half of it: no other reason than the difference between the two may have kept the first from working. */
    private List<Evidence> refused(String variant, String other) {
        List<TrialResult> tried = run.trialsOf(variant);
        List<TrialResult> others = run.scenario().conditions().stream()
                .filter(this::isOffered)
                .flatMap(condition -> run.trialsOf(other, condition).stream())
                .toList();
        if (tried.isEmpty() || others.isEmpty()) {
            return List.of();
        }
        Optional<TrialResult> worked =
                others.stream().filter(ClaimVerdicts::counted).findFirst();
        if (worked.isEmpty()) {
            Optional<TrialResult> refused = others.stream()
                    .filter(trial -> trial.status() == TrialStatus.UNSUPPORTED)
                    .findFirst();
            return List.of(
                    refused.isPresent()
                            ? Evidence.by(refused.get(), NOT_CONFIRMED, other + " was refused, too")
                            : Evidence.nothing(others.get(0), "exact counts of " + other));
        }
        return tried.stream().map(trial -> refused(trial, worked.get())).toList();
    }

    private static Evidence refused(TrialResult trial, TrialResult worked) {
        String where = "trial " + trial.order();
        List<TrialResult> both = List.of(trial, worked);
        if (trial.status() == TrialStatus.UNSUPPORTED) {
            String error = trial.refusal() == null ? "" : " (" + trial.refusal().errorClass() + ")";
            return new Evidence(
                    CONFIRMED,
                    where,
                    trial.variant() + " was refused" + error + ", " + worked.variant() + " worked",
                    both);
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
        boolean young = !run.scenario().timing().showsEnginesAtRest();
        String warmUp = Durations.format(run.scenario().timing().warmup());
        return each(
                this::isOffered,
                condition -> SpeedEvidence.isBelow(
                        condition.name(), variant, run.trialsOf(variant, condition), limitNs, young, warmUp));
    }

    /** By the first of the variants that has events during checkpoints; the one with the most of them should stand first. */
    private List<Evidence> goesOn(List<String> variants) {
        return variants.stream()
                .map(variant -> each(
                        this::isOffered,
                        condition -> SpeedEvidence.goesOn(condition.name(), run.trialsOf(variant, condition))))
                .filter(evidence -> !evidence.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** By the trials with a kill; the others count where there are none, and where they have seen a duplicate. */
    private List<Evidence> noDuplicates(List<TrialResult> trials) {
        boolean anyKilled = trials.stream().anyMatch(this::isOfKill);
        return trials.stream()
                .map(trial -> TrialEvidence.noDuplicate(trial, isOfKill(trial)))
                .filter(evidence -> evidence.verdict() == NOT_CONFIRMED
                        || !anyKilled
                        || isOfKill(evidence.trials().get(0)))
                .toList();
    }

    private boolean isOfKill(TrialResult trial) {
        return run.scenario().conditions().stream()
                .anyMatch(condition -> condition.name().equals(trial.condition())
                        && condition.experiment() instanceof Experiment.Recovery);
    }

    /** What was refused shows nothing of how it would have worked. */
    private Stream<TrialResult> ran(String variant) {
        return run.trialsOf(variant).stream().filter(trial -> trial.status() != TrialStatus.UNSUPPORTED);
    }

    private List<Evidence> each(Predicate<Condition> which, Function<Condition, Optional<Evidence>> answer) {
        return run.scenario().conditions().stream()
                .filter(which)
                .map(answer)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Of the conditions that stand for the row, those in which nothing is killed or paused on purpose. */
    private boolean isOffered(Condition condition) {
        return condition.dimensions().contains(dimension) && condition.experiment() instanceof Experiment.Offered;
    }
}
