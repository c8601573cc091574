package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a trial ended. */
public enum TrialStatus {
    /** Every event accounted for, the rate held: its figures count. */
    @JsonProperty("valid")
    VALID,
    /** Events lost, counts wrong, more duplicates than the guarantee allows, or the rate not held: no latency figures. */
    @JsonProperty("invalid")
    INVALID,
    /** The engine refused the job; the reason quotes it. */
    @JsonProperty("unsupported")
    UNSUPPORTED,
    /** The engine died, never became ready, or the trial could not be carried out. */
    @JsonProperty("failed")
    FAILED
}
