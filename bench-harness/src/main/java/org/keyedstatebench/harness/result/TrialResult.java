package org.keyedstatebench.harness.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one trial found. A part that was not measured is {@code null}, never zero.
 *
 * @param variant name of the variant
 * @param block from 1
 * @param order place in the order of execution over the whole run, from 1
 * @param status how it ended
 * @param reason why it is not valid, for people; {@code null} if it is
 * @param flags what a reader must know beside the status, e.g. generator-limited
 * @param startedAt when the engine was forked
 * @param refusal the engine's own words; only if unsupported
 * @param events what became of the events
 * @param latencyNs coverage latency of the measured window, nanoseconds; {@code null} unless valid
 * @param throughput covered events
 * @param latenessNs how late the generator sent the events of the measured window, nanoseconds
 * @param startup how long the engine took to start
 * @param resources what engine, broker and harness used
 * @param checkpoints of the measured window; {@code null} for an engine that reported none
 * @param batches of the measured window; {@code null} for an engine that reported none
 * @param files of this trial, relative to the run's folder, by kind: hlog, spec, log, signals
 */
public record TrialResult(
        String variant,
        int block,
        int order,
        TrialStatus status,
        String reason,
        List<String> flags,
        Instant startedAt,
        Refusal refusal,
        Events events,
        Percentiles latencyNs,
        Throughput throughput,
        Percentiles latenessNs,
        Startup startup,
        ResourceUse resources,
        Checkpoints checkpoints,
        Batches batches,
        Map<String, String> files) {

    public TrialResult {
        flags = flags == null ? List.of() : List.copyOf(flags);
        files = files == null ? Map.of() : Map.copyOf(files);
    }

    /**
     * The engine's own words.
     *
     * @param feature what was asked for
     * @param errorClass exception class and error condition
     * @param message the engine's message
     */
    public record Refusal(String feature, String errorClass, String message) {}

    /**
     * What became of the events of the whole trial, warm-up included.
     *
     * @param sent events handed to Kafka
     * @param covered events that a visible row accounts for
     * @param lost events that no row accounted for by the drain deadline
     * @param duplicates rows whose count was not above the highest seen for their key
     * @param gaps events that got no row of their own, in per-event emission
     * @param finalCountsExact whether the last row of every key has exactly the number of its events
     * @param wrongFinalCounts keys whose last row has another count
     * @param malformed records that the engine reports to have skipped; {@code null} if it did not report
     * @param malformedSent malformed records that the generator sent
     * @param outputRows rows in the output topic, those of probes left out
     * @param unexpectedRows rows that are no count, or of a key that was never sent, or above what was sent
     * @param rowsPerEvent output rows per input event
     */
    public record Events(
            long sent,
            long covered,
            long lost,
            long duplicates,
            long gaps,
            boolean finalCountsExact,
            long wrongFinalCounts,
            Long malformed,
            long malformedSent,
            long outputRows,
            long unexpectedRows,
            double rowsPerEvent) {}

    /**
     * Rates over the measured window.
     *
     * @param offeredPerSecond the rate that was asked for
     * @param sentPerSecond the rate that the generator achieved
     * @param coveredPerSecond events that became covered within the window, per second
     * @param intervalMs length of the intervals that {@code perInterval} counts in
     * @param perInterval covered events per interval
     */
    public record Throughput(
            double offeredPerSecond,
            double sentPerSecond,
            double coveredPerSecond,
            long intervalMs,
            Percentiles perInterval) {}

    /**
     * Times from the fork of the engine's process.
     *
     * @param readyMs until it signalled ready; {@code null} if it never did
     * @param firstCountMs until the first count was visible
     * @param warmupMs how long the warm-up lasted
     */
    public record Startup(Long readyMs, Long firstCountMs, Long warmupMs) {}

    /**
     * What processes used during the measured window; peaks over the whole trial.
     *
     * @param engineCpuSeconds CPU time of the engine's process in the window
     * @param engineCpuMicrosPerEvent the same per event of the window
     * @param enginePeakRssBytes highest resident set size seen
     * @param engineHeapPeakBytes as the engine reports it; {@code null} if it did not
     * @param gcPauses in the window
     * @param gcPauseTotalMs in the window
     * @param gcPauseMaxMs in the window
     * @param brokerCpuSeconds CPU time of the broker in the window; {@code null} where it is not our process
     * @param harnessCpuSeconds CPU time of the harness (generator and measurement) in the window
     */
    public record ResourceUse(
            Double engineCpuSeconds,
            Double engineCpuMicrosPerEvent,
            Long enginePeakRssBytes,
            Long engineHeapPeakBytes,
            Integer gcPauses,
            Long gcPauseTotalMs,
            Long gcPauseMaxMs,
            Double brokerCpuSeconds,
            Double harnessCpuSeconds) {}

    /**
     * Checkpoints that completed in the measured window.
     *
     * @param count how many
     * @param durationMs from trigger to completion
     * @param medianBytes written by a checkpoint
     * @param medianStateBytes of the whole state
     */
    public record Checkpoints(int count, Percentiles durationMs, long medianBytes, long medianStateBytes) {}

    /**
     * Micro-batches that completed in the measured window.
     *
     * @param count how many had input
     * @param empty how many had none
     * @param durationMs of those with input
     * @param inputRows of those with input
     * @param medianPhaseMs the engine's own break-down, median over batches with input
     * @param stateCommitMs time to commit the state, summed over tasks, of those with input
     * @param stateKeys in the state store at the end
     * @param stateBytes of the state store at the end, as the engine reports it
     */
    public record Batches(
            int count,
            int empty,
            Percentiles durationMs,
            Percentiles inputRows,
            Map<String, Long> medianPhaseMs,
            Percentiles stateCommitMs,
            long stateKeys,
            long stateBytes) {}
}
