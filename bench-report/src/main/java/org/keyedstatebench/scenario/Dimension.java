package org.keyedstatebench.scenario;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** The six ways in which the engines differ for a per-key counter, in the order of the comparison table. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum Dimension {
    STATE_ABSTRACTION("State abstraction", "abstraction"),
    STATE_BACKEND("State backend", "backend"),
    PER_RECORD_PROCESSING("Per-record processing", "per-record"),
    CHECKPOINTING("Checkpointing", "checkpointing"),
    STATE_TTL("State TTL", "ttl"),
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
        return Stream.of(values())
                .filter(dimension -> dimension.word.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a dimension: "
                        + Stream.of(values()).map(Dimension::word).collect(Collectors.joining(", ")) + "; got '" + text
                        + "'"));
    }

    public String title() {
        return title;
    }
}
