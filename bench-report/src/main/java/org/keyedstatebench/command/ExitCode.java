package org.keyedstatebench.command;

import org.keyedstatebench.gate.GateVerdict;

/** The exit codes that scripts may rely on. */
public final class ExitCode {

    public static final int OK = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;
    /** The gate: the candidate is slower than the baseline, or it failed where the baseline did not. */
    public static final int REGRESSION = 3;
    /** The gate: no regression is shown, and none is ruled out. */
    public static final int INCONCLUSIVE = 4;
    /** A trial is invalid; in the gate, one of the baseline, or the machine was never quiet. */
    public static final int INVALID = 5;

    public static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** The code of a gate's verdict; a suspicion that nobody went after decides nothing. */
    public static int of(GateVerdict verdict) {
        return switch (verdict) {
            case PASS -> OK;
            case REGRESSION -> REGRESSION;
            case SUSPECTED, INCONCLUSIVE -> INCONCLUSIVE;
            case INVALID -> INVALID;
            case REPORTED -> throw new IllegalArgumentException("no verdict on the whole: " + verdict.word());
        };
    }
}
