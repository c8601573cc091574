package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Variant;

/**
 * What a run says about its variants, in numbers; how to say it is the report's affair.
 *
 * @param variants in the order of the scenario
 * @param toReference each other variant with a valid trial against the reference; empty if the reference has no valid trial
 * @param betweenEngines each two variants of different engines, those with a valid trial, the reference left out; the one
 *     with the higher median latency is judged against the other
 * @param manifest of fairness
 */
public record Comparison(
        List<VariantSummary> variants,
        List<VariantPair> toReference,
        List<VariantPair> betweenEngines,
        FairnessManifest manifest) {

    /** Id in the catalogue of the plain loop that every engine is measured against. */
    public static final String REFERENCE_ENGINE = "reference";

    public Comparison {
        variants = List.copyOf(variants);
        toReference = List.copyOf(toReference);
        betweenEngines = List.copyOf(betweenEngines);
    }

    /** @throws IllegalArgumentException if a trial is of a variant that the scenario does not have */
    public static Comparison of(RunResult run) {
        Set<String> names =
                run.scenario().variants().stream().map(Variant::name).collect(Collectors.toSet());
        for (TrialResult trial : run.trials()) {
            if (!names.contains(trial.variant())) {
                throw new IllegalArgumentException("trial " + trial.order() + " is of the variant '" + trial.variant()
                        + "', which the scenario does not have");
            }
        }
        List<VariantSummary> variants = run.scenario().variants().stream()
                .map(variant -> VariantSummary.of(variant, run.trialsOf(variant.name())))
                .toList();
        return new Comparison(
                variants, toReference(variants), betweenEngines(variants), FairnessManifest.of(run.variants()));
    }

    /** The first variant of the reference with a valid trial. */
    public Optional<VariantSummary> reference() {
        return reference(variants);
    }

    /** The engines of the run in the order of the scenario, the reference left out. */
    public Set<String> engines() {
        return variants.stream()
                .map(VariantSummary::engine)
                .filter(engine -> !engine.equals(REFERENCE_ENGINE))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The engine's variant with the lowest median latency; empty if none has a valid trial. */
    public Optional<VariantSummary> fastest(String engine) {
        return variants.stream()
                .filter(variant -> variant.engine().equals(engine))
                .filter(variant -> variant.spread(Metric.LATENCY_P50).isPresent())
                .min(Comparator.comparingDouble(variant ->
                        variant.spread(Metric.LATENCY_P50).orElseThrow().median()));
    }

    /** What a setting of one engine is worth: each of its other variants judged against the one with the lowest median latency. */
    public List<VariantPair> withinEngine(String engine) {
        Optional<VariantSummary> base = fastest(engine);
        return variants.stream()
                .filter(variant -> variant.engine().equals(engine) && base.isPresent() && !variant.equals(base.get()))
                .filter(VariantSummary::hasValidTrial)
                .map(variant -> VariantPair.of(variant, base.orElseThrow()))
                .toList();
    }

    /** These two against each other; empty if one has no valid trial or they are of one engine. */
    public Optional<VariantPair> pair(VariantSummary one, VariantSummary other) {
        return betweenEngines.stream()
                .filter(pair ->
                        Set.of(pair.judged().name(), pair.base().name()).equals(Set.of(one.name(), other.name())))
                .findFirst();
    }

    private static Optional<VariantSummary> reference(List<VariantSummary> variants) {
        return variants.stream()
                .filter(variant -> variant.engine().equals(REFERENCE_ENGINE))
                .filter(VariantSummary::hasValidTrial)
                .findFirst();
    }

    private static List<VariantPair> toReference(List<VariantSummary> variants) {
        Optional<VariantSummary> reference = reference(variants);
        return variants.stream()
                .filter(variant -> reference.isPresent() && !variant.equals(reference.get()))
                .filter(VariantSummary::hasValidTrial)
                .map(variant -> VariantPair.of(variant, reference.orElseThrow()))
                .toList();
    }

    private static List<VariantPair> betweenEngines(List<VariantSummary> variants) {
        List<VariantSummary> engines = variants.stream()
                .filter(variant -> !variant.engine().equals(REFERENCE_ENGINE))
                .filter(VariantSummary::hasValidTrial)
                .toList();
        List<VariantPair> pairs = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            for (int j = i + 1; j < engines.size(); j++) {
                if (!engines.get(i).engine().equals(engines.get(j).engine())) {
                    pairs.add(slowerAgainstFaster(engines.get(i), engines.get(j)));
                }
            }
        }
        return pairs;
    }

    /** The variant with the higher median latency above the fraction line, so that the ratio of medians is 1 or more. */
    private static VariantPair slowerAgainstFaster(VariantSummary one, VariantSummary other) {
        VariantPair pair = VariantPair.of(other, one);
        boolean upsideDown = pair.ratio(Metric.LATENCY_P50)
                .filter(ratio -> ratio.median() < 1)
                .isPresent();
        return upsideDown ? VariantPair.of(one, other) : pair;
    }
}
