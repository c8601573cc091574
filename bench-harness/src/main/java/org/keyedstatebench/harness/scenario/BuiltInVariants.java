package org.keyedstatebench.harness.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.CounterOptions;

/** The one place that says which variants have a name of their own, and what a comparison measures when nothing is said. */
public final class BuiltInVariants {

    private static final Duration FLINK_CHECKPOINTS = Duration.ofSeconds(5);
    private static final Trigger REAL_TIME = CounterOptions.parseTrigger("real-time");

    /** The sides of a comparison, in the order of the table. */
    private static final List<Variant> COMPARED = List.of(
            variant("reference", "reference", "heap", Trigger.PER_RECORD, Emission.PER_EVENT, Duration.ZERO),
            variant("flink-hashmap", "flink", "hashmap", Trigger.PER_RECORD, Emission.PER_EVENT, FLINK_CHECKPOINTS),
            variant("flink-rocksdb", "flink", "rocksdb", Trigger.PER_RECORD, Emission.PER_EVENT, FLINK_CHECKPOINTS),
            variant("spark", "spark", "rocksdb", Trigger.ASAP, Emission.PER_KEY, Duration.ZERO),
            variant(
                    "spark-10s",
                    "spark",
                    "rocksdb",
                    Trigger.every(Duration.ofSeconds(10)),
                    Emission.PER_KEY,
                    Duration.ZERO),
            variant("spark-real-time", "spark", "rocksdb", REAL_TIME, Emission.PER_KEY, Duration.ZERO));

    /** Further ones, which a user asks for by name. */
    private static final List<Variant> OTHERS =
            List.of(variant("spark-per-event", "spark", "rocksdb", Trigger.ASAP, Emission.PER_EVENT, Duration.ZERO));

    private static final Map<String, Variant> BY_NAME = byName();

    /** What people type who mean the engine: that of its variants whose state may outgrow the memory. */
    private static final Map<String, String> MEANT = Map.of("flink", "flink-rocksdb");

    private BuiltInVariants() {}

    /** What {@code compare} measures when nothing is said, in this order. */
    public static List<Variant> compared() {
        return COMPARED;
    }

    /** Every built-in name, those of {@link #compared} first. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** @throws IllegalArgumentException if there is no such variant; the message lists the known names */
    public static Variant named(String name) {
        return find(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown variant '" + name + "'" + Nearest.hint(name, names())));
    }

    /**
     * The variants that a user chose by name, in the order given; flink stands for flink-rocksdb.
     *
     * @param own variants of the user's scenario, which win over built-in ones of the same name
     * @throws ScenarioException with every name that is neither
     */
    public static List<Variant> select(List<String> names, List<Variant> own) {
        Map<String, Variant> known = new LinkedHashMap<>(BY_NAME);
        own.forEach(variant -> known.put(variant.name(), variant));
        List<Mistake> mistakes = new ArrayList<>();
        List<Variant> selected = new ArrayList<>();
        for (String name : names) {
            Variant variant = known.getOrDefault(name, known.get(MEANT.getOrDefault(name, name)));
            if (variant != null) {
                selected.add(variant);
            } else {
                mistakes.add(
                        new Mistake(null, 0, 0, "unknown variant '" + name + "'" + Nearest.hint(name, known.keySet())));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new ScenarioException(mistakes);
        }
        return selected;
    }

    static Optional<Variant> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Ids of the engines that have a built-in variant. */
    static List<String> engines() {
        return BY_NAME.values().stream().map(Variant::engine).distinct().toList();
    }

    /** What a variant of this engine is when nothing more is said: the engine's first built-in one. */
    static Optional<Variant> firstOf(String engine) {
        return BY_NAME.values().stream()
                .filter(variant -> variant.engine().equals(engine))
                .findFirst();
    }

    private static Variant variant(
            String name,
            String engine,
            String stateBackend,
            Trigger trigger,
            Emission emission,
            Duration checkpointInterval) {
        return new Variant(
                name,
                engine,
                stateBackend,
                trigger,
                emission,
                Guarantee.AT_LEAST_ONCE,
                checkpointInterval,
                null,
                Map.of());
    }

    private static Map<String, Variant> byName() {
        Map<String, Variant> all = new LinkedHashMap<>();
        COMPARED.forEach(variant -> all.put(variant.name(), variant));
        OTHERS.forEach(variant -> all.put(variant.name(), variant));
        return all;
    }
}
