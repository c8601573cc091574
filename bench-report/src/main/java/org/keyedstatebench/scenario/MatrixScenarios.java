package org.keyedstatebench.scenario;

import static org.keyedstatebench.scenario.Experiment.OFFERED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.TableEntry;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.scenario.Experiment.Drain;
import org.keyedstatebench.scenario.Experiment.Recovery;
import org.keyedstatebench.scenario.Experiment.Ttl;

/**
 * Says which trials fill the comparison table: as few conditions as possible, each for all dimensions that it can serve, so that
 * nothing is measured twice. Which variants take part, the engines' descriptors say. Pure.
 */
public final class MatrixScenarios {

    /** A condition whose variants the engines say. */
    private record Part(
            String name,
            Experiment experiment,
            Workload workload,
            Timing timing,
            List<Dimension> dimensions,
            Duration storeLatency) {

        /** With uniform keys; warm-up and measured window in seconds. */
        Part(String name, Experiment experiment, long rateHz, int keys, int warmup, int window, String... rows) {
            this(
                    name,
                    experiment,
                    new Workload(rateHz, KeySpace.uniform(keys), 0, 4, 0),
                    Timing.DEFAULT.with(
                            timing -> timing.warmup(Duration.ofSeconds(warmup)).duration(Duration.ofSeconds(window))),
                    Stream.of(rows).map(Dimension::parse).toList(),
                    null);
        }

        /** With a state that holds so many bytes for each key beside its count. */
        Part holding(int bytes) {
            return new Part(name, experiment, workload.withStateBytes(bytes), timing, dimensions, storeLatency);
        }

        /** With checkpoints on an object store of the run's own whose answers come so much later; its variants are named after it. */
        Part onStore(int latencyMs) {
            return new Part(
                    name + "-" + latencyMs + "ms",
                    experiment,
                    workload,
                    timing,
                    dimensions,
                    Duration.ofMillis(latencyMs));
        }

        Variant placed(Variant variant) {
            return storeLatency == null
                    ? variant
                    : variant.with(stored -> stored.name(variant.name() + "-store-" + storeLatency.toMillis() + "ms")
                            .placement(Placement.of(null, null, null, null, storeLatency)));
        }
    }

    /** Seven of eight keys get an event, two on average. */
    private static Part largeState(String name, int keys) {
        return new Part(name, new Drain(2L * keys, keys / 10), 10_000, keys, 6, 10, "abstraction", "checkpointing");
    }

    private static final Part STORE = new Part("store", OFFERED, 10_000, 100, 6, 10, "checkpointing");

    private static final Part STORE_RECOVERY =
            new Part("recovery-store", new Recovery(Duration.ofSeconds(6)), 10_000, 100, 6, 30, "checkpointing");

    /**
     * A pause above two seconds is one after which a count starts again, and three fit the window of ttl. For timers, a key has an
     * event every ten seconds, so that most are idle between two.
     */
    private static final List<Part> FULL = List.of(
            new Part("keys-100", OFFERED, 10_000, 100, 6, 10, "backend", "per-record", "checkpointing", "ttl"),
            new Part("slow-trigger", OFFERED, 10_000, 100, 6, 22, "per-record", "checkpointing"),
            new Part("keys-100000", OFFERED, 10_000, 100_000, 6, 10, "backend"),
            new Part("keys-1000000", OFFERED, 10_000, 1_000_000, 6, 10, "backend"),
            new Part("drain-100", new Drain(1_000_000, 50_000), 10_000, 100, 6, 10, "backend", "abstraction", "ttl"),
            new Part(
                    "drain-100000",
                    new Drain(1_000_000, 50_000),
                    10_000,
                    100_000,
                    6,
                    10,
                    "backend",
                    "abstraction",
                    "ttl"),
            new Part(
                    "drain-1000000",
                    new Drain(1_000_000, 50_000),
                    10_000,
                    1_000_000,
                    6,
                    10,
                    "backend",
                    "abstraction",
                    "ttl"),
            new Part("recovery", new Recovery(Duration.ofSeconds(6)), 10_000, 100, 6, 30, "checkpointing"),
            new Part("ttl", new Ttl(), 1_000, 100, 6, 8, "ttl"),
            new Part("timers", OFFERED, 2_000, 20_000, 6, 12, "timers"),
            STORE.onStore(0),
            STORE.onStore(20),
            STORE.onStore(50),
            STORE_RECOVERY.onStore(0),
            STORE_RECOVERY.onStore(20),
            STORE_RECOVERY.onStore(50),
            largeState("state-8b", 1_000_000).holding(8),
            largeState("state-1kb", 1_000_000).holding(1024),
            new Part(
                            "recovery-state-1kb",
                            new Recovery(Duration.ofSeconds(6)),
                            10_000,
                            1_000_000,
                            30,
                            30,
                            "checkpointing")
                    .holding(1024));

    /** What takes some 10 GB of disk, and longer than all else together. */
    private static final List<Part> LARGE = List.of(
            largeState("state-8b-10m-keys", 10_000_000).holding(8),
            largeState("state-1kb-10m-keys", 10_000_000).holding(1024));

    /**
     * JVMs that have only just started would take seconds to catch up with 10,000 events/s on two cores. The interval of a slow
     * trigger outweighs what a cold JVM adds, and a warm-up of two batches would take 20 s.
     */
    private static final List<Part> QUICK = List.of(
            new Part("keys-100", OFFERED, 2_000, 100, 3, 3, "backend", "per-record", "checkpointing", "ttl"),
            new Part("slow-trigger", OFFERED, 2_000, 100, 0, 12, "per-record"),
            new Part(
                    "drain-100000", new Drain(200_000, 20_000), 10_000, 100_000, 3, 3, "backend", "abstraction", "ttl"),
            new Part("recovery", new Recovery(Duration.ofSeconds(3)), 2_000, 100, 3, 18, "checkpointing"),
            new Part("ttl", new Ttl(), 1_000, 100, 3, 8, "ttl"),
            new Part("timers", OFFERED, 1_000, 10_000, 3, 5, "timers"),
            new Part("store", OFFERED, 2_000, 100, 3, 5, "checkpointing").onStore(20));

    /** What a quick run leaves out, for the report. */
    public static final String LEFT_OUT_BY_QUICK =
            "quick: 2,000 instead of 10,000 events/s; latency at 100 keys and throughput at 100,000 keys only; the variants that"
                    + " engines name for the full table only, such as further backends, triggers and checkpoint intervals; the"
                    + " micro-benchmarks of steps that have one size; warm-ups of some seconds, after which JVMs still compile, so"
                    + " that latency at rest is lower than these figures";

    private final Map<String, Variant> variants = new LinkedHashMap<>();
    private final Map<String, TableEntry> entries = new LinkedHashMap<>();

    /**
     * @param engines in the order of the table
     * @throws IllegalArgumentException if one of them names a condition or row that there is not, or a variant that another one has
     */
    public MatrixScenarios(List<EngineDescriptor> engines) {
        List<String> conditions = Stream.of(FULL, QUICK, LARGE)
                .flatMap(List::stream)
                .map(Part::name)
                .distinct()
                .toList();
        for (EngineDescriptor engine : engines) {
            for (TableEntry entry : engine.table()) {
                String name = entry.variant().name();
                entry.rows().forEach(Dimension::parse);
                Stream.concat(entry.full().stream(), entry.quick().stream())
                        .filter(condition -> !conditions.contains(condition))
                        .forEach(condition -> {
                            throw new IllegalArgumentException("engine.json of " + engine.id() + ": table: " + name
                                    + ": " + Nearest.unknown("condition", condition, conditions));
                        });
                Variant.of(engine.id(), entry.variant()).putOnce(variants, "of the table once");
                entries.put(name, entry);
            }
        }
    }

    /** Without the largest state. */
    public Scenario of(Collection<Dimension> dimensions, boolean quick, int blocks, long seed) {
        return of(dimensions, quick, false, blocks, seed);
    }

    /**
     * @param dimensions rows of the table that are wanted, at least one
     * @param quick fewer key counts and settings, shorter phases
     * @param large also with a state of 10,000,000 keys
     */
    public Scenario of(Collection<Dimension> dimensions, boolean quick, boolean large, int blocks, long seed) {
        List<Condition> conditions = new ArrayList<>();
        Map<String, Variant> used = new LinkedHashMap<>();
        List<Part> parts = new ArrayList<>(quick ? QUICK : FULL);
        parts.addAll(large ? LARGE : List.of());
        for (Part part : parts) {
            List<Dimension> kept =
                    part.dimensions().stream().filter(dimensions::contains).toList();
            List<String> takingPart = entries.values().stream()
                    .filter(entry -> (quick ? entry.quick() : entry.full()).contains(part.name()))
                    .filter(entry -> kept.stream().anyMatch(row -> standsFor(entry.rows(), row, part.dimensions())))
                    .map(entry -> part.placed(variants.get(entry.variant().name())))
                    .map(variant -> used.computeIfAbsent(variant.name(), name -> variant)
                            .name())
                    .toList();
            if (!takingPart.isEmpty()) {
                conditions.add(new Condition(
                        part.name(), part.experiment(), part.workload(), part.timing(), takingPart, kept, null));
            }
        }
        return new Scenario(
                quick ? "matrix-quick" : "matrix",
                Profile.LOW_LATENCY,
                parts.get(0).workload(),
                parts.get(0).timing(),
                Resources.DEFAULT,
                blocks,
                seed,
                List.copyOf(used.values()),
                conditions);
    }

    /**
     * A comparison with the short trials that fill the rows of the table that its own trials leave open, of the engines that it
     * compares, with its load but for rate and keys. A variant that the comparison has by the same name takes part as it is there,
     * unless it does something else.
     *
     * @param quick without the kills, which take longest and whose row the comparison's own trials fill already
     */
    public Scenario added(Scenario comparison, boolean quick) {
        Map<String, Variant> all = new LinkedHashMap<>();
        comparison.variants().forEach(variant -> all.put(variant.name(), variant));
        List<String> engines =
                comparison.variants().stream().map(Variant::engine).distinct().toList();
        List<Condition> conditions = new ArrayList<>(comparison.conditions());
        for (Part part : QUICK) {
            List<String> takingPart = entries.values().stream()
                    .filter(entry -> entry.compare().contains(part.name()))
                    .filter(entry -> !(quick && part.experiment() instanceof Recovery))
                    .map(entry -> variants.get(entry.variant().name()))
                    .filter(variant -> engines.contains(variant.engine()))
                    .filter(variant ->
                            all.computeIfAbsent(variant.name(), name -> variant).does(variant))
                    .map(Variant::name)
                    .toList();
            if (!takingPart.isEmpty()) {
                conditions.add(new Condition(
                        part.name(),
                        part.experiment(),
                        comparison
                                .workload()
                                .with(load -> load.rateHz(part.workload().rateHz())
                                        .keys(part.workload().keys())),
                        comparison
                                .timing()
                                .with(timing -> timing.warmup(part.timing().warmup())
                                        .duration(part.timing().duration())),
                        takingPart,
                        part.dimensions(),
                        null));
            }
        }
        return comparison.with(more -> more.variants(List.copyOf(all.values())).conditions(conditions));
    }

    /**
     * Whether a variant stands for a row under a condition: where that serves several, if its engine says so.
     *
     * @param rows of the variant, in words
     */
    public static boolean standsFor(List<String> rows, Dimension dimension, List<Dimension> ofCondition) {
        return ofCondition.contains(dimension) && (ofCondition.size() == 1 || rows.contains(dimension.word()));
    }
}
