package org.keyedstatebench.harness.compare;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.scenario.Condition;

/** A trial that has only what a single answer looks at, so that a test says nothing else. What is said of one makes another. */
final class BareTrial {

    private final String condition;
    private final String variant;
    private final int order;
    private int block;
    private TrialStatus status = TrialStatus.VALID;
    private String reason;
    private TrialResult.Refusal refusal;
    private TrialResult.Events events;
    private Percentiles latencyNs;
    private TrialResult.Drain drain;
    private TrialResult.Ttl ttl;
    private TrialResult.Timers timers;
    private TrialResult.ResourceUse resources;
    private TrialResult.Checkpoints checkpoints;
    private TrialResult.Batches batches;

    /** @param order place in the run, and its block */
    BareTrial(int order) {
        this(Condition.ONLY, "a-variant", order);
    }

    BareTrial(String condition, String variant) {
        this(condition, variant, 0);
    }

    private BareTrial(String condition, String variant, int order) {
        this.condition = condition;
        this.variant = variant;
        this.order = order;
        this.block = order;
    }

    private BareTrial but(Consumer<BareTrial> change) {
        BareTrial other = new BareTrial(condition, variant, order);
        other.block = block;
        other.status = status;
        other.reason = reason;
        other.refusal = refusal;
        other.events = events;
        other.latencyNs = latencyNs;
        other.drain = drain;
        other.ttl = ttl;
        other.timers = timers;
        other.resources = resources;
        other.checkpoints = checkpoints;
        other.batches = batches;
        change.accept(other);
        return other;
    }

    static Percentiles ms(long ms) {
        return values(ms * 1_000_000, ms * 1_000_000);
    }

    static Percentiles ms(long min, long p50, long max) {
        return new Percentiles(10, min * 1_000_000, p50 * 1_000_000, 0, max * 1_000_000, 0, max * 1_000_000, 0);
    }

    static Percentiles values(long p50, long max) {
        return new Percentiles(10, p50, p50, max, max, max, max, p50);
    }

    /** Whether the other one is of the same variant under the same condition. */
    boolean isLike(TrialResult other) {
        return other.condition().equals(condition) && other.variant().equals(variant);
    }

    BareTrial block(int other) {
        return but(trial -> trial.block = other);
    }

    BareTrial is(TrialStatus other, String why) {
        return but(trial -> {
            trial.status = other;
            trial.reason = why;
        });
    }

    /** As in a result: without figures of speed. */
    BareTrial invalid(String why) {
        return is(TrialStatus.INVALID, why).but(trial -> {
            trial.latencyNs = null;
            trial.drain = null;
        });
    }

    BareTrial failed() {
        return new BareTrial(condition, variant, order).block(block).is(TrialStatus.FAILED, "died");
    }

    BareTrial refused() {
        return new BareTrial(condition, variant, order)
                .block(block)
                .is(TrialStatus.UNSUPPORTED, "X: no")
                .but(trial -> trial.refusal = new TrialResult.Refusal("store", "X", "no"));
    }

    BareTrial events(long lost, long duplicates, long unexpected, Long sendFailures) {
        return with(new TrialResult.Events(
                10, 10 - lost, lost, duplicates, 0, lost == 0, lost, null, 0, 10, unexpected, 1, sendFailures));
    }

    BareTrial with(TrialResult.Events other) {
        return but(trial -> trial.events = other);
    }

    BareTrial latency(long medianMs) {
        return latency(ms(medianMs));
    }

    BareTrial latency(Percentiles ns) {
        return but(trial -> trial.latencyNs = ns);
    }

    BareTrial drained(double perSecond) {
        return but(trial -> trial.drain =
                new TrialResult.Drain(10, perSecond, 1, 1, 100, values(1, 1), perSecond, 0.1, 0.1, null, null));
    }

    BareTrial ttl(Long survivedMs, Long expiredMs, boolean survivedBelow, boolean expiredAbove) {
        return with(new TrialResult.Ttl(2_000, 135, survivedMs, expiredMs, survivedBelow, expiredAbove, null));
    }

    BareTrial with(TrialResult.Ttl other) {
        return but(trial -> trial.ttl = other);
    }

    /** Delays are there as in a result: those of an invalid trial are left out. */
    BareTrial timers(long due, long fired, long unexpected) {
        return timers(due, fired, unexpected, status == TrialStatus.VALID ? ms(5) : null);
    }

    BareTrial timers(long due, long fired, long unexpected, Percentiles delayNs) {
        return but(trial -> trial.timers = new TrialResult.Timers(1_000, due, fired, unexpected, delayNs));
    }

    BareTrial used(TrialResult.ResourceUse other) {
        return but(trial -> trial.resources = other);
    }

    BareTrial checkpoints(long insideMs, long outsideMs, long lastedMs) {
        return checkpoints(ms(insideMs), ms(outsideMs), lastedMs);
    }

    BareTrial checkpoints(Percentiles insideNs, Percentiles outsideNs, long lastedMs) {
        return but(trial -> trial.checkpoints =
                new TrialResult.Checkpoints(5, values(lastedMs, lastedMs), 1, 1, insideNs, outsideNs));
    }

    BareTrial batches(long medianMs, long longestMs, Double perSecondWithoutLoad) {
        return but(trial -> trial.batches = new TrialResult.Batches(
                10, 0, values(medianMs, longestMs), values(1, 1), Map.of(), values(1, 1), 1, 1, perSecondWithoutLoad));
    }

    TrialResult build() {
        return result(order, order);
    }

    /** @param blockByOrder where none was said */
    TrialResult result(int place, int blockByOrder) {
        return new TrialResult(
                condition,
                variant,
                block == 0 ? blockByOrder : block,
                place,
                status,
                reason,
                List.of(),
                Instant.EPOCH,
                refusal,
                events,
                latencyNs,
                null,
                drain,
                null,
                ttl,
                timers,
                null,
                null,
                resources,
                checkpoints,
                batches,
                Map.of("hlog", "trials/x/latency.hlog"));
    }
}
