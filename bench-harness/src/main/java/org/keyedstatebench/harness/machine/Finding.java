package org.keyedstatebench.harness.machine;

/**
 * One thing about this machine that matters to a measurement.
 *
 * @param name what was looked at
 * @param value what was found, for people
 * @param verdict whether it disturbs
 * @param advice what to do about it; empty if there is nothing to do
 */
public record Finding(String name, String value, Verdict verdict, String advice) {

    /** How much a finding matters. */
    public enum Verdict {
        /** Nothing to say. */
        OK,
        /** Figures hold, but a reader must know this. */
        NOTE,
        /** A run will fail, or its figures will not hold. */
        PROBLEM
    }

    public static Finding ok(String name, String value) {
        return new Finding(name, value, Verdict.OK, "");
    }

    /** The same as a problem if it is one; the first verdict stands. */
    public Finding problemIf(boolean isOne, String what) {
        return judged(isOne, Verdict.PROBLEM, what);
    }

    /** The same as a note if it is worth one; the first verdict stands. */
    public Finding noteIf(boolean isOne, String what) {
        return judged(isOne, Verdict.NOTE, what);
    }

    private Finding judged(boolean applies, Verdict other, String what) {
        return applies && verdict == Verdict.OK ? new Finding(name, value, other, what) : this;
    }
}
