package org.keyedstatebench.job;

import java.util.Locale;

/** When a counter writes a row. */
public enum Emission {
    /** One row for every event. */
    PER_EVENT,
    /** One row for every key that changed in a micro-batch. Needs an engine with micro-batches. */
    PER_KEY;

    /** As people type it: lower case, with dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
