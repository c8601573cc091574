package org.keyedstatebench.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.ResourceUse;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Batches;
import org.keyedstatebench.result.TrialResult.Checkpoints;
import org.keyedstatebench.result.TrialResult.Drain;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialResult.Startup;
import org.keyedstatebench.result.TrialResult.Throughput;
import org.keyedstatebench.result.TrialResult.Timers;
import org.keyedstatebench.result.TrialResult.Ttl;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.Unit;

/**
 * One figure of a trial: the one place that says where it is found, and that a trial which is not valid has none.
 *
 * <p>Latencies are coverage latencies of the measured window.
 */
public enum Metric {
    LATENCY_MIN(Unit.NANOSECONDS, latency(Percentiles::min)),
    LATENCY_P50(Unit.NANOSECONDS, latency(Percentiles::p50)),
    LATENCY_P90(Unit.NANOSECONDS, latency(Percentiles::p90)),
    LATENCY_P99(Unit.NANOSECONDS, latency(Percentiles::p99)),
    LATENCY_P999(Unit.NANOSECONDS, latency(Percentiles::p999)),
    LATENCY_MAX(Unit.NANOSECONDS, latency(Percentiles::max)),
    OFFERED_RATE(Unit.PER_SECOND, number(TrialResult::throughput, Throughput::offeredPerSecond)),
    SENT_RATE(Unit.PER_SECOND, number(TrialResult::throughput, Throughput::sentPerSecond)),
    COVERED_RATE(Unit.PER_SECOND, number(TrialResult::throughput, Throughput::coveredPerSecond)),
    DRAIN_RATE(Unit.PER_SECOND, number(TrialResult::drain, Drain::perSecond)),
    DRAIN_WARM_RATE(Unit.PER_SECOND, number(TrialResult::drain, Drain::warmPerSecond)),
    DRAIN_INTERVAL_P50(Unit.COUNT, percentile(TrialResult::drain, Drain::perInterval, Percentiles::p50)),
    DRAIN_INTERVAL_MIN(Unit.COUNT, percentile(TrialResult::drain, Drain::perInterval, Percentiles::min)),
    DRAIN_LARGEST_BURST(Unit.SHARE, number(TrialResult::drain, Drain::largestBurst)),
    DRAIN_COLLECTOR_CORES(Unit.COUNT, number(TrialResult::drain, Drain::collectorCores)),
    DRAIN_COLLECTOR_LAG(Unit.COUNT, number(TrialResult::drain, Drain::collectorLagRows)),
    DRAIN_STATE_BYTES(Unit.BYTES, number(TrialResult::drain, Drain::stateBytes)),
    ROWS_PER_EVENT(Unit.PER_EVENT, number(TrialResult::events, Events::rowsPerEvent)),
    DUPLICATES(Unit.COUNT, number(TrialResult::events, Events::duplicates)),
    LOST_EVENTS(Unit.COUNT, number(TrialResult::events, Events::lost)),
    ENGINE_CPU_PER_EVENT(Unit.MICROSECONDS, used(ResourceUse::engineCpuMicrosPerEvent)),
    BROKER_CPU_PER_EVENT(Unit.MICROSECONDS, usedPerEvent(ResourceUse::brokerCpuSeconds, 1e6)),
    HARNESS_CPU_PER_EVENT(Unit.MICROSECONDS, usedPerEvent(ResourceUse::harnessCpuSeconds, 1e6)),
    EVENTS_PER_CORE_SECOND(Unit.PER_SECOND, used(use -> quotient(1e6, use.engineCpuMicrosPerEvent()))),
    PEAK_RSS(Unit.BYTES, used(ResourceUse::enginePeakRssBytes)),
    BROKER_PEAK_RSS(Unit.BYTES, used(ResourceUse::brokerPeakRssBytes)),
    HARNESS_PEAK_RSS(Unit.BYTES, used(ResourceUse::harnessPeakRssBytes)),
    WRITTEN_PER_EVENT(Unit.BYTES, usedPerEvent(ResourceUse::engineWrittenBytes, 1)),
    HEAP_PEAK(Unit.BYTES, used(ResourceUse::engineHeapPeakBytes)),
    FOREIGN_SHARE(Unit.SHARE, used(ResourceUse::foreignShare)),
    STOLEN_SHARE(Unit.SHARE, used(ResourceUse::stolenShare)),
    GC_PAUSES(Unit.COUNT, used(ResourceUse::gcPauses)),
    GC_PAUSE_TOTAL(Unit.MILLISECONDS, used(ResourceUse::gcPauseTotalMs)),
    GC_PAUSE_MAX(Unit.MILLISECONDS, used(ResourceUse::gcPauseMaxMs)),
    GC_SHARE(
            Unit.SHARE,
            used(use -> use.gcPauseTotalMs() == null ? null : quotient(use.gcPauseTotalMs() / 1e3, use.seconds()))),
    READY(Unit.MILLISECONDS, number(TrialResult::startup, Startup::readyMs)),
    FIRST_COUNT(Unit.MILLISECONDS, number(TrialResult::startup, Startup::firstCountMs)),
    CHECKPOINTS(Unit.COUNT, number(TrialResult::checkpoints, Checkpoints::count)),
    CHECKPOINT_P50(Unit.MILLISECONDS, percentile(Metric::checkpoints, Checkpoints::durationMs, Percentiles::p50)),
    CHECKPOINT_MAX(Unit.MILLISECONDS, percentile(Metric::checkpoints, Checkpoints::durationMs, Percentiles::max)),
    CHECKPOINT_BYTES(Unit.BYTES, number(Metric::checkpoints, Checkpoints::medianBytes)),
    CHECKPOINT_STATE_BYTES(Unit.BYTES, number(Metric::checkpoints, Checkpoints::medianStateBytes)),
    DURING_CHECKPOINTS_P50(
            Unit.NANOSECONDS, percentile(TrialResult::checkpoints, Checkpoints::latencyInsideNs, Percentiles::p50)),
    DURING_CHECKPOINTS_P99(
            Unit.NANOSECONDS, percentile(TrialResult::checkpoints, Checkpoints::latencyInsideNs, Percentiles::p99)),
    BETWEEN_CHECKPOINTS_P50(
            Unit.NANOSECONDS, percentile(TrialResult::checkpoints, Checkpoints::latencyOutsideNs, Percentiles::p50)),
    BETWEEN_CHECKPOINTS_P99(
            Unit.NANOSECONDS, percentile(TrialResult::checkpoints, Checkpoints::latencyOutsideNs, Percentiles::p99)),
    BATCHES(Unit.COUNT, number(TrialResult::batches, Batches::count)),
    BATCHES_AND_EMPTY_ONES(Unit.COUNT, number(TrialResult::batches, batches -> batches.count() + batches.empty())),
    BATCHES_WITHOUT_LOAD(Unit.COUNT, number(TrialResult::batches, Batches::perSecondWithoutLoad)),
    BATCH_P50(Unit.MILLISECONDS, percentile(Metric::batches, Batches::durationMs, Percentiles::p50)),
    BATCH_MAX(Unit.MILLISECONDS, percentile(Metric::batches, Batches::durationMs, Percentiles::max)),
    BATCH_STATE_COMMIT_P50(Unit.MILLISECONDS, percentile(Metric::batches, Batches::stateCommitMs, Percentiles::p50)),
    BATCH_STATE_BYTES(Unit.BYTES, number(Metric::batches, Batches::stateBytes)),
    BATCH_STATE_BYTES_PER_KEY(
            Unit.BYTES,
            number(TrialResult::batches, batches -> quotient((double) batches.stateBytes(), batches.stateKeys()))),
    OUTAGE(Unit.MILLISECONDS, number(TrialResult::recovery, Recovery::outageMs)),
    RESUMED(Unit.MILLISECONDS, number(TrialResult::recovery, Recovery::resumedMs)),
    CAUGHT_UP(Unit.MILLISECONDS, number(TrialResult::recovery, Recovery::caughtUpMs)),
    REPEATED_EVENTS(Unit.COUNT, number(TrialResult::recovery, Recovery::repeatedEvents)),
    LONGEST_SURVIVED_PAUSE(Unit.MILLISECONDS, number(TrialResult::ttl, Ttl::longestSurvivedMs)),
    SHORTEST_EXPIRED_PAUSE(Unit.MILLISECONDS, number(TrialResult::ttl, Ttl::shortestExpiredMs)),
    EXPIRY_DELAY(Unit.MILLISECONDS, number(TrialResult::ttl, Ttl::expiryDelayMs)),
    TIMERS_DUE(Unit.COUNT, number(TrialResult::timers, Timers::due)),
    TIMERS_FIRED(Unit.COUNT, number(TrialResult::timers, Timers::fired)),
    TIMERS_UNEXPECTED(Unit.COUNT, number(TrialResult::timers, Timers::unexpected)),
    TIMER_DELAY_P50(Unit.NANOSECONDS, percentile(TrialResult::timers, Timers::delayNs, Percentiles::p50)),
    TIMER_DELAY_P99(Unit.NANOSECONDS, percentile(TrialResult::timers, Timers::delayNs, Percentiles::p99));

    private final Unit unit;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<TrialResult, Number> field;

    Metric(Unit unit, Function<TrialResult, Number> field) {
        this.unit = unit;
        this.field = field;
    }

    public Unit unit() {
        return unit;
    }

    /** @return empty if the trial is not valid or did not measure this */
    public OptionalDouble of(TrialResult trial) {
        return trial.status() == TrialStatus.VALID ? ofAny(trial) : OptionalDouble.empty();
    }

    /** The same of a trial that may be invalid for the very figure that is asked for. */
    OptionalDouble ofAny(TrialResult trial) {
        Number number = field.apply(trial);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
    }

    /** The figure of every trial that has it, as one. */
    Optional<Spread> over(List<TrialResult> trials) {
        return overAny(trials.stream().filter(trial -> of(trial).isPresent()).toList());
    }

    /** The same over trials whatever became of them. */
    Optional<Spread> overAny(List<TrialResult> trials) {
        return Spread.of(trials.stream()
                .flatMapToDouble(trial -> ofAny(trial).stream())
                .boxed()
                .toList());
    }

    private static <T> Function<TrialResult, Number> number(
            Function<TrialResult, T> part, Function<T, ? extends Number> field) {
        return trial -> {
            T found = part.apply(trial);
            return found == null ? null : field.apply(found);
        };
    }

    /** Of a distribution; none if it has no values. */
    private static <T> Function<TrialResult, Number> percentile(
            Function<TrialResult, T> part, Function<T, Percentiles> field, Function<Percentiles, Long> percentile) {
        return number(part, found -> {
            Percentiles percentiles = field.apply(found);
            return percentiles == null || percentiles.count() == 0 ? null : percentile.apply(percentiles);
        });
    }

    private static Function<TrialResult, Number> latency(Function<Percentiles, Long> percentile) {
        return percentile(trial -> trial, TrialResult::latencyNs, percentile);
    }

    private static Function<TrialResult, Number> used(Function<ResourceUse, ? extends Number> field) {
        return number(TrialResult::resources, field);
    }

    /** Shared out among the events of the window, times a scale. */
    private static Function<TrialResult, Number> usedPerEvent(
            Function<ResourceUse, ? extends Number> field, double scale) {
        return used(use -> {
            Number amount = field.apply(use);
            return amount == null ? null : quotient(amount.doubleValue() * scale, use.events());
        });
    }

    private static Double quotient(double of, Number by) {
        return by == null || by.doubleValue() <= 0 ? null : (Double) (of / by.doubleValue());
    }

    /** What completed in the window, or {@code null} if nothing did: then its sizes say nothing. */
    private static Checkpoints checkpoints(TrialResult trial) {
        return trial.checkpoints() == null || trial.checkpoints().count() == 0 ? null : trial.checkpoints();
    }

    private static Batches batches(TrialResult trial) {
        return trial.batches() == null || trial.batches().count() == 0 ? null : trial.batches();
    }
}
