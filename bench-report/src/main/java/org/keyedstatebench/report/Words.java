package org.keyedstatebench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The texts of the report, which stand in {@code words.yaml} so that they can be read and mended as text: {0}, {1} and so on are the
 * places of what a run has to say. What is counted is written with all its digits.
 */
final class Words {

    private static final JsonNode ALL = new YAMLMapper().readTree(Words.class.getResourceAsStream("words.yaml"));
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private Words() {}

    /** @param key path of the text, with dots */
    static String of(String key, Object... said) {
        return filled(node(key), said);
    }

    /** None if the file has none under the key. */
    static List<String> list(String key, Object... said) {
        return ALL.at(pointer(key))
                .valueStream()
                .map(text -> filled(text, said))
                .toList();
    }

    /** In the order of the file. */
    static Map<String, String> pairs(String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        node(key).properties().forEach(pair -> pairs.put(pair.getKey(), filled(pair.getValue())));
        return pairs;
    }

    private static JsonNode node(String key) {
        return ALL.requiredAt(pointer(key));
    }

    private static String pointer(String key) {
        return "/" + key.replace('.', '/');
    }

    private static String filled(JsonNode text, Object... said) {
        // In one go, for what is said may hold braces too.
        return PLACE.matcher(text.asString())
                .replaceAll(place -> Matcher.quoteReplacement(word(said[Integer.parseInt(place.group(1))])));
    }

    private static String word(Object said) {
        return said instanceof Long || said instanceof Integer
                ? Figures.count(((Number) said).longValue())
                : String.valueOf(said);
    }
}
