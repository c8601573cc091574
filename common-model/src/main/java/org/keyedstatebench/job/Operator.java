package org.keyedstatebench.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Objects;

/**
 * What the job does with the events of a key, apart from where the counts live.
 *
 * @param kind count or pass through
 * @param ttl how long after the last event of a key its count is forgotten, above zero; {@code null} for never
 * @param idleTimer writes the count of a key that has gone idle; {@code null} for none
 * @param form the engine's name of the programming interface that the job is written in, such as sql; {@code null} for the plain one
 */
public record Operator(
        OperatorKind kind,
        Duration ttl,
        IdleTimer idleTimer,
        @JsonInclude(JsonInclude.Include.NON_NULL) String form) {

    /** The counter and nothing else. */
    public static final Operator COUNT = new Operator(OperatorKind.COUNT, null, null);

    public static final Operator PASS_THROUGH = new Operator(OperatorKind.PASS_THROUGH, null, null);

    /** In the engine's plain form. */
    public Operator(OperatorKind kind, Duration ttl, IdleTimer idleTimer) {
        this(kind, ttl, idleTimer, null);
    }

    public Operator {
        Objects.requireNonNull(kind, "operator.kind");
        if (ttl != null && (ttl.isZero() || ttl.isNegative())) {
            throw new IllegalArgumentException("operator.ttl must be above zero, got " + ttl);
        }
        if (ttl != null) {
            Check.notAbove100Years(ttl, "operator.ttl");
        }
        if (form != null) {
            Check.notBlank(form, "operator.form");
        }
        if (kind == OperatorKind.PASS_THROUGH && (ttl != null || idleTimer != null)) {
            throw new IllegalArgumentException(
                    "operator.kind PASS_THROUGH keeps no state, so it can have neither a ttl nor an idleTimer");
        }
    }

    public static Operator withTtl(Duration ttl) {
        return new Operator(OperatorKind.COUNT, ttl, null);
    }

    public static Operator withIdleTimer(TimeDomain domain, Duration idle) {
        return new Operator(OperatorKind.COUNT, null, new IdleTimer(domain, idle));
    }

    /** The same in a form of the engine. */
    public Operator in(String otherForm) {
        return new Operator(kind, ttl, idleTimer, otherForm);
    }

    /** Whether the job needs the watermark to move. */
    public boolean needsWatermark() {
        return idleTimer != null && idleTimer.domain() == TimeDomain.EVENT_TIME;
    }

    /** Tells Jackson to leave out the plain counter, which is meant where nothing is said. */
    static final class IsCount {

        @Override
        public boolean equals(Object operator) {
            return operator == null || operator.equals(COUNT);
        }

        @Override
        public int hashCode() {
            return COUNT.hashCode();
        }
    }
}
