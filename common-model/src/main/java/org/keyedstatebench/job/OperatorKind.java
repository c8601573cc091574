package org.keyedstatebench.job;

import java.util.Locale;

/** What the job computes. */
public enum OperatorKind {
    /** The running count of each key, in keyed state. */
    COUNT,
    /**
     * Nothing: each well-formed event is written again as it came, without state and without a shuffle. Shows what source,
     * trigger and sink alone cost.
     */
    PASS_THROUGH;

    /** As people type it: lower case, with dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
