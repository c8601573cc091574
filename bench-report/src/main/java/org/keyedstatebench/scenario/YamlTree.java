package org.keyedstatebench.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML document as a tree that remembers where each value and each key stands, also the keys that are there twice; ready-made
 * trees know the place of a value only, and an unknown field is best shown at its key. Read by one thread.
 */
final class YamlTree {

    /**
     * Where something stands.
     *
     * @param text as written, for scalars; {@code null} otherwise
     */
    record Place(String file, int line, int column, String text) {
        Mistake mistake(String message) {
            return new Mistake(file, line, column, message);
        }
    }

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, Place> values = new HashMap<>();
    private final Map<String, Place> keys = new HashMap<>();
    private JsonNode root;

    /** @param file name for messages */
    YamlTree(String text, String file) {
        this.file = file;
        try (YAMLParser parser = (YAMLParser) YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                mistakes.add(new Mistake(file, 0, 0, "expected a scenario, the file is empty"));
                return;
            }
            JsonNode all = value(parser, "");
            if (parser.nextToken() != null) {
                mistakes.add(place(parser).mistake("expected one document, another one begins here"));
            }
            root = all;
        } catch (JacksonException e) {
            mistakes.add(syntax(e));
        }
    }

    /** What is no YAML, and duplicate keys. */
    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** The document; {@code null} if the text was no YAML or empty. */
    JsonNode root() {
        return root;
    }

    /** Where the value of this JSON pointer stands; that of the nearest enclosing one if there is none. */
    Place valueAt(String pointer) {
        String at = pointer;
        while (!values.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return values.getOrDefault(at, new Place(file, 0, 0, null));
    }

    /** Where the key of the field of this JSON pointer stands. */
    Place keyAt(String pointer) {
        Place place = keys.get(pointer);
        return place == null ? valueAt(pointer) : place;
    }

    /** Whether there is a field of this JSON pointer. */
    boolean says(String pointer) {
        return keys.containsKey(pointer);
    }

    /** The pointer of a field of the value at another pointer. */
    static String child(String pointer, String field) {
        return pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    private JsonNode value(YAMLParser parser, String pointer) {
        JsonToken token = parser.currentToken();
        Place place = place(parser);
        values.put(pointer, place);
        if (parser.isCurrentAlias()) {
            mistakes.add(place.mistake("expected a value, got the alias *" + place.text() + ": write the value out"));
            return NODES.missingNode();
        }
        return switch (token) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.stringNode(parser.getString());
        };
    }

    private ObjectNode object(YAMLParser parser, String pointer) {
        ObjectNode object = NODES.objectNode();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Place place = place(parser);
            String child = child(pointer, name);
            parser.nextToken();
            if (seen.add(name)) {
                keys.put(child, place);
                JsonNode value = value(parser, child);
                if (!value.isMissingNode()) {
                    object.set(name, value);
                }
            } else {
                mistakes.add(place.mistake("expected each field once, '" + name + "' stands here again (first in line "
                        + keys.get(child).line() + ")"));
                parser.skipChildren();
            }
        }
        return object;
    }

    private ArrayNode array(YAMLParser parser, String pointer) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode value = value(parser, pointer + "/" + array.size());
            if (!value.isMissingNode()) {
                array.add(value);
            }
        }
        return array;
    }

    private Place place(JsonParser parser) {
        TokenStreamLocation at = parser.currentTokenLocation();
        boolean scalar = parser.currentToken() != null && parser.currentToken().isScalarValue();
        return new Place(file, at.getLineNr(), at.getColumnNr(), scalar ? parser.getString() : null);
    }

    private Mistake syntax(JacksonException e) {
        if (e.getCause() instanceof MarkedYamlEngineException yaml
                && yaml.getProblemMark().isPresent()) {
            Mark mark = yaml.getProblemMark().get();
            return new Mistake(
                    file,
                    mark.getLine() + 1,
                    mark.getColumn() + 1,
                    "expected YAML, " + yaml.getProblem().replace("\\t(TAB)", "TAB"));
        }
        TokenStreamLocation at = e.getLocation();
        return new Mistake(
                file,
                at == null ? 0 : Math.max(0, at.getLineNr()),
                at == null ? 0 : Math.max(0, at.getColumnNr()),
                "expected YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
}
