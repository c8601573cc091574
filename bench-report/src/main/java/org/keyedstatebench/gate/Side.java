package org.keyedstatebench.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The two that the gate compares. */
public enum Side {
    /** What the candidate must not be slower than. */
    BASELINE,
    /** What is judged. */
    CANDIDATE;

    /** In results and reports. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
