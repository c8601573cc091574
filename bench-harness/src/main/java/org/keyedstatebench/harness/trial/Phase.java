package org.keyedstatebench.harness.trial;

/** Where a trial is. */
public enum Phase {
    START("starting"),
    WARM_UP("warming up"),
    MEASURE("measuring"),
    FAULTS("under faults"),
    TAIL("covering the window"),
    DRAIN("draining"),
    STOP("stopping");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
