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
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResultBuilder;
import org.keyedstatebench.result.TrialStatus;

/**
 * A trial's result while its phases fill it in; what no phase sets stays {@code null}, which means not measured. Used by the
 * trial's thread.
 */
final class TrialDraft {

    private final PlannedTrial trial;
    private final Instant startedAt;

    /** What was found so far. */
    final TrialResultBuilder found = TrialResultBuilder.builder();

    TrialDraft(PlannedTrial trial, Instant startedAt) {
        this.trial = trial;
        this.startedAt = startedAt;
    }

    /** What an experiment does from the start of the engine to its end. */
    interface Phases {

        /**
         * @param cleanUp closes what the phases work on
         * @return whether the figures may be used
         * @throws TrialFailedException if it comes to none
         * @throws InterruptedException if the run was cancelled
         */
        Verdict carryOut(CleanUp cleanUp) throws InterruptedException;
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
            Phases phases,
            Supplier<Optional<String>> changedTopic,
            boolean profiled,
            Consumer<String> warnings,
            Supplier<Map<String, String>> files)
            throws InterruptedException {
        try (CleanUp cleanUp = new CleanUp(warnings)) {
            Verdict verdict = phases.carryOut(cleanUp);
            if (verdict.status() != TrialStatus.VALID) {
                Optional<String> changed = changedTopic.get();
                verdict = verdict.wrongIf(changed.isPresent(), changed.orElse(null));
            }
            return judged(
                    verdict.flaggedIf(profiled, Flag.PROFILED)
                            .flaggedIf(Disturbance.of(found.resources()).isPresent(), Flag.BUSY_MACHINE),
                    files.get());
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
     * Takes the account of events, and judges by it.
     *
     * @param malformed as the engine reports; {@code null} if it does not know
     * @param offeredHz the rate that was asked for; 0 where the load was there before the engine
     */
    Verdict verified(Coverage.Account account, Long malformed, Load.Sent sent, long offeredHz) {
        found.events(new TrialResult.Events(
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
                sent.failures()));
        return Verdict.of(trial.variant(), found.events(), sent, offeredHz);
    }

    /**
     * A trial that was measured to its end. If it is not valid, what it found out of events, TTL and timers and after a kill stands,
     * because that may be a counter-example; its latencies and its rate do not.
     */
    TrialResult judged(Verdict verdict, Map<String, String> files) {
        TrialResult all = result(found, verdict, null, files);
        return verdict.status() == TrialStatus.VALID
                ? all
                : all.with(result -> result.latencyNs(null)
                        .drain(null)
                        .recovery(all.recovery() == null ? null : all.recovery().withoutLatencies())
                        .timers(all.timers() == null ? null : all.timers().withDelayNs(null)));
    }

    /** A trial that came to no measurement. */
    TrialResult ended(TrialStatus status, String reason, TrialResult.Refusal refusal, Map<String, String> files) {
        return result(TrialResultBuilder.builder(), new Verdict(status, reason, List.of()), refusal, files);
    }

    private TrialResult result(
            TrialResultBuilder what, Verdict verdict, TrialResult.Refusal refusal, Map<String, String> files) {
        return what.condition(trial.condition().name())
                .variant(trial.variant().name())
                .block(trial.block())
                .order(trial.order())
                .status(verdict.status())
                .reason(verdict.reason())
                .flags(verdict.flags())
                .startedAt(startedAt)
                .refusal(refusal)
                .files(files)
                .build();
    }
}
