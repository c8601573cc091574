package org.keyedstatebench.report;

import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.result.TrialStatus;

/** Whether a text is good or bad news; a renderer may colour it, the text itself always says so too. */
public enum Tone {
    PLAIN,
    GOOD,
    WARNING,
    BAD;

    static Tone of(TrialStatus status) {
        return switch (status) {
            case VALID -> GOOD;
            case UNSUPPORTED -> WARNING;
            case INVALID, FAILED -> BAD;
        };
    }

    static Tone of(GateVerdict verdict) {
        return switch (verdict) {
            case PASS -> GOOD;
            case SUSPECTED, INCONCLUSIVE -> WARNING;
            case REGRESSION, INVALID -> BAD;
            case REPORTED -> PLAIN;
        };
    }
}
