package org.keyedstatebench.engine;

import java.util.Locale;

/** How an engine takes its records. */
public enum Processing {
    /** One by one, so that a row stands for one event. */
    PER_RECORD,
    /** In micro-batches, so that a row may stand for many. */
    MICRO_BATCH;

    /** As people type it: lower case, with dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
