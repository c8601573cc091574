package org.keyedstatebench.job;

import java.util.Locale;

/** What the job promises about its output rows when it is restarted. State is exactly-once in either case. */
public enum Guarantee {
    /** Rows may be written again after a restart. */
    AT_LEAST_ONCE,
    /** Rows become visible to read_committed consumers exactly once. */
    EXACTLY_ONCE;

    /** As people type it: lower case, with dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
