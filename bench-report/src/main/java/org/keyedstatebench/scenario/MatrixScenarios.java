package org.keyedstatebench.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.TableEntry;
import org.keyedstatebench.event.KeySpace;

/**
 * Says which trials fill the comparison table: as few conditions as possible, each for all dimensions that it can serve, so that
 * nothing is measured twice. Which variants take part, the engines' descriptors say. Pure.
 */
public final class MatrixScenarios {

    /** A pause above it is one after which a count starts again. */
    private static final Duration TTL = Duration.ofSeconds(2);

    private static final Workload LOAD = Workload.DEFAULT;

    /** JVMs that have only just started would take seconds to catch up with 10,000 events/s on two cores. */
    private static final Workload QUICK_LOAD = LOAD.withRateHz(2_000);

    /** What trials with few keys stand for: all that does not depend on the size of the state. */
    private static final List<Dimension> ROWS_OF_100_KEYS = List.of(
            Dimension.STATE_BACKEND, Dimension.PER_RECORD_PROCESSING, Dimension.CHECKPOINTING, Dimension.STATE_TTL);

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
        Set<String> conditions = new LinkedHashSet<>();
        Stream.of(false, true)
                .flatMap(quick -> parts(quick).stream())
                .map(Part::name)
                .forEach(conditions::add);
        for (EngineDescriptor engine : engines) {
            for (TableEntry entry : engine.table()) {
                String name = entry.variant().name();
                entry.rows().forEach(Dimension::parse);
                Stream.concat(entry.full().stream(), entry.quick().stream())
                        .filter(condition -> !conditions.contains(condition))
                        .forEach(condition -> {
                            throw new IllegalArgumentException("engine.json of " + engine.id() + ": table: " + name
                                    + ": unknown condition '" + condition + "'" + Nearest.hint(condition, conditions));
                        });
                Variant other = variants.putIfAbsent(name, Variant.of(engine.id(), entry.variant()));
                if (other != null) {
                    throw new IllegalArgumentException("expected each variant of the table once, got '" + name + "' of "
                            + other.engine() + " and of " + engine.id() + ": rename the one in engine.json");
                }
                entries.put(name, entry);
            }
        }
    }

    /**
     * @param dimensions rows of the table that are wanted, at least one
     * @param quick fewer key counts and settings, shorter phases
     */
    public Scenario of(Collection<Dimension> dimensions, boolean quick, int blocks, long seed) {
        List<Condition> conditions = new ArrayList<>();
        for (Part part : parts(quick)) {
            List<Dimension> kept =
                    part.dimensions().stream().filter(dimensions::contains).toList();
            List<String> takingPart = entries.values().stream()
                    .filter(entry -> (quick ? entry.quick() : entry.full()).contains(part.name()))
                    .filter(entry -> kept.stream().anyMatch(row -> standsFor(entry.rows(), row, part.dimensions())))
                    .map(entry -> entry.variant().name())
                    .toList();
            if (!takingPart.isEmpty()) {
                conditions.add(new Condition(
                        part.name(), part.experiment(), part.workload(), part.timing(), takingPart, kept));
            }
        }
        List<Variant> used = variants.values().stream()
                .filter(variant -> conditions.stream()
                        .anyMatch(condition -> condition.variants().contains(variant.name())))
                .toList();
        return new Scenario(
                quick ? "matrix-quick" : "matrix",
                Profile.LOW_LATENCY,
                quick ? QUICK_LOAD : LOAD,
                timing(quick),
                Resources.DEFAULT,
                blocks,
                seed,
                used,
                conditions);
    }

    /** A condition whose variants the engines say. */
    private record Part(
            String name, Experiment experiment, Workload workload, Timing timing, List<Dimension> dimensions) {}

    /**
     * Whether a variant stands for a row under a condition: where that serves several, if its engine says so.
     *
     * @param rows of the variant, in words
     */
    public static boolean standsFor(List<String> rows, Dimension dimension, List<Dimension> ofCondition) {
        return ofCondition.contains(dimension) && (ofCondition.size() == 1 || rows.contains(dimension.word()));
    }

    private static List<Part> parts(boolean quick) {
        Timing timing = timing(quick);
        Workload load = quick ? QUICK_LOAD : LOAD;
        List<Part> all = new ArrayList<>();
        all.add(offered("keys-100", load, 100, timing, ROWS_OF_100_KEYS));
        all.add(
                quick
                        // Its interval outweighs what a cold JVM adds, and a warm-up of two batches would take 20 s.
                        ? offered(
                                "slow-trigger",
                                load,
                                100,
                                new Timing(
                                        timing.startTimeout(),
                                        Duration.ZERO,
                                        Duration.ofSeconds(12),
                                        timing.drainTimeout()),
                                List.of(Dimension.PER_RECORD_PROCESSING))
                        : offered(
                                "slow-trigger",
                                load,
                                100,
                                timing.withDuration(Duration.ofSeconds(22)),
                                List.of(Dimension.PER_RECORD_PROCESSING, Dimension.CHECKPOINTING)));
        for (int keys : quick ? new int[0] : new int[] {100_000, 1_000_000}) {
            all.add(offered("keys-" + keys, load, keys, timing, List.of(Dimension.STATE_BACKEND)));
        }
        for (int keys : quick ? new int[] {100_000} : new int[] {100, 100_000, 1_000_000}) {
            long events = quick ? 200_000 : 1_000_000;
            all.add(new Part(
                    "drain-" + keys,
                    new Experiment.Drain(events, events / (quick ? 10 : 20)),
                    LOAD.withKeys(KeySpace.uniform(keys)),
                    timing,
                    List.of(Dimension.STATE_BACKEND, Dimension.STATE_ABSTRACTION, Dimension.STATE_TTL)));
        }
        all.add(new Part(
                "recovery",
                new Experiment.Recovery(Duration.ofSeconds(quick ? 3 : 6)),
                load,
                timing.withDuration(Duration.ofSeconds(quick ? 18 : 30)),
                List.of(Dimension.CHECKPOINTING)));
        all.add(new Part(
                "ttl",
                new Experiment.Ttl(),
                LOAD.withRateHz(1_000),
                timing.withDuration(TTL.multipliedBy(3).plusSeconds(2)),
                List.of(Dimension.STATE_TTL)));
        int rate = quick ? 1_000 : 2_000;
        // A key has an event every ten seconds, so that most are idle between two.
        all.add(offered(
                "timers",
                load.withRateHz(rate),
                10 * rate,
                timing.withDuration(timing.duration().plusSeconds(2)),
                List.of(Dimension.TIMERS)));
        return all;
    }

    private static Part offered(String name, Workload load, int keys, Timing timing, List<Dimension> dimensions) {
        return new Part(name, Experiment.OFFERED, load.withKeys(KeySpace.uniform(keys)), timing, dimensions);
    }

    private static Timing timing(boolean quick) {
        return new Timing(
                Timing.DEFAULT.startTimeout(),
                quick ? Duration.ofSeconds(3) : Duration.ofSeconds(6),
                quick ? Duration.ofSeconds(3) : Duration.ofSeconds(10),
                Timing.DEFAULT.drainTimeout());
    }
}
