package org.keyedstatebench.job;

/** When a counter writes a row. */
public enum Emission {
    /** One row for every event. */
    PER_EVENT,
    /** One row for every key that changed in a micro-batch. Needs an engine with micro-batches. */
    PER_KEY
}
