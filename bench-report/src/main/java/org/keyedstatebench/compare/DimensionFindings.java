package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.keyedstatebench.compare.Finding.Measure;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Refusal;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Variant;

/** Decides what of a variant's trials belongs to which dimension. */
final class DimensionFindings {

    private static final List<Dimension> MEASURED_HERE =
            List.of(Dimension.STATE_BACKEND, Dimension.PER_RECORD_PROCESSING, Dimension.CHECKPOINTING);

    private DimensionFindings() {}

    /** @return empty if the variant's valid trials say nothing about the dimension */
    static Optional<Finding> measured(Dimension dimension, VariantSummary variant) {
        List<Measure> measures = new ArrayList<>();
        switch (dimension) {
            case STATE_BACKEND -> addLatency(measures, variant);
            case PER_RECORD_PROCESSING -> {
                addLatency(measures, variant);
                add(measures, "output rows per event", variant, Metric.ROWS_PER_EVENT);
            }
            case CHECKPOINTING -> {
                addCheckpoints(measures, variant);
                addBatches(measures, variant);
            }
            case STATE_ABSTRACTION, STATE_TTL, TIMERS -> {
                // No trial of this kind asks for them.
            }
        }
        if (measures.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding.Measured(
                label(dimension, variant.variant()), measures, Evidence.of(variant.name(), variant.validTrials())));
    }

    /**
     * What to say of a variant without a valid trial. It belongs to the dimensions whose setting no other variant of the
     * engine has shown to work: a refused trigger says nothing about a backend that works with another trigger. If every
     * single setting works elsewhere, it is their combination that failed, and how records are processed is where it stands.
     */
    static Optional<Finding> failure(Dimension dimension, VariantSummary variant, List<VariantSummary> ofEngine) {
        boolean ownPlace = isUnproven(dimension, variant, ofEngine);
        boolean noOtherPlace = dimension == Dimension.PER_RECORD_PROCESSING
                && MEASURED_HERE.stream().noneMatch(other -> isUnproven(other, variant, ofEngine));
        if (!ownPlace && !noOtherPlace) {
            return Optional.empty();
        }
        String setting = label(dimension, variant.variant());
        List<TrialResult> refused = variant.trials(TrialStatus.UNSUPPORTED).stream()
                .filter(trial -> trial.refusal() != null)
                .toList();
        if (refused.isEmpty()) {
            return Optional.of(new Finding.NotValid(
                    setting,
                    Optional.ofNullable(variant.trials().get(0).reason()),
                    Evidence.of(variant.name(), variant.trials())));
        }
        Refusal refusal = refused.get(0).refusal();
        return Optional.of(new Finding.Refused(
                setting,
                refusal.feature(),
                refusal.errorClass(),
                refusal.message(),
                Evidence.of(variant.name(), refused)));
    }

    private static boolean isUnproven(Dimension dimension, VariantSummary variant, List<VariantSummary> ofEngine) {
        if (!MEASURED_HERE.contains(dimension)) {
            return false;
        }
        String setting = setting(dimension, variant.variant());
        return ofEngine.stream()
                .filter(VariantSummary::hasValidTrial)
                .noneMatch(other -> setting(dimension, other.variant()).equals(setting));
    }

    private static String setting(Dimension dimension, Variant variant) {
        return switch (dimension) {
            case STATE_BACKEND -> VariantWords.backend(variant);
            case CHECKPOINTING -> VariantWords.checkpointing(variant);
            case PER_RECORD_PROCESSING, STATE_ABSTRACTION, STATE_TTL, TIMERS ->
                VariantWords.trigger(variant.trigger()) + ", " + VariantWords.emission(variant.emission());
        };
    }

    /** The setting, and what else a reader must know to compare two entries of one cell. */
    private static String label(Dimension dimension, Variant variant) {
        String setting = setting(dimension, variant);
        return dimension == Dimension.STATE_BACKEND
                ? setting + ", " + VariantWords.trigger(variant.trigger())
                : setting;
    }

    private static void addLatency(List<Measure> measures, VariantSummary variant) {
        add(measures, "latency p50", variant, Metric.LATENCY_P50);
        add(measures, "p99", variant, Metric.LATENCY_P99);
    }

    private static void addCheckpoints(List<Measure> measures, VariantSummary variant) {
        add(measures, "checkpoints per trial", variant, Metric.CHECKPOINTS);
        add(measures, "duration p50", variant, Metric.CHECKPOINT_P50);
        add(measures, "longest of a trial", variant, Metric.CHECKPOINT_MAX);
        add(measures, "written by one", variant, Metric.CHECKPOINT_BYTES);
        add(measures, "whole state", variant, Metric.CHECKPOINT_STATE_BYTES);
    }

    private static void addBatches(List<Measure> measures, VariantSummary variant) {
        add(measures, "batch commits per trial", variant, Metric.BATCHES);
        add(measures, "batch duration p50", variant, Metric.BATCH_P50);
        add(measures, "longest of a trial", variant, Metric.BATCH_MAX);
        addCommitPhases(measures, variant);
        add(measures, "state commit p50, summed over tasks", variant, Metric.BATCH_STATE_COMMIT_P50);
        add(measures, "state store", variant, Metric.BATCH_STATE_BYTES);
    }

    /** The phases that the engine itself calls a commit, whatever their names in its version. */
    private static void addCommitPhases(List<Measure> measures, VariantSummary variant) {
        var byPhase = new TreeMap<String, List<Double>>();
        for (TrialResult trial : variant.validTrials()) {
            if (trial.batches() != null && trial.batches().medianPhaseMs() != null) {
                trial.batches().medianPhaseMs().forEach((phase, millis) -> {
                    if (phase.toLowerCase(Locale.ROOT).contains("commit")) {
                        byPhase.computeIfAbsent(phase, p -> new ArrayList<>()).add(millis.doubleValue());
                    }
                });
            }
        }
        byPhase.forEach((phase, millis) -> Spread.of(millis)
                .ifPresent(spread -> measures.add(new Measure(phase + " median", Unit.MILLISECONDS, spread))));
    }

    private static void add(List<Measure> measures, String name, VariantSummary variant, Metric metric) {
        variant.spread(metric).ifPresent(spread -> measures.add(new Measure(name, metric.unit(), spread)));
    }
}
