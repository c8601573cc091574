package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** What a figure counts, so that whoever prints it can choose a readable scale. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum Unit {
    NANOSECONDS,
    MICROSECONDS,
    MILLISECONDS,
    BYTES,
    PER_SECOND,
    /** Also what a unit of another release is taken for. */
    @JsonEnumDefaultValue
    COUNT,
    /** Output rows per input event. */
    PER_EVENT,
    /** A part of one. */
    SHARE,
    /** How many times as much. */
    RATIO
}
