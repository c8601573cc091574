package org.keyedstatebench.harness.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What to run, complete and validated; everything that a run needs to be repeated, save the machine.
 *
 * @param name goes into the name of the result folder; the same characters as a variant's name
 * @param profile how far the engines are configured
 * @param workload what is sent
 * @param timing how long the phases last
 * @param resources what each engine gets of the machine
 * @param blocks how often every variant is measured, 1 to 1,000
 * @param seed of the event sequences and of the order of trials
 * @param variants the sides of the comparison, at least one, each name once
 */
public record Scenario(
        String name,
        Profile profile,
        Workload workload,
        Timing timing,
        Resources resources,
        int blocks,
        long seed,
        List<Variant> variants) {

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
        Set<String> names = new HashSet<>();
        for (Variant variant : variants) {
            if (!names.add(variant.name())) {
                throw new IllegalArgumentException(
                        "variant names must be unique, '" + variant.name() + "' stands twice");
            }
        }
    }

    public Scenario withVariants(List<Variant> others) {
        return new Scenario(name, profile, workload, timing, resources, blocks, seed, others);
    }
}
