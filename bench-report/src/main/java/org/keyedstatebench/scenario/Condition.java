package org.keyedstatebench.scenario;

import java.util.List;
import java.util.Objects;

/**
 * One set of circumstances under which variants are compared: trials of different conditions differ in more than the variant, so
 * no ratio is taken across them.
 *
 * @param name unique in a scenario; the same characters as a variant's name
 * @param experiment what a trial does
 * @param workload what is sent
 * @param timing how long the phases last
 * @param variants names of those that are compared under it, at least one
 * @param dimensions rows of the comparison table that its trials stand for; none where there is no such table
 * @param resources what each engine gets under it; {@code null} for what it gets in the whole run
 */
public record Condition(
        String name,
        Experiment experiment,
        Workload workload,
        Timing timing,
        List<String> variants,
        List<Dimension> dimensions,
        Resources resources) {

    /** Name of the condition of a scenario that has only one. */
    public static final String ONLY = "main";

    public Condition {
        Check.name("condition", name);
        Objects.requireNonNull(experiment, "experiment");
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(timing, "timing");
        variants = List.copyOf(variants);
        dimensions = dimensions == null ? List.of() : List.copyOf(dimensions);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("the condition '" + name + "' needs at least one variant");
        }
    }

    /** What each engine gets under it. */
    public Resources resourcesOr(Resources ofWholeRun) {
        return resources == null ? ofWholeRun : resources;
    }
}
