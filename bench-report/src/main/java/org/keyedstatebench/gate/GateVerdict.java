package org.keyedstatebench.gate;

import java.util.Locale;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** What the gate says about one metric, or about the candidate as a whole. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum GateVerdict {
    /** A metric is not slower by so much that it matters; the candidate, if that holds for every judged one. */
    PASS,
    /** Slower, and a second, fresh set of pairs says so too; or trials of the candidate failed while all of the baseline are valid. */
    REGRESSION,
    /** Slower in the first set of pairs; whether that was chance, a second set must tell. */
    SUSPECTED,
    /** The pairs differ too much from each other to say; or a lone trial of the candidate failed. */
    INCONCLUSIVE,
    /** Of the whole: a trial of the baseline failed, or the measurement was disturbed, so nothing can be said about the candidate. */
    INVALID,
    /** Of a metric: shown, never judged. */
    REPORTED;

    public String word() {
        return this == INVALID ? "invalid measurement" : name().toLowerCase(Locale.ROOT);
    }
}
