package org.keyedstatebench.job;

import java.util.Locale;

/** Which clock a timer follows. */
public enum TimeDomain {
    /** The clock of the engine's machine. */
    PROCESSING_TIME,
    /** The events' produced_at, as far as the watermark has come. */
    EVENT_TIME;

    /** As people type it: lower case, with dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
