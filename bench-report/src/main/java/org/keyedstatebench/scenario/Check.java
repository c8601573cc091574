package org.keyedstatebench.scenario;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyedstatebench.process.Durations;

/** One wording for every value that a scenario refuses. */
public final class Check {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Check() {}

    public static void range(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", got " + value);
        }
    }

    static void notNegative(String name, Duration value) {
        if (value == null || value.isNegative()) {
            throw new IllegalArgumentException(
                    name + " must be zero or more, got " + (value == null ? "nothing" : Durations.format(value)));
        }
    }

    /** Files are named after it. */
    static void name(String of, String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a " + of + "'s name must be 1 to 64 letters, digits, '.', '_' or '-', got '" + name + "'");
        }
    }

    static void unique(String of, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(of + " names must be unique, '" + name + "' stands twice");
            }
        }
    }
}
