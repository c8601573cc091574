package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a reader must know of a trial beside its status; the words of the report say of each what it means for the figures. */
public enum Flag {
    GENERATOR_LIMITED,
    NOT_STEADY,
    KILLED_AT_STOP,
    NOT_CAUGHT_UP,
    TIMERS_MISSED,
    TIMERS_UNEXPECTED,
    COLLECTOR_LIMITED,
    PROFILED,
    BUSY_MACHINE,
    /** What another release wrote: read so that its results stay readable. */
    UNKNOWN_FLAG;

    /** The word in results and reports. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return the flag of this word, {@link #UNKNOWN_FLAG} if there is none */
    @JsonCreator
    static Flag of(String word) {
        return Arrays.stream(values())
                .filter(flag -> flag.word().equals(word))
                .findFirst()
                .orElse(UNKNOWN_FLAG);
    }

    /** As a list in a line of text. */
    public static String words(List<Flag> flags) {
        return flags.stream().map(Flag::word).collect(Collectors.joining(", "));
    }
}
