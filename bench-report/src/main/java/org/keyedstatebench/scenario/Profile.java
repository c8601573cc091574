package org.keyedstatebench.scenario;

import java.util.Locale;

/** How far the engines are configured for the question asked. */
public enum Profile {
    /** What an engine does out of the box. */
    DEFAULTS,
    /** The documented knobs for low latency, set for every side. */
    LOW_LATENCY;

    /** As people type it: lower case, with dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
