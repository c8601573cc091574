package org.keyedstatebench.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;

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
        Check.name("scenario", name);
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(resources, "resources");
        Check.range("blocks", blocks, 1, 1_000);
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("a scenario needs at least one variant");
        }
        List<String> names = variants.stream().map(Variant::name).toList();
        Check.unique("variant", names);
        conditions = conditions == null || conditions.isEmpty()
                ? List.of(new Condition(Condition.ONLY, Experiment.OFFERED, workload, timing, names))
                : List.copyOf(conditions);
        Check.unique("condition", conditions.stream().map(Condition::name).toList());
        for (Condition condition : conditions) {
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

    /** Every variant under this one condition, with this workload and timing. */
    public Scenario under(String condition, Experiment experiment) {
        List<String> names = variants.stream().map(Variant::name).toList();
        return withConditions(List.of(new Condition(condition, experiment, workload, timing, names)));
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
