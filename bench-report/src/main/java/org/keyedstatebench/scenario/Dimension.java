package org.keyedstatebench.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/** The six ways in which the engines differ for a per-key counter, in the order of the comparison table. */
public enum Dimension {
    @JsonProperty("state-abstraction")
    STATE_ABSTRACTION("State abstraction", "abstraction"),
    @JsonProperty("state-backend")
    STATE_BACKEND("State backend", "backend"),
    @JsonProperty("per-record-processing")
    PER_RECORD_PROCESSING("Per-record processing", "per-record"),
    @JsonProperty("checkpointing")
    CHECKPOINTING("Checkpointing", "checkpointing"),
    @JsonProperty("state-ttl")
    STATE_TTL("State TTL", "ttl"),
    @JsonProperty("timers")
    TIMERS("Timers", "timers");

    private final String title;
    private final String word;

    Dimension(String title, String word) {
        this.title = title;
        this.word = word;
    }

    /** As people type it. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException if there is none; the message lists them */
    public static Dimension parse(String text) {
        List<String> words = new ArrayList<>();
        for (Dimension dimension : values()) {
            words.add(dimension.word);
            if (dimension.word.equalsIgnoreCase(text)) {
                return dimension;
            }
        }
        throw new IllegalArgumentException(
                "expected a dimension: " + String.join(", ", words) + "; got '" + text + "'");
    }

    public String title() {
        return title;
    }
}
