package org.keyedstatebench.scenario;

/** One wording for every number that is out of its range. */
final class Range {

    private Range() {}

    static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", got " + value);
        }
    }
}
