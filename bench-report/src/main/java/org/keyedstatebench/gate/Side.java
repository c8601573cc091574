package org.keyedstatebench.gate;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The two that the gate compares. */
public enum Side {
    /** What the candidate must not be slower than. */
    @JsonProperty("baseline")
    BASELINE,
    /** What is judged. */
    @JsonProperty("candidate")
    CANDIDATE
}
