package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.event.KeySpace;

/**
 * What a scenario file or the command line says, laid over what was said before: a field that is {@code null} leaves the base
 * as it is. Immutable; options win over a file by being applied after it.
 *
 * @param name of the run
 * @param profile how far the engines are configured
 * @param workload what is sent; may be {@code null}
 * @param timing how long the phases last; may be {@code null}
 * @param resources what each engine gets; may be {@code null}
 * @param blocks how often every variant is measured
 * @param seed of events and order
 * @param variants replace those of the base
 */
@RecordBuilder
public record ScenarioOverrides(
        String name,
        Profile profile,
        OfWorkload workload,
        OfTiming timing,
        OfResources resources,
        Integer blocks,
        Long seed,
        List<Variant> variants)
        implements ScenarioOverridesBuilder.With {

    /** Overrides of {@link Workload}, with its units. */
    public record OfWorkload(
            @JsonProperty("rate") Long rateHz,
            Integer keys,
            KeyDistribution distribution,
            Double zipfExponent,
            Integer payloadBytes,
            Integer partitions,
            Integer malformedEvery) {

        static final OfWorkload NONE = new OfWorkload(null, null, null, null, null, null, null);
    }

    /** Overrides of {@link Timing}. */
    public record OfTiming(Duration startTimeout, Duration warmup, Duration duration, Duration drainTimeout) {

        static final OfTiming NONE = new OfTiming(null, null, null, null);
    }

    /** Overrides of {@link Resources}, with its units. */
    public record OfResources(Integer heapMb, Integer processors, String collector, Integer parallelism) {

        static final OfResources NONE = new OfResources(null, null, null, null);
    }

    public ScenarioOverrides {
        workload = workload == null ? OfWorkload.NONE : workload;
        timing = timing == null ? OfTiming.NONE : timing;
        resources = resources == null ? OfResources.NONE : resources;
        variants = variants == null ? null : List.copyOf(variants);
    }

    /**
     * @return the base with what is given here
     * @throws ScenarioException with every value that is out of its range
     */
    public Scenario apply(Scenario base) {
        List<Mistake> mistakes = new ArrayList<>();
        Scenario scenario = apply(base, (field, message) -> mistakes.add(new Mistake(null, 0, 0, message)));
        if (!mistakes.isEmpty()) {
            throw new ScenarioException(mistakes);
        }
        return scenario;
    }

    /**
     * Applies one field after the other, so that every wrong one is found and can be told where it stands.
     *
     * @param complaint gets the field's name, such as {@code timing.warmup}, and what is wrong with it
     * @return the base with every field that is right
     */
    Scenario apply(Scenario base, BiConsumer<String, String> complaint) {
        Step<Scenario> step = new Step<>(base.withConditions(List.of()), complaint);
        step.set("name", name, Scenario::withName);
        step.set("profile", profile, Scenario::withProfile);
        step.set("blocks", blocks, Scenario::withBlocks);
        step.set("seed", seed, Scenario::withSeed);
        step.set("variants", variants, Scenario::withVariants);
        Scenario all = step.value.with(scenario -> scenario.workload(applyWorkload(base.workload(), complaint))
                .timing(applyTiming(base.timing(), complaint))
                .resources(applyResources(base.resources(), complaint))
                .conditions(null));
        return base.hasOwnConditions() ? underItsConditions(base, all, complaint) : all;
    }

    /** Conditions hold: what they have of their own cannot be said anew from without, all else reaches them. */
    private static Scenario underItsConditions(Scenario base, Scenario all, BiConsumer<String, String> complaint) {
        Map<String, Boolean> changed = new LinkedHashMap<>();
        changed.put("workload", !all.workload().equals(base.workload()));
        changed.put("timing", !all.timing().equals(base.timing()));
        changed.put("variants", !all.variants().equals(base.variants()));
        if (changed.containsValue(true)) {
            changed.forEach((part, isOther) -> {
                if (isOther) {
                    complaint.accept(part, base.noOther(part));
                }
            });
            return base;
        }
        return all.withConditions(base.conditions());
    }

    private Workload applyWorkload(Workload base, BiConsumer<String, String> complaint) {
        Step<KeySpace> keys = new Step<>(base.keys(), complaint);
        keys.set("workload.keys", workload.keys, (k, v) -> new KeySpace(v, k.distribution(), k.zipfExponent()));
        // Only Zipf keys have their exponent checked; whether these are is decided right after.
        keys.set("workload.zipfExponent", workload.zipfExponent, (k, v) -> KeySpace.zipf(k.count(), v));
        KeyDistribution distribution =
                workload.distribution == null ? base.keys().distribution() : workload.distribution;
        keys.set("workload.distribution", distribution, (k, v) -> new KeySpace(k.count(), v, k.zipfExponent()));

        Step<Workload> step = new Step<>(base.withKeys(keys.value), complaint);
        step.set("workload.rate", workload.rateHz, Workload::withRateHz);
        step.set("workload.payloadBytes", workload.payloadBytes, Workload::withPayloadBytes);
        step.set("workload.partitions", workload.partitions, Workload::withPartitions);
        step.set("workload.malformedEvery", workload.malformedEvery, Workload::withMalformedEvery);
        return step.value;
    }

    private Timing applyTiming(Timing base, BiConsumer<String, String> complaint) {
        Step<Timing> step = new Step<>(base, complaint);
        step.set("timing.startTimeout", timing.startTimeout, Timing::withStartTimeout);
        step.set("timing.warmup", timing.warmup, Timing::withWarmup);
        step.set("timing.duration", timing.duration, Timing::withDuration);
        step.set("timing.drainTimeout", timing.drainTimeout, Timing::withDrainTimeout);
        return step.value;
    }

    private Resources applyResources(Resources base, BiConsumer<String, String> complaint) {
        Step<Resources> step = new Step<>(base, complaint);
        step.set("resources.heapMb", resources.heapMb, Resources::withHeapMb);
        step.set("resources.processors", resources.processors, Resources::withProcessors);
        step.set("resources.collector", resources.collector, Resources::withCollector);
        step.set("resources.parallelism", resources.parallelism, Resources::withParallelism);
        return step.value;
    }

    /** A value that is changed field by field; a change that its validation refuses is complained about and left out. */
    private static final class Step<T> {

        private final BiConsumer<String, String> complaint;
        private T value;

        Step(T base, BiConsumer<String, String> complaint) {
            this.value = base;
            this.complaint = complaint;
        }

        <V> void set(String field, V given, BiFunction<T, V, T> change) {
            if (given != null) {
                try {
                    value = change.apply(value, given);
                } catch (IllegalArgumentException e) {
                    complaint.accept(field, e.getMessage());
                }
            }
        }
    }
}
