package org.keyedstatebench.scenario;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.keyedstatebench.scenario.YamlTree.Place;
import tools.jackson.databind.JsonNode;

/** Says in plain words, and at its place, what of a scenario file does not fit the JSON schema. Thread-safe. */
final class ScenarioSchema {

    /** What is wrong at a JSON pointer. */
    record Violation(String pointer, Mistake mistake) {}

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ScenarioSchema.class.getResourceAsStream("scenario.schema.json"), InputFormat.JSON);

    private ScenarioSchema() {}

    /** Everything that does not fit, in no particular order. */
    static List<Violation> violations(YamlTree tree) {
        List<Violation> violations = new ArrayList<>();
        for (Error error : SCHEMA.validate(tree.root())) {
            Violation violation = violation(tree, error);
            // A value of the wrong type and out of its range is one mistake to its author.
            if (!violations.contains(violation)) {
                violations.add(violation);
            }
        }
        return violations;
    }

    private static Violation violation(YamlTree tree, Error error) {
        String pointer = error.getInstanceLocation().toString();
        Place place = tree.valueAt(pointer);
        JsonNode parent = parentSchema(error);
        if (isBranch(error.getEvaluationPath())) {
            return new Violation(pointer, place.mistake("expected a variant with 'like' or 'engine'"));
        }
        switch (error.getKeyword()) {
            case "additionalProperties" -> {
                List<String> known = new ArrayList<>(parent.path("properties").propertyNames());
                String field = YamlTree.child(pointer, error.getProperty());
                return new Violation(
                        field, tree.keyAt(field).mistake(Nearest.unknown("field", error.getProperty(), known)));
            }
            case "required" -> {
                return new Violation(
                        pointer, place.mistake("expected a field '" + error.getProperty() + "', it is missing"));
            }
            default -> {
                String name = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
                String message =
                        name + "expected " + expectation(parent) + ", got " + got(error.getInstanceNode(), place);
                return new Violation(pointer, place.mistake(message + guess(parent, place)));
            }
        }
    }

    /** A noun phrase for what the schema allows. */
    private static String expectation(JsonNode schema) {
        if (schema.has("title")) {
            return schema.path("title").asString();
        }
        if (schema.has("enum")) {
            return String.join(" or ", options(schema));
        }
        return switch (schema.path("type").asString("")) {
            case "integer" ->
                String.format(
                        Locale.ROOT,
                        "a whole number from %,d to %,d",
                        schema.path("minimum").asLong(),
                        schema.path("maximum").asLong());
            case "boolean" -> "true or false";
            case "object" -> "a mapping";
            default -> "a text";
        };
    }

    private static String guess(JsonNode schema, Place place) {
        return place.text() == null
                ? ""
                : Nearest.to(place.text(), options(schema))
                        .map(option -> "; did you mean '" + option + "'?")
                        .orElse("");
    }

    private static List<String> options(JsonNode schema) {
        return schema.path("enum").values().stream().map(JsonNode::asString).collect(Collectors.toList());
    }

    /** What stands in the file, with its type where that is what is wrong. */
    private static String got(JsonNode node, Place place) {
        return switch (node.getNodeType()) {
            case NULL -> "nothing";
            case OBJECT -> "a mapping";
            case ARRAY -> node.isEmpty() ? "an empty list" : "a list";
            case STRING -> "the text '" + node.asString() + "'";
            default -> place.text();
        };
    }

    private static boolean isBranch(NodePath path) {
        for (int i = 0; i < path.getNameCount(); i++) {
            if (path.getName(i).equals("anyOf")) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode parentSchema(Error error) {
        return SCHEMA.getSchemaNode()
                .at(error.getSchemaLocation().getFragment().getParent().toString());
    }
}
