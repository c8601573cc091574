package org.keyedstatebench.result;

import java.util.Objects;

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

    public Finding {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(advice, "advice");
    }

    static Finding ok(String name, String value) {
        return new Finding(name, value, Verdict.OK, "");
    }

    static Finding note(String name, String value, String advice) {
        return new Finding(name, value, Verdict.NOTE, advice);
    }

    static Finding problem(String name, String value, String advice) {
        return new Finding(name, value, Verdict.PROBLEM, advice);
    }
}
