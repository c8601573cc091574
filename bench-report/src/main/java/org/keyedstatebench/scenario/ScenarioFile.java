package org.keyedstatebench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.CounterOptions;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.process.TextFile;
import org.keyedstatebench.scenario.YamlTree.Place;
import tools.jackson.databind.JsonNode;

/**
 * Reads a scenario from YAML, and finds all of its mistakes at once, each with line and column. The form is that of
 * {@code scenario.schema.json}; every field may be left out. One instance reads one file, in one thread.
 */
public final class ScenarioFile {

    private final String file;
    private final BuiltInVariants builtIn;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Set<String> broken = new TreeSet<>();
    private YamlTree tree;

    private ScenarioFile(String file, BuiltInVariants builtIn) {
        this.file = file;
        this.builtIn = builtIn;
    }

    /**
     * @param base gives every field that the file leaves out
     * @param builtIn the variants that a file may name
     * @throws ScenarioException with every mistake, in the order of the file; also if the file cannot be read
     */
    public static Scenario read(Path path, Scenario base, BuiltInVariants builtIn) {
        return read(path, load(path), base, builtIn);
    }

    /**
     * The same of a text that was loaded, because a pipe can be read only once.
     *
     * @param path names it in messages
     */
    public static Scenario read(Path path, String text, Scenario base, BuiltInVariants builtIn) {
        return new ScenarioFile(path.toString(), builtIn).read(text, base);
    }

    /**
     * What a file's text says, whatever it says: {@code blocks}, {@code workload.rate}, {@code variants} ...
     *
     * @throws ScenarioException if it is no mapping
     */
    public static Set<String> fields(Path path, String text) {
        List<Mistake> mistakes = new ArrayList<>();
        JsonNode root = YamlTree.parse(text, path.toString(), mistakes).root();
        if (!mistakes.isEmpty()) {
            throw new ScenarioException(mistakes);
        }
        if (root == null) {
            return Set.of();
        }
        Set<String> fields = new TreeSet<>();
        for (String field : root.propertyNames()) {
            JsonNode value = root.path(field);
            if (value.isObject()) {
                value.propertyNames().forEach(part -> fields.add(field + "." + part));
            } else {
                fields.add(field);
            }
        }
        return fields;
    }

    private Scenario read(String text, Scenario base) {
        tree = YamlTree.parse(text, file, mistakes);
        Scenario scenario = tree.root() == null ? base : valid(base);
        if (!mistakes.isEmpty()) {
            mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
            throw new ScenarioException(mistakes);
        }
        return scenario;
    }

    /** What does not fit the schema is left out, so that the rest can still be checked for what a schema cannot say. */
    private Scenario valid(Scenario base) {
        for (ScenarioSchema.Violation violation : ScenarioSchema.violations(tree)) {
            broken.add(violation.pointer());
            mistake(violation.place(), violation.message());
        }
        return broken.contains("")
                ? base
                : overrides().apply(base, (field, message) -> mistake(placeOf(field), message));
    }

    private ScenarioOverrides overrides() {
        return new ScenarioOverrides(
                get("/name", JsonNode::asString),
                get(
                        "/profile",
                        profile -> profile.asString().equals("defaults") ? Profile.DEFAULTS : Profile.LOW_LATENCY),
                new ScenarioOverrides.OfWorkload(
                        get("/workload/rate", JsonNode::asLong),
                        get("/workload/keys", JsonNode::asInt),
                        get("/workload/distribution", node -> constant(KeyDistribution.class, node)),
                        get("/workload/zipfExponent", JsonNode::asDouble),
                        get("/workload/payloadBytes", JsonNode::asInt),
                        get("/workload/partitions", JsonNode::asInt),
                        get("/workload/malformedEvery", JsonNode::asInt)),
                new ScenarioOverrides.OfTiming(
                        get("/timing/startTimeout", ScenarioFile::duration),
                        get("/timing/warmup", ScenarioFile::duration),
                        get("/timing/duration", ScenarioFile::duration),
                        get("/timing/drainTimeout", ScenarioFile::duration)),
                new ScenarioOverrides.OfResources(
                        get("/resources/heapMb", JsonNode::asInt),
                        get("/resources/processors", JsonNode::asInt),
                        get("/resources/collector", JsonNode::asString),
                        get("/resources/parallelism", JsonNode::asInt)),
                get("/blocks", JsonNode::asInt),
                get("/seed", JsonNode::asLong),
                variants());
    }

    /** {@code null} if the file names none, or none that is right. */
    private List<Variant> variants() {
        JsonNode list = tree.root().path("variants");
        if (!list.isArray()) {
            return null;
        }
        List<Variant> variants = new ArrayList<>();
        Map<String, Place> names = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            String pointer = "/variants/" + i;
            Variant variant = broken.contains(pointer) ? null : variant(pointer, list.get(i));
            if (variant != null) {
                Place place = tree.valueAt(list.get(i).isString() ? pointer : pointer + "/name");
                Place first = names.putIfAbsent(variant.name(), place);
                if (first == null) {
                    variants.add(variant);
                } else {
                    mistake(
                            place,
                            "expected each variant name once, '" + variant.name()
                                    + "' stands here again (first in line " + first.line() + ")");
                }
            }
        }
        return variants.isEmpty() ? null : variants;
    }

    private Variant variant(String pointer, JsonNode node) {
        if (node.isString()) {
            return builtIn(pointer, node.asString());
        }
        Variant base = baseOf(pointer);
        String name = get(pointer + "/name", JsonNode::asString);
        if (base == null || name == null) {
            return null;
        }
        Operator operator = operator(pointer, base.operator());
        if (operator == null) {
            return null;
        }
        return new Variant(
                name,
                base.engine(),
                get(pointer + "/stateBackend", JsonNode::asString, base.stateBackend()),
                get(pointer + "/trigger", ScenarioFile::trigger, base.trigger()),
                operator,
                get(pointer + "/emission", emission -> constant(Emission.class, emission), base.emission()),
                get(pointer + "/guarantee", guarantee -> constant(Guarantee.class, guarantee), base.guarantee()),
                get(pointer + "/checkpointInterval", ScenarioFile::duration, base.checkpointInterval()),
                get(pointer + "/changelog", JsonNode::asBoolean, base.changelog()),
                get(pointer + "/asyncState", JsonNode::asBoolean, base.asyncState()),
                get(pointer + "/watermark", ScenarioFile::duration, base.watermarkDelay()),
                config(pointer + "/config", base.config()));
    }

    /** What is said of the operator laid over that of the base; {@code null} if it contradicts itself. */
    private Operator operator(String pointer, Operator base) {
        OperatorKind kind = get(pointer + "/operator", node -> constant(OperatorKind.class, node), base.kind());
        Duration ttl = get(pointer + "/ttl", ScenarioFile::duration, base.ttl());
        Duration idle = get(
                pointer + "/idleTimer",
                ScenarioFile::duration,
                base.idleTimer() == null ? null : base.idleTimer().idle());
        TimeDomain domain = get(
                pointer + "/timerDomain",
                node -> constant(TimeDomain.class, node),
                base.idleTimer() == null
                        ? TimeDomain.PROCESSING_TIME
                        : base.idleTimer().domain());
        try {
            return new Operator(kind, ttl, idle == null ? null : new IdleTimer(domain, idle));
        } catch (IllegalArgumentException e) {
            mistake(tree.valueAt(pointer + "/name"), e.getMessage());
            return null;
        }
    }

    /** The built-in variant that this one starts from: the one named by like, else the first of its engine. */
    private Variant baseOf(String pointer) {
        String like = get(pointer + "/like", JsonNode::asString);
        String engine = get(pointer + "/engine", JsonNode::asString);
        if (engine != null && builtIn.firstOf(engine).isEmpty()) {
            mistake(
                    tree.valueAt(pointer + "/engine"),
                    "unknown engine '" + engine + "'" + Nearest.hint(engine, builtIn.engines()));
            return null;
        }
        if (like == null) {
            return engine == null ? null : builtIn.firstOf(engine).orElseThrow();
        }
        Variant base = builtIn(pointer + "/like", like);
        if (base != null && engine != null && !engine.equals(base.engine())) {
            mistake(
                    tree.valueAt(pointer + "/engine"),
                    "expected the engine of '" + like + "', which is " + base.engine() + ", got " + engine);
            return null;
        }
        return base;
    }

    private Variant builtIn(String pointer, String name) {
        try {
            return builtIn.named(name);
        } catch (IllegalArgumentException e) {
            mistake(tree.valueAt(pointer), e.getMessage());
            return null;
        }
    }

    /** Values as they are written: an engine may tell 1.10 from 1.1. */
    private Map<String, String> config(String pointer, Map<String, String> base) {
        Map<String, String> config = new TreeMap<>(base);
        for (String key : tree.root().at(pointer).propertyNames()) {
            config.put(key, tree.valueAt(YamlTree.child(pointer, key)).text());
        }
        return config;
    }

    private <T> T get(String pointer, Function<JsonNode, T> reader) {
        return get(pointer, reader, null);
    }

    private <T> T get(String pointer, Function<JsonNode, T> reader, T otherwise) {
        JsonNode node = tree.root().at(pointer);
        return node.isMissingNode() || broken.contains(pointer) || broken.contains(parent(pointer))
                ? otherwise
                : reader.apply(node);
    }

    private static String parent(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    private static Duration duration(JsonNode node) {
        return Durations.parse(node.asString());
    }

    private static Trigger trigger(JsonNode node) {
        return CounterOptions.parseTrigger(node.asString());
    }

    /** The schema allows the constants of the enum only, in lower case and with dashes. */
    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node) {
        return Enum.valueOf(type, node.asString().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Place placeOf(String field) {
        return tree.valueAt("/" + field.replace('.', '/'));
    }

    private void mistake(Place place, String message) {
        mistakes.add(new Mistake(file, place.line(), place.column(), message));
    }

    /** @throws ScenarioException if it cannot be read */
    public static String load(Path path) {
        try {
            return TextFile.read(path);
        } catch (IOException e) {
            throw new ScenarioException(
                    List.of(new Mistake(path.toString(), 0, 0, "expected a scenario file in YAML, " + e.getMessage())));
        }
    }
}
