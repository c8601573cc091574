package org.keyedstatebench.job;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.keyedstatebench.process.Durations;

/**
 * Makes a job slower on purpose, by a known amount, so that whatever is to find a slower job can be shown to find it. A key
 * among those of the engine's configuration, so that every command can set it and every report shows it.
 *
 * <p>The reference pauses before each poll, Flink before an event that comes after a lull of over a millisecond, Spark at the
 * start of each partition of a micro-batch. A pause delays what arrives while it lasts, half of it on average.
 */
public final class TestDelay {

    /** The key; its value is a duration such as 10ms. */
    public static final String KEY = "bench.test.delay";

    private TestDelay() {}

    /**
     * @param engineConfig of a job
     * @return zero if there is none
     * @throws IllegalArgumentException if the value is no duration
     */
    public static Duration of(Map<String, String> engineConfig) {
        String value = engineConfig.get(KEY);
        if (value == null) {
            return Duration.ZERO;
        }
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY + ": " + e.getMessage(), e);
        }
    }

    /** What the engine itself is to be told. */
    public static Map<String, String> without(Map<String, String> engineConfig) {
        Map<String, String> rest = new TreeMap<>(engineConfig);
        rest.remove(KEY);
        return rest;
    }
}
