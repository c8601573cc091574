package org.keyedstatebench.gate;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the gate says about one metric. */
public enum MetricVerdict {
    /** Not slower by so much that it matters. */
    @JsonProperty("pass")
    PASS("pass"),
    /** Slower, and a second, fresh set of pairs says so too. */
    @JsonProperty("regression")
    REGRESSION("regression"),
    /** Slower in the first set of pairs; whether that was chance, a second set must tell. */
    @JsonProperty("suspected")
    SUSPECTED("suspected"),
    /** The pairs differ too much from each other to say. */
    @JsonProperty("inconclusive")
    INCONCLUSIVE("inconclusive"),
    /** Shown, never judged. */
    @JsonProperty("reported")
    REPORTED("reported");

    private final String word;

    MetricVerdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
