package org.keyedstatebench.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What each profile sets for an engine beyond what every side gets alike.
 *
 * @param defaults what is needed for a job that is as the engine's documentation has it
 * @param lowLatency the documented knobs for low latency
 */
public record Profiles(
        List<Setting> defaults, @JsonProperty("low-latency") List<Setting> lowLatency) {

    /** Nothing. */
    public static final Profiles NONE = new Profiles(List.of(), List.of());

    public Profiles {
        defaults = Checks.any(defaults);
        lowLatency = Checks.any(lowLatency);
    }
}
