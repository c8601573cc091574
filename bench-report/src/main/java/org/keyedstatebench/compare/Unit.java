package org.keyedstatebench.compare;

/** What a figure counts, so that whoever prints it can choose a readable scale. */
public enum Unit {
    NANOSECONDS,
    MICROSECONDS,
    MILLISECONDS,
    BYTES,
    PER_SECOND,
    COUNT,
    /** Output rows per input event. */
    PER_EVENT,
    /** A part of one. */
    SHARE
}
