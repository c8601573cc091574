package org.keyedstatebench.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Batches;
import org.keyedstatebench.result.TrialResult.Checkpoints;
import org.keyedstatebench.result.TrialResult.Drain;
import org.keyedstatebench.result.TrialResult.Events;
import org.keyedstatebench.result.TrialResult.ResourceUse;
import org.keyedstatebench.result.TrialResult.Startup;
import org.keyedstatebench.result.TrialResult.Throughput;
import org.keyedstatebench.result.TrialStatus;

/**
 * One figure of a trial: the one place that says where it is found, and that a trial which is not valid has none.
 *
 * <p>Latencies are coverage latencies of the measured window.
 */
public enum Metric {
    LATENCY_P50(Unit.NANOSECONDS),
    LATENCY_P90(Unit.NANOSECONDS),
    LATENCY_P99(Unit.NANOSECONDS),
    LATENCY_P999(Unit.NANOSECONDS),
    LATENCY_MAX(Unit.NANOSECONDS),
    OFFERED_RATE(Unit.PER_SECOND),
    SENT_RATE(Unit.PER_SECOND),
    COVERED_RATE(Unit.PER_SECOND),
    DRAIN_RATE(Unit.PER_SECOND),
    DRAIN_WARM_RATE(Unit.PER_SECOND),
    DRAIN_INTERVAL_P50(Unit.COUNT),
    DRAIN_INTERVAL_MIN(Unit.COUNT),
    DRAIN_LARGEST_BURST(Unit.SHARE),
    DRAIN_COLLECTOR_CORES(Unit.COUNT),
    DRAIN_COLLECTOR_LAG(Unit.COUNT),
    ROWS_PER_EVENT(Unit.PER_EVENT),
    ENGINE_CPU_PER_EVENT(Unit.MICROSECONDS),
    BROKER_CPU_PER_EVENT(Unit.MICROSECONDS),
    HARNESS_CPU_PER_EVENT(Unit.MICROSECONDS),
    EVENTS_PER_CORE_SECOND(Unit.PER_SECOND),
    PEAK_RSS(Unit.BYTES),
    BROKER_PEAK_RSS(Unit.BYTES),
    HARNESS_PEAK_RSS(Unit.BYTES),
    WRITTEN_PER_EVENT(Unit.BYTES),
    HEAP_PEAK(Unit.BYTES),
    FOREIGN_SHARE(Unit.SHARE),
    STOLEN_SHARE(Unit.SHARE),
    GC_PAUSES(Unit.COUNT),
    GC_PAUSE_TOTAL(Unit.MILLISECONDS),
    GC_PAUSE_MAX(Unit.MILLISECONDS),
    GC_SHARE(Unit.SHARE),
    READY(Unit.MILLISECONDS),
    FIRST_COUNT(Unit.MILLISECONDS),
    CHECKPOINTS(Unit.COUNT),
    CHECKPOINT_P50(Unit.MILLISECONDS),
    CHECKPOINT_MAX(Unit.MILLISECONDS),
    CHECKPOINT_BYTES(Unit.BYTES),
    CHECKPOINT_STATE_BYTES(Unit.BYTES),
    BATCHES(Unit.COUNT),
    BATCH_P50(Unit.MILLISECONDS),
    BATCH_MAX(Unit.MILLISECONDS),
    BATCH_ROWS(Unit.COUNT),
    BATCH_STATE_COMMIT_P50(Unit.MILLISECONDS),
    BATCH_STATE_BYTES(Unit.BYTES);

    private final Unit unit;

    Metric(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }

    /** @return empty if the trial is not valid or did not measure this */
    public OptionalDouble of(TrialResult trial) {
        if (trial.status() != TrialStatus.VALID) {
            return OptionalDouble.empty();
        }
        return switch (this) {
            case LATENCY_P50 -> latency(trial, Percentiles::p50);
            case LATENCY_P90 -> latency(trial, Percentiles::p90);
            case LATENCY_P99 -> latency(trial, Percentiles::p99);
            case LATENCY_P999 -> latency(trial, Percentiles::p999);
            case LATENCY_MAX -> latency(trial, Percentiles::max);
            case OFFERED_RATE -> number(trial.throughput(), Throughput::offeredPerSecond);
            case SENT_RATE -> number(trial.throughput(), Throughput::sentPerSecond);
            case COVERED_RATE -> number(trial.throughput(), Throughput::coveredPerSecond);
            case DRAIN_RATE -> number(trial.drain(), Drain::perSecond);
            case DRAIN_WARM_RATE -> number(trial.drain(), Drain::warmPerSecond);
            case DRAIN_INTERVAL_P50 -> number(percentiles(trial.drain(), Drain::perInterval), Percentiles::p50);
            case DRAIN_INTERVAL_MIN -> number(percentiles(trial.drain(), Drain::perInterval), Percentiles::min);
            case DRAIN_LARGEST_BURST -> number(trial.drain(), Drain::largestBurst);
            case DRAIN_COLLECTOR_CORES -> number(trial.drain(), Drain::collectorCores);
            case DRAIN_COLLECTOR_LAG -> number(trial.drain(), Drain::collectorLagRows);
            case ROWS_PER_EVENT -> number(trial.events(), Events::rowsPerEvent);
            case ENGINE_CPU_PER_EVENT -> number(trial.resources(), ResourceUse::engineCpuMicrosPerEvent);
            case BROKER_CPU_PER_EVENT -> perEvent(trial, ResourceUse::brokerCpuSeconds, 1e6);
            case HARNESS_CPU_PER_EVENT -> perEvent(trial, ResourceUse::harnessCpuSeconds, 1e6);
            case EVENTS_PER_CORE_SECOND ->
                inverse(number(trial.resources(), ResourceUse::engineCpuMicrosPerEvent), 1e6);
            case BROKER_PEAK_RSS -> number(trial.resources(), ResourceUse::brokerPeakRssBytes);
            case HARNESS_PEAK_RSS -> number(trial.resources(), ResourceUse::harnessPeakRssBytes);
            case WRITTEN_PER_EVENT -> perEvent(trial, ResourceUse::engineWrittenBytes, 1);
            case GC_SHARE ->
                number(
                        trial.resources(),
                        use -> use.gcPauseTotalMs() == null || use.seconds() == null || use.seconds() <= 0
                                ? null
                                : (Double) (use.gcPauseTotalMs() / 1e3 / use.seconds()));
            case PEAK_RSS -> number(trial.resources(), ResourceUse::enginePeakRssBytes);
            case FOREIGN_SHARE -> number(trial.resources(), ResourceUse::foreignShare);
            case STOLEN_SHARE -> number(trial.resources(), ResourceUse::stolenShare);
            case HEAP_PEAK -> number(trial.resources(), ResourceUse::engineHeapPeakBytes);
            case GC_PAUSES -> number(trial.resources(), ResourceUse::gcPauses);
            case GC_PAUSE_TOTAL -> number(trial.resources(), ResourceUse::gcPauseTotalMs);
            case GC_PAUSE_MAX -> number(trial.resources(), ResourceUse::gcPauseMaxMs);
            case READY -> number(trial.startup(), Startup::readyMs);
            case FIRST_COUNT -> number(trial.startup(), Startup::firstCountMs);
            case CHECKPOINTS -> number(trial.checkpoints(), Checkpoints::count);
            case CHECKPOINT_P50 -> number(percentiles(checkpoints(trial), Checkpoints::durationMs), Percentiles::p50);
            case CHECKPOINT_MAX -> number(percentiles(checkpoints(trial), Checkpoints::durationMs), Percentiles::max);
            case CHECKPOINT_BYTES -> number(checkpoints(trial), Checkpoints::medianBytes);
            case CHECKPOINT_STATE_BYTES -> number(checkpoints(trial), Checkpoints::medianStateBytes);
            case BATCHES -> number(trial.batches(), Batches::count);
            case BATCH_P50 -> number(percentiles(batches(trial), Batches::durationMs), Percentiles::p50);
            case BATCH_MAX -> number(percentiles(batches(trial), Batches::durationMs), Percentiles::max);
            case BATCH_ROWS -> number(percentiles(batches(trial), Batches::inputRows), Percentiles::p50);
            case BATCH_STATE_COMMIT_P50 ->
                number(percentiles(batches(trial), Batches::stateCommitMs), Percentiles::p50);
            case BATCH_STATE_BYTES -> number(batches(trial), Batches::stateBytes);
        };
    }

    /** The figure of every trial that has it, as one. */
    Optional<Spread> over(List<TrialResult> trials) {
        return Spread.of(trials.stream()
                .map(this::of)
                .flatMapToDouble(OptionalDouble::stream)
                .boxed()
                .toList());
    }

    private static <T> OptionalDouble number(T part, Function<T, ? extends Number> field) {
        Number number = part == null ? null : field.apply(part);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
    }

    private static OptionalDouble latency(TrialResult trial, Function<Percentiles, Long> field) {
        return number(percentiles(trial, TrialResult::latencyNs), field);
    }

    /** Shared out among the events of the window, times a scale. */
    private static OptionalDouble perEvent(
            TrialResult trial, Function<ResourceUse, ? extends Number> used, double scale) {
        OptionalDouble amount = number(trial.resources(), used);
        OptionalDouble events = number(trial.resources(), ResourceUse::events);
        return amount.isPresent() && events.isPresent()
                ? OptionalDouble.of(amount.getAsDouble() * scale / events.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble inverse(OptionalDouble value, double of) {
        return value.isPresent() && value.getAsDouble() > 0
                ? OptionalDouble.of(of / value.getAsDouble())
                : OptionalDouble.empty();
    }

    /** What completed in the window, or {@code null} if nothing did: then its sizes say nothing. */
    private static Checkpoints checkpoints(TrialResult trial) {
        return trial.checkpoints() == null || trial.checkpoints().count() == 0 ? null : trial.checkpoints();
    }

    private static Batches batches(TrialResult trial) {
        return trial.batches() == null || trial.batches().count() == 0 ? null : trial.batches();
    }

    /** A distribution that has values, or {@code null}. */
    private static <T> Percentiles percentiles(T part, Function<T, Percentiles> field) {
        Percentiles found = part == null ? null : field.apply(part);
        return found == null || found.count() == 0 ? null : found;
    }
}
