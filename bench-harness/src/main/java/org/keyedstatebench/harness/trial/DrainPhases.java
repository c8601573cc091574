package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/**
 * Lets an engine drain preloaded events as fast as it can: start, drain, stop, verify. The engine's first count shows that it is
 * ready; no probe is sent, so that its input is nothing but the preloaded records.
 */
final class DrainPhases implements Phases {

    /** For a checkpoint that holds the state of all events. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final TrialRig rig;
    private final Load.Preloaded load;
    private final long events;
    private final TrialDraft draft;
    private final Consumer<Histogram> throughputLog;
    private final Variant variant;
    private final Timing timing;
    private boolean standsStill;

    /**
     * @param throughputLog takes covered events per interval
     */
    DrainPhases(TrialRig rig, Load.Preloaded load, TrialDraft draft, Consumer<Histogram> throughputLog) {
        this.rig = rig;
        this.load = load;
        this.events = load.sent();
        this.draft = draft;
        this.throughputLog = throughputLog;
        this.variant = rig.trial.variant();
        this.timing = rig.trial.condition().timing();
    }

    static boolean isMicroBatch(Variant variant) {
        return variant.trigger().kind() != TriggerKind.PER_RECORD;
    }

    @Override
    public Verdict carryOut() throws InterruptedException {
        long forkedNs = rig.clock.nanos();
        rig.startEngine(() -> load.covered() > 0, "event became covered");

        rig.enter(Phase.DRAIN);
        long tenth = events / 10;
        awaitCovered(tenth);
        rig.engine.beginProfile();
        long coveredBefore = load.covered();
        Meters.Usage before = rig.meters.read();
        awaitCovered(events - tenth);
        long coveredAfter = load.covered();
        Meters.Usage after = rig.meters.read();
        rig.endProfile();
        awaitCovered(events);
        Long stateBytes = stateBytes(rig.clock.epochMs());

        boolean stoppedByItself = rig.stopEngine();
        Coverage.Account account = load.finish(READ_TO_END);
        DrainCurve curve = load.curve();
        draft.startup = new TrialResult.Startup(
                rig.readyAfterMs(forkedNs),
                curve.isEmpty() ? null : (Long) TrialRig.millis(forkedNs, curve.firstNs()),
                null);
        Verdict verdict = verify(account, stoppedByItself);
        Optional<DrainCurve.Stretch> middle = curve.between(tenth, events - tenth);
        Optional<DrainCurve.Stretch> warm = curve.between(events / 2, events - tenth);
        if (middle.isEmpty() || warm.isEmpty()) {
            return DrainJudgement.withoutRate(verdict);
        }
        SignalSummary signals = new SignalSummary(
                rig.engine.signals(),
                rig.clock.epochMs(middle.get().fromNs()),
                rig.clock.epochMs(middle.get().toNs()) + 1);
        draft.resources = rig.meters.between(before, after, Math.max(1, coveredAfter - coveredBefore), signals);
        // Drained events have no latency that could be split.
        draft.checkpoints = signals.checkpoints(stretches -> SignalSummary.Split.NONE);
        draft.batches = signals.batches();
        draft.drain = drain(middle.get(), warm.get(), stateBytes);
        return DrainJudgement.judge(
                isMicroBatch(variant)
                        ? OptionalInt.of(draft.batches == null ? 0 : draft.batches.count())
                        : OptionalInt.empty(),
                draft.drain.largestBurst(),
                draft.drain.collectorCores(),
                verdict);
    }

    private Verdict verify(Coverage.Account account, boolean stoppedByItself) {
        Long malformed = rig.malformed();
        Load.Sent sent = load.whatWasSent();
        draft.account(account, malformed, sent);
        return Verdict.of(new Verdict.Evidence(
                account,
                variant.guarantee(),
                variant.emission() == Emission.PER_EVENT,
                0,
                sent,
                null,
                null,
                malformed,
                true,
                stoppedByItself));
    }

    /** Waits until so many events are covered, or none was for as long as a drain may stand still; then for no others either. */
    private void awaitCovered(long enough) throws InterruptedException {
        while (!standsStill && load.covered() < enough) {
            long seen = load.covered();
            standsStill = !rig.await(() -> load.covered() > seen, timing.drainTimeout());
        }
    }

    /**
     * By a checkpoint that was triggered at that time or later, if the engine takes some often enough to wait for; {@code null} if
     * there is none.
     */
    private Long stateBytes(long fromMs) throws InterruptedException {
        Duration interval = variant.checkpointInterval();
        if (interval.isZero() || interval.compareTo(LONGEST_WAIT) > 0) {
            return null;
        }
        rig.await(() -> lastCheckpoint(fromMs).isPresent(), LONGEST_WAIT.multipliedBy(2));
        return lastCheckpoint(fromMs)
                .map(Signal.CheckpointCompleted::stateBytes)
                .orElse(null);
    }

    private Optional<Signal.CheckpointCompleted> lastCheckpoint(long fromMs) {
        return rig.engine
                .last(Signal.CheckpointCompleted.class)
                .filter(checkpoint -> checkpoint.triggeredAt() >= fromMs);
    }

    private TrialResult.Drain drain(DrainCurve.Stretch middle, DrainCurve.Stretch warm, Long stateBytes) {
        DrainCurve curve = load.curve();
        Histogram perInterval = curve.perInterval(
                middle, Duration.ofMillis(TrialRecorder.THROUGHPUT_INTERVAL_MS).toNanos());
        perInterval.setStartTimeStamp(rig.clock.epochMs(middle.fromNs()));
        perInterval.setEndTimeStamp(rig.clock.epochMs(middle.toNs()));
        throughputLog.accept(perInterval);
        return new TrialResult.Drain(
                events,
                middle.perSecond(),
                middle.seconds(),
                (curve.lastNs() - curve.firstNs()) / 1e9,
                TrialRecorder.THROUGHPUT_INTERVAL_MS,
                Percentiles.of(perInterval),
                warm.perSecond(),
                curve.largestBurst(middle),
                middle.cpuNs() / 1e9 / middle.seconds(),
                load.lagRows(),
                stateBytes);
    }
}
