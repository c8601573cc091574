package org.keyedstatebench.harness.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.ResourceUse;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/**
 * A trial's result while its phases fill it in; what no phase sets stays {@code null}, which means not measured. Used by the
 * trial's thread.
 */
final class TrialDraft {

    private final PlannedTrial trial;
    private final Instant startedAt;

    TrialResult.Events events;
    Percentiles latencyNs;
    TrialResult.Throughput throughput;
    TrialResult.Drain drain;
    Recovery recovery;
    TrialResult.Ttl ttl;
    TrialResult.Timers timers;
    Percentiles latenessNs;
    TrialResult.Startup startup;
    ResourceUse resources;
    TrialResult.Checkpoints checkpoints;
    TrialResult.Batches batches;

    TrialDraft(PlannedTrial trial, Instant startedAt) {
        this.trial = trial;
        this.startedAt = startedAt;
    }

    /**
     * A trial that was measured to its end. If it is not valid, what it found out of events, TTL and timers and after a kill stands,
     * because that may be a counter-example; its latencies and its rate do not.
     */
    TrialResult judged(Verdict verdict, Map<String, String> files) {
        boolean valid = verdict.status() == TrialStatus.VALID;
        return result(
                verdict.status(),
                verdict.reason(),
                verdict.flags(),
                null,
                valid ? latencyNs : null,
                valid ? drain : null,
                valid || recovery == null ? recovery : recovery.withoutLatencies(),
                ttl,
                valid || timers == null ? timers : timers.withDelayNs(null),
                files);
    }

    /** A trial that came to no measurement. */
    TrialResult ended(TrialStatus status, String reason, TrialResult.Refusal refusal, Map<String, String> files) {
        return new TrialDraft(trial, startedAt)
                .result(status, reason, List.of(), refusal, null, null, null, null, null, files);
    }

    private TrialResult result(
            TrialStatus status,
            String reason,
            List<Flag> flags,
            TrialResult.Refusal refusal,
            Percentiles validLatencyNs,
            TrialResult.Drain validDrain,
            Recovery foundRecovery,
            TrialResult.Ttl foundTtl,
            TrialResult.Timers foundTimers,
            Map<String, String> files) {
        return new TrialResult(
                trial.condition().name(),
                trial.variant().name(),
                trial.block(),
                trial.order(),
                status,
                reason,
                flags,
                startedAt,
                refusal,
                events,
                validLatencyNs,
                throughput,
                validDrain,
                foundRecovery,
                foundTtl,
                foundTimers,
                latenessNs,
                startup,
                resources,
                checkpoints,
                batches,
                files);
    }
}
