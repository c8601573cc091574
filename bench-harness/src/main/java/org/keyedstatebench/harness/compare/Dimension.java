package org.keyedstatebench.harness.compare;

/** The six ways in which the engines differ for a per-key counter, in the order of the comparison table. */
public enum Dimension {
    STATE_ABSTRACTION("State abstraction"),
    STATE_BACKEND("State backend"),
    PER_RECORD_PROCESSING("Per-record processing"),
    CHECKPOINTING("Checkpointing"),
    STATE_TTL("State TTL"),
    TIMERS("Timers");

    private final String title;

    Dimension(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
