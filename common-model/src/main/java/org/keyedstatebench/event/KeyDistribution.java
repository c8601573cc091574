package org.keyedstatebench.event;

/** How often each key is drawn. */
public enum KeyDistribution {
    /** Every key equally often. */
    UNIFORM,
    /** Key r (from 1) with probability proportional to 1 / r^exponent. */
    ZIPF
}
