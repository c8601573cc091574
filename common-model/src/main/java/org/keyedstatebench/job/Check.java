package org.keyedstatebench.job;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The few checks that every part of a job specification shares, so that they complain in one voice. */
final class Check {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    private Check() {}

    static void notBlank(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }

    static void notNegative(Duration value, String name) {
        if (value == null || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be zero or more, got " + value);
        }
    }

    /**
     * Longer times than anybody waits are refused before an engine adds them to the time of an event, which may be as late as the
     * year 9999: no sum overflows, not in microseconds either.
     */
    static void notAbove100Years(Duration value, String name) {
        if (value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be at most " + LONGEST.toDays() + " days, got " + value);
        }
    }

    /** An unmodifiable copy in key order, so that two equal specifications have the same JSON. */
    static Map<String, String> copy(Map<String, String> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
