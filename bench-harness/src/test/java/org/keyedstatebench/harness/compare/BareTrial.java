package org.keyedstatebench.harness.compare;

import java.time.Instant;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Condition;

/** A trial that has only what a single answer looks at, so that a test says nothing else. */
final class BareTrial {

    private final int order;
    private TrialStatus status = TrialStatus.VALID;
    private String reason;
    private TrialResult.Events events;
    private Percentiles latencyNs;
    private TrialResult.Drain drain;
    private TrialResult.Ttl ttl;
    private TrialResult.Timers timers;
    private TrialResult.Checkpoints checkpoints;
    private TrialResult.Batches batches;

    /** @param order place in the run, and its block */
    BareTrial(int order) {
        this.order = order;
    }

    static Percentiles ms(long min, long p50, long max) {
        return new Percentiles(10, min * 1_000_000, p50 * 1_000_000, 0, max * 1_000_000, 0, max * 1_000_000, 0);
    }

    BareTrial is(TrialStatus other, String why) {
        status = other;
        reason = why;
        return this;
    }

    BareTrial events(long lost, long duplicates, long unexpected, Long sendFailures) {
        events = new TrialResult.Events(
                10, 10 - lost, lost, duplicates, 0, lost == 0, lost, null, 0, 10, unexpected, 1, sendFailures);
        return this;
    }

    BareTrial latency(Percentiles ns) {
        latencyNs = ns;
        return this;
    }

    BareTrial drained(double perSecond) {
        drain = new TrialResult.Drain(10, perSecond, 1, 1, 100, null, perSecond, 0, 0, null, null);
        return this;
    }

    BareTrial ttl(Long survivedMs, Long expiredMs, boolean survivedBelow, boolean expiredAbove) {
        ttl = new TrialResult.Ttl(2_000, 135, survivedMs, expiredMs, survivedBelow, expiredAbove, null);
        return this;
    }

    BareTrial timers(long due, long fired, long unexpected, Percentiles delayNs) {
        timers = new TrialResult.Timers(1_000, due, fired, unexpected, delayNs);
        return this;
    }

    BareTrial checkpoints(Percentiles insideNs, Percentiles outsideNs, long lastedMs) {
        checkpoints = new TrialResult.Checkpoints(
                5, new Percentiles(5, lastedMs, lastedMs, 0, 0, 0, lastedMs, lastedMs), 1, 1, insideNs, outsideNs);
        return this;
    }

    BareTrial batches(long medianMs, long longestMs, Double perSecondWithoutLoad) {
        batches = new TrialResult.Batches(
                10,
                0,
                new Percentiles(10, 0, medianMs, 0, 0, 0, longestMs, 0),
                null,
                null,
                null,
                1,
                1,
                perSecondWithoutLoad);
        return this;
    }

    TrialResult build() {
        return new TrialResult(
                Condition.ONLY,
                "a-variant",
                order,
                order,
                status,
                reason,
                null,
                Instant.EPOCH,
                null,
                events,
                latencyNs,
                null,
                drain,
                null,
                ttl,
                timers,
                null,
                null,
                null,
                checkpoints,
                batches,
                null);
    }
}
