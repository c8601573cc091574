package org.keyedstatebench.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one trial found. A part that was not measured is {@code null}, never zero.
 *
 * @param condition name of the condition
 * @param variant name of the variant
 * @param block from 1
 * @param order place in the order of execution over the whole run, from 1
 * @param status how it ended
 * @param reason why it is not valid, for people; {@code null} if it is
 * @param flags what a reader must know beside the status
 * @param startedAt when the engine was forked
 * @param refusal the engine's own words; only if unsupported
 * @param events what became of the events
 * @param latencyNs coverage latency of the measured window, nanoseconds; {@code null} unless valid, and for a drain
 * @param throughput covered events; {@code null} for a drain
 * @param drain how fast the preloaded events were drained; {@code null} unless that was the experiment, and valid
 * @param recovery what the kill of the engine cost, also of an invalid trial; {@code null} unless that was the experiment
 * @param campaign what one fault after the other did, also of an invalid trial; {@code null} unless that was the experiment
 * @param ttl from which pause on counts started again, also of an invalid trial; {@code null} unless that was the experiment
 * @param timers when idle timers fired, also of an invalid trial; {@code null} if the variant has none
 * @param latenessNs how late the generator sent the events of the measured window, nanoseconds
 * @param startup how long the engine took to start
 * @param resources what engine, broker and harness used
 * @param checkpoints of the measured window; {@code null} for an engine that reported none
 * @param batches of the measured window; {@code null} for an engine that reported none
 * @param files of this trial, relative to the run's folder, by kind: hlog, spec, log, signals, timeline
 */
@RecordBuilder
public record TrialResult(
        String condition,
        String variant,
        int block,
        int order,
        TrialStatus status,
        String reason,
        List<Flag> flags,
        Instant startedAt,
        Refusal refusal,
        Events events,
        Percentiles latencyNs,
        Throughput throughput,
        Drain drain,
        Recovery recovery,
        @JsonInclude(JsonInclude.Include.NON_NULL) Campaign campaign,
        Ttl ttl,
        Timers timers,
        Percentiles latenessNs,
        Startup startup,
        ResourceUse resources,
        Checkpoints checkpoints,
        Batches batches,
        Map<String, String> files)
        implements TrialResultBuilder.With {

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
     * @param sendFailures events that the harness could not hand to Kafka, which are among those lost; {@code null} if not known
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
            double rowsPerEvent,
            Long sendFailures) {}

    /**
     * Rates over the measured window.
     *
     * @param offeredPerSecond the rate that was asked for
     * @param sentPerSecond the rate that the generator achieved
     * @param coveredPerSecond events that became covered within the window, per second
     * @param intervalMs length of the intervals that {@code perInterval} counts in
     * @param perInterval covered events per interval
     * @param backlog how the number of uncovered events changed over the window; {@code null} for a window too short to tell
     * @param window when it was open; {@code null} in a result of before it was kept
     */
    public record Throughput(
            double offeredPerSecond,
            double sentPerSecond,
            double coveredPerSecond,
            long intervalMs,
            Percentiles perInterval,
            Backlog backlog,
            Window window) {}

    /**
     * When events were measured, by the machine's clock.
     *
     * @param fromMs epoch milliseconds at which the first event of the window was due
     * @param toMs epoch milliseconds at which the first event behind it was due
     */
    public record Window(long fromMs, long toMs) {}

    /**
     * Whether events piled up in the measured window.
     *
     * @param slopePerSecond by how much the number of uncovered events grew, events per second, by least squares over samples
     * @param slopeLow lower end of its 95 % confidence interval
     * @param slopeHigh upper end
     * @param samples about one a second
     * @param peak most uncovered events at any sample
     */
    public record Backlog(double slopePerSecond, double slopeLow, double slopeHigh, int samples, long peak) {}

    /**
     * How fast preloaded events were drained, over the middle 80 % of the events in the order of their coverage, so that start-up
     * and the last stragglers do not count.
     *
     * @param events that were drained, all of them verified
     * @param perSecond covered events per second over the middle 80 %
     * @param middleSeconds how long the middle 80 % took
     * @param totalSeconds from the first to the last covered event
     * @param intervalMs length of the intervals that {@code perInterval} counts in
     * @param perInterval covered events per interval of the middle 80 %
     * @param warmPerSecond covered events per second from the half of the events to 90 %, when compilers have done their work
     * @param largestBurst largest share of the middle's events that became covered within a fiftieth of its time: 0.02 for an even
     *     flow; the rate is not known better than by this share
     * @param collectorCores how much of a core the harness's collector used over the middle
     * @param collectorLagRows most rows of a partition that waited for the collector; {@code null} if the client did not tell
     * @param stateBytes of the first checkpoint that was triggered after the last event was covered, so that it holds the state of
     *     all of them; {@code null} for an engine that took none
     */
    public record Drain(
            long events,
            double perSecond,
            double middleSeconds,
            double totalSeconds,
            long intervalMs,
            Percentiles perInterval,
            double warmPerSecond,
            double largestBurst,
            double collectorCores,
            Long collectorLagRows,
            Long stateBytes) {}

    /**
     * From which pause on the count of a key started again. Both limits come from keys that were seen: expiry lies between.
     *
     * @param ttlMs the variant's TTL
     * @param keys how many keys were tried, each with one pause
     * @param longestSurvivedMs longest pause after which a count went on; {@code null} if none did
     * @param shortestExpiredMs shortest pause after which a count started again; {@code null} if none did
     * @param survivedBelowTtl whether every key kept its count whose second row was visible before the TTL was over
     * @param expiredAboveTtl whether every key with a pause of at least twice the TTL started again
     * @param expiryDelayMs how long after the TTL the last surviving count was still there, 0 if none outlived it; {@code null}
     *     if nothing expired
     */
    public record Ttl(
            long ttlMs,
            int keys,
            Long longestSurvivedMs,
            Long shortestExpiredMs,
            boolean survivedBelowTtl,
            boolean expiredAboveTtl,
            Long expiryDelayMs) {}

    /**
     * When idle timers fired, against the input that is known: a timer is due when the next event of its key comes later than the
     * idle time after the last.
     *
     * @param idleMs the variant's idle time
     * @param due how many timers of the window had to fire
     * @param fired how many of these did
     * @param unexpected idle rows of keys that were not idle long enough
     * @param delayNs from when a timer was due by the intended times of the events until its row was visible, nanoseconds;
     *     {@code null} if the trial is not valid
     */
    @RecordBuilder
    public record Timers(long idleMs, long due, long fired, long unexpected, Percentiles delayNs)
            implements TrialResultTimersBuilder.With {}

    /**
     * Times from the fork of the engine's process.
     *
     * @param readyMs until it signalled ready; {@code null} if it never did
     * @param firstCountMs until the first count was visible
     * @param warmupMs how long the warm-up lasted
     */
    public record Startup(Long readyMs, Long firstCountMs, Long warmupMs) {}

    /**
     * Checkpoints that completed in the measured window.
     *
     * @param count how many
     * @param durationMs from trigger to completion
     * @param medianBytes written by a checkpoint
     * @param medianStateBytes of the whole state
     * @param latencyInsideNs coverage latency of the window's events that were due between a checkpoint's trigger and its
     *     completion, nanoseconds; the engine's times are placed on the trial's clock to some milliseconds; {@code null} if not
     *     kept apart
     * @param latencyOutsideNs the same of all other events of the window
     */
    public record Checkpoints(
            int count,
            Percentiles durationMs,
            long medianBytes,
            long medianStateBytes,
            Percentiles latencyInsideNs,
            Percentiles latencyOutsideNs) {}

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
     * @param perSecondWithoutLoad batches a second after the load had ended and all was covered; {@code null} if nobody waited
     *     for them
     */
    @RecordBuilder
    public record Batches(
            int count,
            int empty,
            Percentiles durationMs,
            Percentiles inputRows,
            Map<String, Long> medianPhaseMs,
            Percentiles stateCommitMs,
            long stateKeys,
            long stateBytes,
            Double perSecondWithoutLoad)
            implements TrialResultBatchesBuilder.With {}
}
