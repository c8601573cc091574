package org.keyedstatebench.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.TableEntry;
import org.keyedstatebench.engine.Words;
import org.keyedstatebench.event.KeySpace;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Says which trials fill the comparison table: as few conditions as possible, each for all dimensions that it can serve, so that
 * nothing is measured twice. They stand in {@code table.yaml}; which variants take part, the engines' descriptors say. Pure.
 */
public final class MatrixScenarios {

    /** What {@code table.yaml} says. */
    private record Parts(List<Part> full, List<Part> large, List<Part> quick) {}

    /**
     * A condition whose variants the engines say.
     *
     * @param experiment {@code null} for an open loop
     * @param storeLatency how much later an object store of the run's own answers that checkpoints are on; {@code null} for none
     */
    private record Part(
            String name, Experiment experiment, Load load, Duration storeLatency, List<Dimension> dimensions) {

        /** @param like has what the part does not say */
        Condition condition(Scenario like, List<String> variants, List<Dimension> rows) {
            Experiment meant = experiment == null ? Experiment.OFFERED : experiment;
            return new Condition(name, meant, load.of(like.workload()), load.of(like.timing()), variants, rows, null);
        }

        Variant placed(Variant variant) {
            return storeLatency == null
                    ? variant
                    : variant.with(stored -> stored.name(variant.name() + "-store-" + storeLatency.toMillis() + "ms")
                            .placement(Placement.of(null, null, null, null, storeLatency)));
        }
    }

    /** @param stateBytes {@code null} for as many as there are anyway */
    private record Load(long rate, int keys, Integer stateBytes, Duration warmup, Duration duration) {

        Workload of(Workload like) {
            Workload load = like.with(other -> other.rateHz(rate).keys(KeySpace.uniform(keys)));
            return stateBytes == null ? load : load.withStateBytes(stateBytes);
        }

        Timing of(Timing like) {
            return like.with(other -> other.warmup(warmup).duration(duration));
        }
    }

    private static final Parts PARTS = YAMLMapper.builder()
            .addModule(Words.module())
            .build()
            .readValue(MatrixScenarios.class.getResourceAsStream("table.yaml"), Parts.class);

    private final Map<String, Variant> variants = new LinkedHashMap<>();
    private final Map<String, TableEntry> entries = new LinkedHashMap<>();

    /**
     * @param engines in the order of the table
     * @throws IllegalArgumentException if one of them names a condition or row that there is not, or a variant that another one has
     */
    public MatrixScenarios(List<EngineDescriptor> engines) {
        List<String> conditions = Stream.of(PARTS.full(), PARTS.quick(), PARTS.large())
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

    /**
     * @param dimensions rows of the table that are wanted, at least one
     * @param quick fewer key counts and settings, shorter phases
     * @param large also with a state of 10,000,000 keys
     */
    public Scenario of(Collection<Dimension> dimensions, boolean quick, boolean large, int blocks, long seed) {
        List<Part> parts = new ArrayList<>(quick ? PARTS.quick() : PARTS.full());
        parts.addAll(large ? PARTS.large() : List.of());
        Scenario base = new Scenario(
                quick ? "matrix-quick" : "matrix",
                Profile.LOW_LATENCY,
                parts.get(0).load().of(Workload.DEFAULT),
                parts.get(0).load().of(Timing.DEFAULT),
                Resources.DEFAULT,
                blocks,
                seed,
                List.copyOf(variants.values()),
                null,
                null);
        List<Condition> conditions = new ArrayList<>();
        Map<String, Variant> used = new LinkedHashMap<>();
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
                conditions.add(part.condition(base, takingPart, kept));
            }
        }
        return base.with(table -> table.variants(List.copyOf(used.values())).conditions(conditions));
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
        for (Part part : PARTS.quick()) {
            List<String> takingPart = entries.values().stream()
                    .filter(entry -> entry.compare().contains(part.name()))
                    .filter(entry -> !(quick && part.experiment() instanceof Experiment.Recovery))
                    .map(entry -> variants.get(entry.variant().name()))
                    .filter(variant -> engines.contains(variant.engine()))
                    .filter(variant ->
                            all.computeIfAbsent(variant.name(), name -> variant).does(variant))
                    .map(Variant::name)
                    .toList();
            if (!takingPart.isEmpty()) {
                conditions.add(part.condition(comparison, takingPart, part.dimensions()));
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
