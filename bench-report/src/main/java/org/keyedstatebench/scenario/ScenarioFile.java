package org.keyedstatebench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keyedstatebench.engine.EngineVariant;
import org.keyedstatebench.engine.Words;
import org.keyedstatebench.process.TextFile;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a scenario from YAML, and finds all of its mistakes at once, each with line and column. The form is that of
 * {@code scenario.schema.json}; every field may be left out. Loads its file once, because a pipe can be read only once. For one thread.
 */
public final class ScenarioFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(Words.module()).build();

    private static final String VARIANTS = "variants";

    private final YamlTree tree;
    private final List<Mistake> mistakes;
    private final Set<String> broken = new TreeSet<>();
    private BuiltInVariants builtIn;

    /** @throws ScenarioException if it cannot be read */
    public ScenarioFile(Path path) {
        try {
            tree = new YamlTree(TextFile.read(path), path.toString());
            mistakes = new ArrayList<>(tree.mistakes());
        } catch (IOException e) {
            throw new ScenarioException(
                    List.of(new Mistake(path.toString(), 0, 0, "expected a scenario file in YAML, " + e.getMessage())));
        }
    }

    /**
     * Whether the file says a field, such as {@code blocks} or {@code workload.rate}, whatever it says.
     *
     * @throws ScenarioException if it is no mapping
     */
    public boolean says(String field) {
        ScenarioException.throwIfAny(tree.mistakes());
        return tree.says(pointer(field));
    }

    /**
     * What the file says. Once only.
     *
     * @param base gives every field that the file leaves out
     * @param known the variants that a file may name
     * @throws ScenarioException with every mistake, in the order of the file
     */
    public Scenario over(Scenario base, BuiltInVariants known) {
        builtIn = known;
        Scenario scenario = tree.root() == null ? base : valid(base);
        mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
        ScenarioException.throwIfAny(mistakes);
        return scenario;
    }

    /** What does not fit the schema is left out, so that the rest can still be checked for what a schema cannot say. */
    private Scenario valid(Scenario base) {
        for (ScenarioSchema.Violation violation : ScenarioSchema.violations(tree)) {
            broken.add(violation.pointer());
            mistakes.add(violation.mistake());
        }
        if (broken.contains("")) {
            return base;
        }
        broken.stream().map(JsonPointer::compile).forEach(this::leaveOut);
        ScenarioOverrides said = new ScenarioOverrides();
        ScenarioOverrides.FIELDS.forEach((field, means) -> said.say(
                field,
                field.equals(VARIANTS)
                        ? variants()
                        : JSON.treeToValue(tree.root().at(pointer(field)), means.type())));
        return said.apply(base, (field, message) -> mistake(pointer(field), message));
    }

    /** A field; a variant keeps its place in the list. */
    private void leaveOut(JsonPointer pointer) {
        if (tree.root().at(pointer.head()) instanceof ObjectNode parent) {
            parent.remove(pointer.last().getMatchingProperty());
        }
    }

    /** {@code null} if the file names none, or none that is right. */
    private Variant[] variants() {
        JsonNode list = tree.root().path(VARIANTS);
        if (!list.isArray()) {
            return null;
        }
        List<Variant> variants = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            String pointer = "/variants/" + i;
            Variant variant = broken.contains(pointer) ? null : variant(pointer, list.get(i));
            if (variant != null) {
                String name = list.get(i).isString() ? pointer : pointer + "/name";
                Integer first =
                        lines.putIfAbsent(variant.name(), tree.valueAt(name).line());
                if (first == null) {
                    variants.add(variant);
                } else {
                    mistake(
                            name,
                            "expected each variant name once, '" + variant.name()
                                    + "' stands here again (first in line " + first + ")");
                }
            }
        }
        return variants.isEmpty() ? null : variants.toArray(Variant[]::new);
    }

    private Variant variant(String pointer, JsonNode node) {
        if (node.isString()) {
            return builtIn(pointer, node.asString());
        }
        Variant base = baseOf(pointer, node);
        if (base == null || !node.has("name")) {
            return null;
        }
        ObjectNode said = node.asObject().deepCopy().without("engine");
        if (said.get("config") instanceof ObjectNode config) {
            // Values as they are written: an engine may tell 1.10 from 1.1.
            config.propertyNames()
                    .forEach(key -> config.put(
                            key,
                            tree.valueAt(YamlTree.child(pointer + "/config", key))
                                    .text()));
        }
        try {
            return base.changed(JSON.treeToValue(said, EngineVariant.class));
        } catch (IllegalArgumentException e) {
            mistake(pointer + "/name", e.getMessage());
            return null;
        }
    }

    /** The built-in variant that this one starts from: the one named by like, else the first of its engine. */
    private Variant baseOf(String pointer, JsonNode node) {
        String like = node.path("like").asString(null);
        String engine = node.path("engine").asString(null);
        if (engine != null && builtIn.firstOf(engine).isEmpty()) {
            mistake(pointer + "/engine", Nearest.unknown("engine", engine, builtIn.engines()));
            return null;
        }
        if (like == null) {
            return engine == null ? null : builtIn.firstOf(engine).orElseThrow();
        }
        Variant base = builtIn(pointer + "/like", like);
        if (base != null && engine != null && !engine.equals(base.engine())) {
            mistake(
                    pointer + "/engine",
                    "expected the engine of '" + like + "', which is " + base.engine() + ", got " + engine);
            return null;
        }
        return base;
    }

    private Variant builtIn(String pointer, String name) {
        try {
            return builtIn.named(name);
        } catch (IllegalArgumentException e) {
            mistake(pointer, e.getMessage());
            return null;
        }
    }

    private static String pointer(String field) {
        return "/" + field.replace('.', '/');
    }

    private void mistake(String pointer, String message) {
        mistakes.add(tree.valueAt(pointer).mistake(message));
    }
}
