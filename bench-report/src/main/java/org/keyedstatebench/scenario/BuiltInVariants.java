package org.keyedstatebench.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.EngineVariant;

/** The variants that have a name of their own, because an engine's descriptor names them, and what is measured when nothing is said. */
public final class BuiltInVariants {

    /** Id of the engine that is none: the floor that everything is held against. */
    public static final String REFERENCE = "reference";

    private final List<EngineDescriptor> engines;
    private final Map<String, Variant> byName = new LinkedHashMap<>();

    /**
     * @param engines in the order of tables
     * @throws IllegalArgumentException if two of them have a variant of the same name
     */
    public BuiltInVariants(List<EngineDescriptor> engines) {
        this.engines = List.copyOf(engines);
        for (EngineDescriptor engine : engines) {
            for (EngineVariant variant : engine.variants()) {
                Variant.of(engine.id(), variant).putOnce(byName, "of one engine only");
            }
        }
    }

    /** What {@code compare} measures when nothing is said, in this order. */
    public List<Variant> compared() {
        return usual("compare");
    }

    /** What throughput is measured of when nothing is said: every backend, as fast as each engine can. */
    public List<Variant> throughput() {
        return usual("throughput");
    }

    /** What is killed when nothing is said: of every engine that goes on afterwards, the variant that stands for it. */
    public List<Variant> resuming() {
        return engines.stream()
                .filter(engine -> engine.supports().resumes())
                .map(this::main)
                .toList();
    }

    /** What is given another parallelism when nothing is said: of every engine that has a way, the variant that stands for it. */
    public List<Variant> rescaling() {
        return engines.stream()
                .filter(engine -> !engine.supports().rescales().isEmpty())
                .map(this::main)
                .toList();
    }

    /** The one that stands for all where one must do: the first of {@link #throughput} that is not the reference. */
    public Variant typical() {
        return throughput().stream()
                .filter(variant -> !variant.engine().equals(REFERENCE))
                .findFirst()
                .orElseGet(this::reference);
    }

    /** The floor, which every run is rehearsed with. */
    public Variant reference() {
        return mainOf(REFERENCE);
    }

    /** Every built-in name. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** @throws IllegalArgumentException if there is no such variant; the message lists the known names */
    public Variant named(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new IllegalArgumentException(Nearest.unknown("variant", name, names())));
    }

    /**
     * The variants that a user chose by name, in the order given; the id of an engine stands for its main variant.
     *
     * @param own variants of the user's scenario, which win over built-in ones of the same name
     * @throws ScenarioException with every name that is neither
     */
    public List<Variant> select(List<String> names, List<Variant> own) {
        Map<String, Variant> known = new LinkedHashMap<>(byName);
        own.forEach(variant -> known.put(variant.name(), variant));
        Map<String, Variant> meant = new LinkedHashMap<>(known);
        engines.forEach(engine -> meant.putIfAbsent(engine.id(), known.get(engine.main())));
        ScenarioException.throwIfAny(names.stream()
                .filter(name -> !meant.containsKey(name))
                .map(name -> Mistake.said(Nearest.unknown("variant", name, known.keySet())))
                .toList());
        return names.stream().map(meant::get).toList();
    }

    /** The variant that stands for an engine. */
    public Variant mainOf(String engine) {
        return main(engines.stream()
                .filter(one -> one.id().equals(engine))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Nearest.unknown("engine", engine, engines()))));
    }

    private Variant main(EngineDescriptor engine) {
        return byName.get(engine.main());
    }

    /** Ids of the engines. */
    List<String> engines() {
        return engines.stream().map(EngineDescriptor::id).toList();
    }

    /** What a variant of this engine is when nothing more is said: the engine's first one. */
    Optional<Variant> firstOf(String engine) {
        return byName.values().stream()
                .filter(variant -> variant.engine().equals(engine))
                .findFirst();
    }

    private List<Variant> usual(String what) {
        return engines.stream()
                .flatMap(engine -> engine.variants().stream())
                .filter(variant -> variant.usual().contains(what))
                .map(variant -> byName.get(variant.name()))
                .toList();
    }
}
