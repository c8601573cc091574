package org.keyedstatebench.result;

import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/** How a trial ended. */
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum TrialStatus {
    /** Every event accounted for, the rate held: its figures count. */
    VALID,
    /** Events lost, counts wrong, more duplicates than the guarantee allows, or the rate not held: no latency figures. */
    INVALID,
    /** The engine refused the job; the reason quotes it. */
    UNSUPPORTED,
    /** The engine died, never became ready, or the trial could not be carried out. */
    FAILED
}
