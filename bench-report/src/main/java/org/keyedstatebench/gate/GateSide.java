package org.keyedstatebench.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Variant;

/**
 * What one side is, for people and for a later look.
 *
 * @param label short and unique among the two, e.g. {@code main (1a2b3c4)} or {@code linger.ms=5}
 * @param variant name of the variant that was run
 * @param commit of the build; {@code null} if it has none
 * @param settings what was set on this side alone; mostly none
 * @param deployment where its work was done and its checkpoints were, for people; {@code null} for its engine's own process
 */
public record GateSide(
        String label,
        String variant,
        String commit,
        Map<String, String> settings,
        @JsonInclude(JsonInclude.Include.NON_NULL) String deployment) {

    public GateSide {
        settings = settings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** The same side, run as a variant is placed. */
    public GateSide at(Variant placed) {
        return new GateSide(label, variant, commit, settings, placed.placed(Placement::toString));
    }
}
