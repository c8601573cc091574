package org.keyedstatebench.event;

import java.util.Locale;

/** How often each key is drawn. */
public enum KeyDistribution {
    /** Every key equally often. */
    UNIFORM,
    /** Key r (from 1) with probability proportional to 1 / r^exponent. */
    ZIPF;

    /** As people type it: lower case, with dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
