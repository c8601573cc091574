package org.keyedstatebench.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The few checks that every part of a descriptor shares, so that they complain in one voice. */
final class Checks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Checks() {}

    static <T> T present(T value, String field) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new IllegalArgumentException("expected a field '" + field + "', it is missing");
        }
        return value;
    }

    /** Files are named after it. */
    static String name(String value, String field) {
        if (!NAME.matcher(present(value, field)).matches()) {
            throw new IllegalArgumentException(
                    field + ": expected 1 to 64 letters, digits, '.', '_' or '-', the first a letter or"
                            + " digit, got '" + value + "'");
        }
        return value;
    }

    static <T> List<T> some(List<T> values, String field) {
        if (values == null || values.isEmpty()) {
            throw new IllegalArgumentException(field + ": expected a list of at least one");
        }
        return List.copyOf(values);
    }

    static <T> List<T> any(List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** An unmodifiable copy in key order, so that what is the same is said in the same order. */
    static Map<String, String> copy(Map<String, String> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
    }

    static List<String> oneOf(Collection<String> known, List<String> values, String field) {
        for (String value : values) {
            if (!known.contains(value)) {
                throw new IllegalArgumentException(
                        field + ": expected " + String.join(", ", known) + ", got '" + value + "'");
            }
        }
        return values;
    }
}
