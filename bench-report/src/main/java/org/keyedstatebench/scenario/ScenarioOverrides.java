package org.keyedstatebench.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.event.KeySpace;

/**
 * What a scenario file or the command line says, by the field of a file, laid over what was said before. Options win over a file by
 * being applied after it. For one thread.
 */
public final class ScenarioOverrides {

    /** What a field holds and what it changes. */
    record Field<V>(Class<V> type, BiFunction<Scenario, V, Scenario> change) {
        Scenario changed(Scenario scenario, Object value) {
            return change.apply(scenario, type.cast(value));
        }
    }

    /** By name, in the order in which they are applied and complained about. */
    static final Map<String, Field<?>> FIELDS = new LinkedHashMap<>();

    static {
        field("name", String.class, Scenario::withName);
        field("profile", Profile.class, Scenario::withProfile);
        field("blocks", Integer.class, Scenario::withBlocks);
        field("seed", Long.class, Scenario::withSeed);
        field("price", String.class, (s, v) -> s.withPrice(Price.parse(v)));
        field("variants", Variant[].class, (s, v) -> s.withVariants(List.of(v)));
        // Only Zipf keys have their exponent checked; whether these are is decided right after.
        keys("keys", Integer.class, (k, v) -> new KeySpace(v, k.distribution(), k.zipfExponent()));
        keys(
                "zipfExponent",
                Double.class,
                (k, v) -> new KeySpace(
                        k.count(), k.distribution(), KeySpace.zipf(k.count(), v).zipfExponent()));
        keys("distribution", KeyDistribution.class, (k, v) -> new KeySpace(k.count(), v, k.zipfExponent()));
        workload("rate", Long.class, Workload::withRateHz);
        workload("payloadBytes", Integer.class, Workload::withPayloadBytes);
        workload("partitions", Integer.class, Workload::withPartitions);
        workload("malformedEvery", Integer.class, Workload::withMalformedEvery);
        workload("stateBytes", Integer.class, Workload::withStateBytes);
        timing("startTimeout", Timing::withStartTimeout);
        timing("warmup", Timing::withWarmup);
        timing("duration", Timing::withDuration);
        timing("drainTimeout", Timing::withDrainTimeout);
        resources("heapMb", Integer.class, Resources::withHeapMb);
        resources("processors", Integer.class, Resources::withProcessors);
        resources("collector", String.class, Resources::withCollector);
        resources("parallelism", Integer.class, Resources::withParallelism);
    }

    private final Map<String, Object> said = new HashMap<>();

    private static <V> void field(String name, Class<V> type, BiFunction<Scenario, V, Scenario> change) {
        FIELDS.put(name, new Field<>(type, change));
    }

    private static <V> void workload(String name, Class<V> type, BiFunction<Workload, V, Workload> change) {
        field("workload." + name, type, (s, v) -> s.withWorkload(change.apply(s.workload(), v)));
    }

    private static <V> void keys(String name, Class<V> type, BiFunction<KeySpace, V, KeySpace> change) {
        workload(name, type, (w, v) -> w.withKeys(change.apply(w.keys(), v)));
    }

    private static void timing(String name, BiFunction<Timing, Duration, Timing> change) {
        field("timing." + name, Duration.class, (s, v) -> s.withTiming(change.apply(s.timing(), v)));
    }

    private static <V> void resources(String name, Class<V> type, BiFunction<Resources, V, Resources> change) {
        field("resources." + name, type, (s, v) -> s.withResources(change.apply(s.resources(), v)));
    }

    /** @param value of the field, such as {@code timing.warmup}; {@code null} leaves it as it is in the base */
    public ScenarioOverrides say(String field, Object value) {
        said.put(field, value);
        return this;
    }

    /**
     * @return the base with what is given here
     * @throws ScenarioException with every value that is out of its range
     */
    public Scenario apply(Scenario base) {
        List<Mistake> mistakes = new ArrayList<>();
        Scenario scenario = apply(base, (field, message) -> mistakes.add(Mistake.said(message)));
        ScenarioException.throwIfAny(mistakes);
        return scenario;
    }

    /**
     * Applies one field after the other, so that every wrong one is found and can be told where it stands.
     *
     * @param complaint gets the field's name, such as {@code timing.warmup}, and what is wrong with it
     * @return the base with every field that is right
     */
    Scenario apply(Scenario base, BiConsumer<String, String> complaint) {
        Scenario all = base.withConditions(List.of());
        for (Map.Entry<String, Field<?>> field : FIELDS.entrySet()) {
            Object value = said.get(field.getKey());
            if (value != null) {
                try {
                    all = field.getValue().changed(all, value);
                } catch (IllegalArgumentException e) {
                    complaint.accept(field.getKey(), e.getMessage());
                }
            }
        }
        return base.hasOwnConditions() ? underItsConditions(base, all, complaint) : all.withConditions(null);
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
}
