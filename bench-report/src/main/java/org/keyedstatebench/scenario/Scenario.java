package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param price of a machine; {@code null} if nobody said one
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
        List<Condition> conditions,
        @JsonInclude(JsonInclude.Include.NON_NULL) Price price)
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
                ? List.of(new Condition(Condition.ONLY, Experiment.OFFERED, workload, timing, names, List.of(), null))
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
        return withConditions(List.of(new Condition(condition, experiment, workload, timing, names, List.of(), null)));
    }

    /** What is left of the scenario if it has only these of its conditions, at least one. */
    public Scenario only(List<Condition> some) {
        return with(scenario -> scenario.workload(some.get(0).workload())
                .timing(some.get(0).timing())
                .variants(variants.stream()
                        .filter(variant -> some.stream()
                                .anyMatch(condition -> condition.variants().contains(variant.name())))
                        .toList())
                .conditions(some));
    }

    /** The conditions that variants are compared under: those of the comparison table only where there are no others. */
    public List<Condition> compared() {
        List<Condition> own = conditions.stream()
                .filter(condition -> condition.dimensions().isEmpty())
                .toList();
        return own.isEmpty() ? conditions : own;
    }

    /** The conditions whose trials were added to those of a comparison, once and after them, to fill its table. */
    public List<Condition> added() {
        List<Condition> compared = compared();
        return conditions.stream()
                .filter(condition -> !compared.contains(condition))
                .toList();
    }

    /** How many trials are planned. */
    public int trials() {
        return blocks * places(compared()) + places(added());
    }

    private static int places(List<Condition> conditions) {
        return conditions.stream()
                .mapToInt(condition -> condition.variants().size())
                .sum();
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public Variant variant(String variantName) {
        return variants.stream()
                .filter(variant -> variant.name().equals(variantName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no variant '" + variantName + "'"));
    }
}
