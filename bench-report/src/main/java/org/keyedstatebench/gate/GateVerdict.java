package org.keyedstatebench.gate;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the gate says about the candidate as a whole. */
public enum GateVerdict {
    /** Every judged metric passes. */
    @JsonProperty("pass")
    PASS("pass"),
    /** A metric is confirmed to be slower, or trials of the candidate failed while all of the baseline are valid. */
    @JsonProperty("regression")
    REGRESSION("regression"),
    /** A second set of pairs is still to be run. */
    @JsonProperty("suspected")
    SUSPECTED("suspected"),
    /** No regression, but a metric of which nothing can be said, or a lone failed trial of the candidate. */
    @JsonProperty("inconclusive")
    INCONCLUSIVE("inconclusive"),
    /** A trial of the baseline failed, or the measurement was disturbed: nothing can be said about the candidate. */
    @JsonProperty("invalid")
    INVALID("invalid measurement");

    private final String word;

    GateVerdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
