package org.keyedstatebench.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.result.RunResult;

/**
 * What a run says about its variants, in numbers; how to say it is the report's affair.
 *
 * @param variants in the order of the scenario
 */
public record Comparison(List<VariantSummary> variants) {

    /** Id in the catalogue of the plain loop that every engine is measured against. */
    public static final String REFERENCE_ENGINE = "reference";

    public static Comparison of(RunResult run) {
        return new Comparison(run.scenario().variants().stream()
                .map(variant -> new VariantSummary(variant, run.trialsOf(variant.name())))
                .toList());
    }

    /** The first variant of the reference with a valid trial. */
    public Optional<VariantSummary> reference() {
        return variants.stream()
                .filter(variant -> variant.isReference() && variant.hasValidTrial())
                .findFirst();
    }

    /** Each other variant with a valid trial against the reference; empty if the reference has no valid trial. */
    public List<VariantPair> toReference() {
        return reference()
                .map(reference -> against(reference, variants.stream()))
                .orElse(List.of());
    }

    /** The engines of the run in the order of the scenario, the reference left out. */
    public Set<String> engines() {
        return variants.stream()
                .filter(variant -> !variant.isReference())
                .map(VariantSummary::engine)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The engine's variant with the lowest median latency; empty if none has a valid trial. */
    public Optional<VariantSummary> fastest(String engine) {
        return ofEngine(engine)
                .filter(variant -> variant.spread(Metric.LATENCY_P50).isPresent())
                .min(Comparator.comparingDouble(variant ->
                        variant.spread(Metric.LATENCY_P50).orElseThrow().median()));
    }

    /** The forms of one engine beside each other: each judged against the first that has a valid trial. */
    public List<VariantPair> withinEngine(String engine) {
        return ofEngine(engine)
                .filter(VariantSummary::hasValidTrial)
                .findFirst()
                .map(base -> against(base, ofEngine(engine)))
                .orElse(List.of());
    }

    private Stream<VariantSummary> ofEngine(String engine) {
        return variants.stream().filter(variant -> variant.engine().equals(engine));
    }

    /** These two against each other; empty if one has no valid trial or they are of one engine. */
    public Optional<VariantPair> pair(VariantSummary one, VariantSummary other) {
        List<VariantSummary> asked = List.of(one, other);
        return betweenEngines().stream()
                .filter(pair -> asked.contains(pair.judged()) && asked.contains(pair.base()))
                .findFirst();
    }

    /** Each of the others with a valid trial. */
    private static List<VariantPair> against(VariantSummary base, Stream<VariantSummary> variants) {
        return variants.filter(variant -> !variant.equals(base) && variant.hasValidTrial())
                .map(variant -> new VariantPair(variant, base))
                .toList();
    }

    /**
     * Each two variants of different engines, those with a valid trial, the reference left out; the one with the higher median latency
     * is judged against the other.
     */
    public List<VariantPair> betweenEngines() {
        List<VariantSummary> compared = variants.stream()
                .filter(variant -> !variant.isReference() && variant.hasValidTrial())
                .toList();
        List<VariantPair> pairs = new ArrayList<>();
        for (VariantSummary one : compared) {
            compared.stream()
                    .skip(compared.indexOf(one) + 1L)
                    .filter(other -> !other.engine().equals(one.engine()))
                    .map(other -> slowerAgainstFaster(one, other))
                    .forEach(pairs::add);
        }
        return pairs;
    }

    /** The variant with the higher median latency above the fraction line, so that the ratio of medians is 1 or more. */
    private static VariantPair slowerAgainstFaster(VariantSummary one, VariantSummary other) {
        VariantPair pair = new VariantPair(other, one);
        boolean upsideDown = pair.ratio(Metric.LATENCY_P50)
                .filter(ratio -> ratio.median() < 1)
                .isPresent();
        return upsideDown ? pair.inverse() : pair;
    }
}
