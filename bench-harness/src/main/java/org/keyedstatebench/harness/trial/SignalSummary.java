package org.keyedstatebench.harness.trial;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.measure.LatencyRecorder;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResult.Batches;
import org.keyedstatebench.result.TrialResult.Checkpoints;
import org.keyedstatebench.signal.Signal;

/**
 * Sums up what an engine signalled while the measured window was open. Pure.
 *
 * @param signals all signals of the engine
 * @param fromMs start of the window, epoch milliseconds
 * @param toMs end of the window, epoch milliseconds
 */
record SignalSummary(Collection<Signal> signals, long fromMs, long toMs) {

    /**
     * Checkpoints that completed in the window, or {@code null} if there were none.
     *
     * @param latencies of the window's events, nanoseconds, given when checkpoints went on, also those that ended after it, and
     *     whether to take the events that were due meanwhile or all others; {@code null} if they were not kept apart
     */
    Checkpoints checkpoints(BiFunction<List<TrialResult.Window>, Boolean, Percentiles> latencies) {
        List<Signal.CheckpointCompleted> completed =
                of(Signal.CheckpointCompleted.class, checkpoint -> checkpoint.triggeredAt() + checkpoint.durationMs());
        if (completed.isEmpty()) {
            return null;
        }
        List<TrialResult.Window> goingOn = signals.stream()
                .filter(Signal.CheckpointCompleted.class::isInstance)
                .map(Signal.CheckpointCompleted.class::cast)
                .map(checkpoint -> new TrialResult.Window(
                        checkpoint.triggeredAt(), checkpoint.triggeredAt() + checkpoint.durationMs()))
                .toList();
        return new Checkpoints(
                completed.size(),
                percentiles(completed, Signal.CheckpointCompleted::durationMs),
                median(completed.stream().map(Signal.CheckpointCompleted::checkpointedBytes)),
                median(completed.stream().map(Signal.CheckpointCompleted::stateBytes)),
                latencies.apply(goingOn, true),
                latencies.apply(goingOn, false));
    }

    /** Micro-batches that completed in the window, or {@code null} if there were none. */
    Batches batches() {
        List<Signal.BatchCompleted> all =
                of(Signal.BatchCompleted.class, batch -> batch.startedAt() + batch.durationMs());
        if (all.isEmpty()) {
            return null;
        }
        List<Signal.BatchCompleted> full =
                all.stream().filter(batch -> batch.inputRows() > 0).toList();
        Signal.BatchCompleted last = all.get(all.size() - 1);
        return new Batches(
                full.size(),
                all.size() - full.size(),
                percentiles(full, Signal.BatchCompleted::durationMs),
                percentiles(full, Signal.BatchCompleted::inputRows),
                medianPhases(full),
                percentiles(full, Signal.BatchCompleted::stateCommitMs),
                last.stateKeys(),
                last.stateBytes(),
                null);
    }

    /** Micro-batches a second that had no input and completed in the window. */
    double emptyBatchesPerSecond() {
        long empty = of(Signal.BatchCompleted.class, batch -> batch.startedAt() + batch.durationMs()).stream()
                .filter(batch -> batch.inputRows() == 0)
                .count();
        return empty * 1e3 / (toMs - fromMs);
    }

    /** Garbage collection pauses that began in the window. */
    List<Signal.GcPause> gcPauses() {
        return of(Signal.GcPause.class, Signal.GcPause::at);
    }

    private <S extends Signal> List<S> of(Class<S> kind, ToLongFunction<S> time) {
        return signals.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(signal -> time.applyAsLong(signal) >= fromMs && time.applyAsLong(signal) < toMs)
                .toList();
    }

    private static Map<String, Long> medianPhases(List<Signal.BatchCompleted> batches) {
        return batches.stream()
                .flatMap(batch -> batch.phasesMs().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList()),
                                ms -> median(ms.stream()))));
    }

    private static <S> Percentiles percentiles(List<S> signals, ToLongFunction<S> value) {
        Histogram histogram = new Histogram(LatencyRecorder.DIGITS);
        signals.forEach(signal -> histogram.recordValue(Math.max(0, value.applyAsLong(signal))));
        return Percentiles.of(histogram);
    }

    /** The lower of the two middle values if their number is even: a value that really occurred. */
    private static long median(Stream<Long> values) {
        List<Long> sorted = values.sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }
}
