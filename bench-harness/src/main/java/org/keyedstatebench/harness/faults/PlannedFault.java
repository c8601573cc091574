package org.keyedstatebench.harness.faults;

import java.time.Duration;
import java.util.Locale;
import org.keyedstatebench.scenario.FaultKind;

/**
 * A fault of a plan.
 *
 * @param number from 1
 * @param kind what is done
 * @param inRecovery whether it strikes in the middle of the recovery of the one before
 * @param pause until it strikes, from when the one before was recovered from, or, in the middle of a recovery, from when its cause was
 *     gone
 * @param lasting how long its cause lasts, where it is one that lasts
 * @param point a share, 0 to 1, that kinds use for what else they have to draw
 */
public record PlannedFault(
        int number, FaultKind kind, boolean inRecovery, Duration pause, Duration lasting, double point) {

    /** How long, in words. */
    String seconds() {
        return String.format(Locale.ROOT, "%.1f s", lasting.toMillis() / 1e3);
    }
}
