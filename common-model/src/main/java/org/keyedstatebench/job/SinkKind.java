package org.keyedstatebench.job;

/** Where a counter writes its rows. */
public enum SinkKind {
    /** A Kafka topic: what is measured. */
    KAFKA,
    /** Standard output: to look at. */
    PRINT
}
