package org.keyedstatebench.harness.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialResult.Batches;
import org.keyedstatebench.harness.result.TrialResult.Checkpoints;
import org.keyedstatebench.harness.result.TrialResult.Events;
import org.keyedstatebench.harness.result.TrialResult.ResourceUse;
import org.keyedstatebench.harness.result.TrialResult.Startup;
import org.keyedstatebench.harness.result.TrialResult.Throughput;
import org.keyedstatebench.harness.result.TrialStatus;

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
    ROWS_PER_EVENT(Unit.PER_EVENT),
    ENGINE_CPU_PER_EVENT(Unit.MICROSECONDS),
    BROKER_CPU_PER_EVENT(Unit.MICROSECONDS),
    HARNESS_CPU_PER_EVENT(Unit.MICROSECONDS),
    PEAK_RSS(Unit.BYTES),
    HEAP_PEAK(Unit.BYTES),
    GC_PAUSES(Unit.COUNT),
    GC_PAUSE_TOTAL(Unit.MILLISECONDS),
    GC_PAUSE_MAX(Unit.MILLISECONDS),
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
            case ROWS_PER_EVENT -> number(trial.events(), Events::rowsPerEvent);
            case ENGINE_CPU_PER_EVENT -> number(trial.resources(), ResourceUse::engineCpuMicrosPerEvent);
            case BROKER_CPU_PER_EVENT -> microsPerEvent(trial, ResourceUse::brokerCpuSeconds);
            case HARNESS_CPU_PER_EVENT -> microsPerEvent(trial, ResourceUse::harnessCpuSeconds);
            case PEAK_RSS -> number(trial.resources(), ResourceUse::enginePeakRssBytes);
            case HEAP_PEAK -> number(trial.resources(), ResourceUse::engineHeapPeakBytes);
            case GC_PAUSES -> number(trial.resources(), ResourceUse::gcPauses);
            case GC_PAUSE_TOTAL -> number(trial.resources(), ResourceUse::gcPauseTotalMs);
            case GC_PAUSE_MAX -> number(trial.resources(), ResourceUse::gcPauseMaxMs);
            case READY -> number(trial.startup(), Startup::readyMs);
            case FIRST_COUNT -> number(trial.startup(), Startup::firstCountMs);
            case CHECKPOINTS -> number(trial.checkpoints(), Checkpoints::count);
            case CHECKPOINT_P50 -> checkpoint(trial, done -> done.durationMs().p50());
            case CHECKPOINT_MAX -> checkpoint(trial, done -> done.durationMs().max());
            case CHECKPOINT_BYTES -> checkpoint(trial, Checkpoints::medianBytes);
            case CHECKPOINT_STATE_BYTES -> checkpoint(trial, Checkpoints::medianStateBytes);
            case BATCHES -> number(trial.batches(), Batches::count);
            case BATCH_P50 -> batch(trial, done -> done.durationMs().p50());
            case BATCH_MAX -> batch(trial, done -> done.durationMs().max());
            case BATCH_ROWS -> batch(trial, done -> done.inputRows().p50());
            case BATCH_STATE_COMMIT_P50 ->
                batch(trial, done -> done.stateCommitMs().p50());
            case BATCH_STATE_BYTES -> batch(trial, Batches::stateBytes);
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
        Percentiles latency = trial.latencyNs();
        return number(latency == null || latency.count() == 0 ? null : latency, field);
    }

    /** The window's events are those with a latency: in a valid trial every event of the window has one. */
    private static OptionalDouble microsPerEvent(TrialResult trial, Function<ResourceUse, Double> seconds) {
        OptionalDouble used = number(trial.resources(), seconds);
        OptionalDouble events = latency(trial, Percentiles::count);
        return used.isPresent() && events.isPresent()
                ? OptionalDouble.of(used.getAsDouble() * 1e6 / events.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble checkpoint(TrialResult trial, Function<Checkpoints, Long> field) {
        Checkpoints done = trial.checkpoints();
        return number(done == null || done.count() == 0 ? null : done, field);
    }

    private static OptionalDouble batch(TrialResult trial, Function<Batches, Long> field) {
        Batches done = trial.batches();
        return number(done == null || done.count() == 0 ? null : done, field);
    }
}
