package org.keyedstatebench.job;

/** What starts the next piece of work of an engine. */
public enum TriggerKind {
    /** Each record as it comes; no micro-batches. */
    PER_RECORD,
    /** A micro-batch at every interval; an interval of zero starts the next one as soon as the last has ended. */
    PROCESSING_TIME,
    /** Micro-batches over what is in the topic now, then the job ends. */
    AVAILABLE_NOW,
    /** Long batches that pass records on as they come. */
    REAL_TIME
}
