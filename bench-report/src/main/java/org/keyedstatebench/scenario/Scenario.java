package org.keyedstatebench.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What to run, complete and validated; everything that a run needs to be repeated, save the machine.
 *
 * @param name goes into the name of the result folder; the same characters as a variant's name
 * @param profile how far the engines are configured
 * @param workload what is sent where a condition says nothing else
 * @param timing how long the phases last where a condition says nothing else
 * @param resources what each engine gets of the machine
 * @param blocks how often every variant is measured, 1 to 1,000
 * @param seed of the event sequences and of the order of trials
 * @param variants the sides of the comparison, at least one, each name once
 * @param conditions under which they are compared, each name once; {@code null} or none for one condition with all variants
 */
@RecordBuilder
public record Scenario(
        String name,
        Profile profile,
        Workload workload,
        Timing timing,
        Resources resources,
        int blocks,
        long seed,
        List<Variant> variants,
        List<Condition> conditions)
        implements ScenarioBuilder.With {

    public Scenario {
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "a scenario's name must be 1 to 64 letters, digits, '.', '_' or '-', got '" + name + "'");
        }
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(resources, "resources");
        Range.check("blocks", blocks, 1, 1_000);
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("a scenario needs at least one variant");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Variant variant : variants) {
            if (!names.add(variant.name())) {
                throw new IllegalArgumentException(
                        "variant names must be unique, '" + variant.name() + "' stands twice");
            }
        }
        conditions = conditions == null || conditions.isEmpty()
                ? List.of(new Condition(Condition.ONLY, Experiment.OFFERED, workload, timing, List.copyOf(names)))
                : List.copyOf(conditions);
        Set<String> conditionNames = new HashSet<>();
        for (Condition condition : conditions) {
            if (!conditionNames.add(condition.name())) {
                throw new IllegalArgumentException(
                        "condition names must be unique, '" + condition.name() + "' stands twice");
            }
            for (String variant : condition.variants()) {
                if (!names.contains(variant)) {
                    throw new IllegalArgumentException("the condition '" + condition.name() + "' has the variant '"
                            + variant + "', which the scenario does not have");
                }
            }
        }
    }

    /** Every variant under one condition: an open loop with this workload and timing. */
    public Scenario(
            String name,
            Profile profile,
            Workload workload,
            Timing timing,
            Resources resources,
            int blocks,
            long seed,
            List<Variant> variants) {
        this(name, profile, workload, timing, resources, blocks, seed, variants, List.of());
    }

    /** Whether it has conditions beside the one that its own workload, timing and variants make. */
    public boolean hasOwnConditions() {
        return !conditions.equals(withConditions(List.of()).conditions);
    }

    /**
     * The same circumstances for other variants.
     *
     * @throws IllegalArgumentException if it has conditions of its own, which name their variants
     */
    @Override
    public Scenario withVariants(List<Variant> others) {
        if (hasOwnConditions()) {
            throw new IllegalArgumentException(noOther("variants"));
        }
        return with(scenario -> scenario.variants(others).conditions(null));
    }

    /** The sentence that refuses what the conditions would not take notice of. */
    String noOther(String part) {
        return "expected no other " + part + " beside the conditions of the scenario '" + name
                + "', each of which has its own: "
                + String.join(", ", conditions.stream().map(Condition::name).toList());
    }

    /** What is left of the scenario if it has this one of its conditions only. */
    public Scenario only(Condition condition) {
        return with(scenario -> scenario.workload(condition.workload())
                .timing(condition.timing())
                .variants(variants.stream()
                        .filter(variant -> condition.variants().contains(variant.name()))
                        .toList())
                .conditions(List.of(condition)));
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public Variant variant(String variantName) {
        return variants.stream()
                .filter(variant -> variant.name().equals(variantName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no variant '" + variantName + "'"));
    }
}
