package org.keyedstatebench.harness.trial;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.process.WorkerDiedException;
import org.keyedstatebench.result.Disturbance;
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

    /** Opens what the phases of a trial work on. */
    interface Opening {
        Phases open(CleanUp cleanUp);
    }

    /**
     * Carries the phases of the trial out, closes what they work on, and makes a result of however they end.
     *
     * @param changedTopic what somebody else did to a topic meanwhile; asked about a trial that is not valid
     * @param profiled whether a flame graph is drawn
     * @param warnings takes a line for what cannot be closed
     * @param files that the trial has left; asked at its end
     * @throws InterruptedException if the run was cancelled; all is closed by then
     */
    TrialResult carriedOut(
            Opening opening,
            Supplier<Optional<String>> changedTopic,
            boolean profiled,
            Consumer<String> warnings,
            Supplier<Map<String, String>> files)
            throws InterruptedException {
        try (CleanUp cleanUp = new CleanUp(warnings)) {
            Verdict verdict = opening.open(cleanUp).carryOut();
            if (verdict.status() != TrialStatus.VALID) {
                verdict = changedTopic.get().map(verdict::and).orElse(verdict);
            }
            verdict = profiled ? verdict.flagged(Flag.PROFILED) : verdict;
            return judged(
                    Disturbance.of(resources).isPresent() ? verdict.flagged(Flag.BUSY_MACHINE) : verdict, files.get());
        } catch (TrialFailedException | EngineException | WorkerDiedException e) {
            if (e instanceof WorkerDiedException death && death.isLasting()) {
                throw e;
            }
            if (e instanceof TrialFailedException failure && failure.refusal() != null) {
                return ended(TrialStatus.UNSUPPORTED, e.getMessage(), failure.refusal(), files.get());
            }
            String reason = changedTopic.get().map(changed -> changed + "; ").orElse("") + e.getMessage();
            return ended(TrialStatus.FAILED, reason, null, files.get());
        }
    }

    /**
     * Takes the account of events.
     *
     * @param malformed as the engine reports; {@code null} if it does not know
     */
    void account(Coverage.Account account, Long malformed, Load.Sent sent) {
        events = new TrialResult.Events(
                account.sent(),
                account.covered(),
                account.lost(),
                account.duplicates(),
                account.gaps(),
                account.wrongFinalCounts() == 0,
                account.wrongFinalCounts(),
                malformed,
                sent.malformed(),
                account.rows(),
                account.unexpectedRows(),
                account.sent() == 0 ? 0 : (double) account.rows() / account.sent(),
                sent.failures());
    }

    /**
     * A trial that was measured to its end. If it is not valid, what it found out of events, TTL and timers and after a kill stands,
     * because that may be a counter-example; its latencies and its rate do not.
     */
    TrialResult judged(Verdict verdict, Map<String, String> files) {
        if (verdict.status() != TrialStatus.VALID) {
            latencyNs = null;
            drain = null;
            recovery = recovery == null ? null : recovery.withoutLatencies();
            timers = timers == null ? null : timers.withDelayNs(null);
        }
        return result(verdict, null, files);
    }

    /** A trial that came to no measurement. */
    TrialResult ended(TrialStatus status, String reason, TrialResult.Refusal refusal, Map<String, String> files) {
        return new TrialDraft(trial, startedAt).result(new Verdict(status, reason, List.of()), refusal, files);
    }

    private TrialResult result(Verdict verdict, TrialResult.Refusal refusal, Map<String, String> files) {
        return new TrialResult(
                trial.condition().name(),
                trial.variant().name(),
                trial.block(),
                trial.order(),
                verdict.status(),
                verdict.reason(),
                verdict.flags(),
                startedAt,
                refusal,
                events,
                latencyNs,
                throughput,
                drain,
                recovery,
                ttl,
                timers,
                latenessNs,
                startup,
                resources,
                checkpoints,
                batches,
                files);
    }
}
