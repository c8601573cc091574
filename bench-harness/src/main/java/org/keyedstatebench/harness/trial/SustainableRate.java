package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/**
 * Judges whether a variant sustained the rate of a trial. Pure.
 *
 * @param p99Below what the 99th percentile of coverage latency must stay below
 */
record SustainableRate(Duration p99Below) {

    /**
     * Part of the offered rate by which the backlog must have grown, with the whole confidence interval of its slope, before it is
     * said to grow: the samples of a micro-batch engine are a saw-tooth, whose slope is never quite zero.
     */
    static final double GROWTH = 0.01;

    /** @return why the rate did not hold; empty if it did */
    List<String> whyNot(TrialResult trial) {
        List<String> why = new ArrayList<>();
        TrialResult.Throughput throughput = trial.throughput();
        if (throughput != null && throughput.backlog() != null) {
            TrialResult.Backlog backlog = throughput.backlog();
            if (backlog.slopeLow() > GROWTH * throughput.offeredPerSecond()) {
                why.add(String.format(
                        Locale.ROOT,
                        "the backlog grew by %,.0f (%,.0f to %,.0f) events a second",
                        backlog.slopePerSecond(),
                        backlog.slopeLow(),
                        backlog.slopeHigh()));
            }
        }
        if (trial.status() != TrialStatus.VALID) {
            why.add(trial.reason().lines().findFirst().orElse("the trial is " + trial.status()));
        } else if (trial.latencyNs().p99() >= p99Below.toNanos()) {
            why.add(String.format(
                    Locale.ROOT,
                    "p99 was %,.1f ms, not below %,d ms",
                    trial.latencyNs().p99() / 1e6,
                    p99Below.toMillis()));
        } else if (throughput == null || throughput.backlog() == null) {
            why.add("the window was too short to see whether the backlog grew");
        }
        return why;
    }
}
