package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the engines are configured for the question asked. */
public enum Profile {
    /** What an engine does out of the box. */
    @JsonProperty("defaults")
    DEFAULTS("defaults"),
    /** The documented knobs for low latency, set for every side. */
    @JsonProperty("low-latency")
    LOW_LATENCY("low-latency");

    private final String text;

    Profile(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
