package org.keyedstatebench.job;

import java.time.Duration;
import java.util.Objects;

/**
 * A timer per key that fires when the key has had no event for a while; the job then writes the key's count once more, as an
 * idle row. Each event of the key takes the timer back and sets it anew.
 *
 * @param domain the clock that it follows
 * @param idle how long the key must be without an event, above zero
 */
public record IdleTimer(TimeDomain domain, Duration idle) {

    public IdleTimer {
        Objects.requireNonNull(domain, "operator.idleTimer.domain");
        if (idle == null || idle.isZero() || idle.isNegative()) {
            throw new IllegalArgumentException("operator.idleTimer.idle must be above zero, got " + idle);
        }
        Check.notAbove100Years(idle, "operator.idleTimer.idle");
    }
}
