package org.keyedstatebench.compare;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a figure counts, so that whoever prints it can choose a readable scale. */
public enum Unit {
    NANOSECONDS,
    MICROSECONDS,
    MILLISECONDS,
    BYTES,
    PER_SECOND,
    COUNT,
    /** Output rows per input event. */
    PER_EVENT,
    /** A part of one. */
    SHARE,
    /** How many times as much. */
    RATIO;

    /** As it is stored, e.g. per-second. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return empty for a word that no unit has */
    public static Optional<Unit> of(String word) {
        return Stream.of(values()).filter(unit -> unit.word().equals(word)).findFirst();
    }
}
