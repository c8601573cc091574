package org.keyedstatebench.gate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one side is, for people and for a later look.
 *
 * @param label short and unique among the two, e.g. {@code main (1a2b3c4)} or {@code linger.ms=5}
 * @param variant name of the variant that was run
 * @param commit of the build; {@code null} if it has none
 * @param settings what was set on this side alone; mostly none
 */
public record GateSide(String label, String variant, String commit, Map<String, String> settings) {

    public GateSide {
        settings = settings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
