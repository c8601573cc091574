package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialResultBuilder;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/**
 * Lets an engine drain preloaded events as fast as it can: start, drain, stop, verify. The engine's first count shows that it is
 * ready; no probe is sent, so that its input is nothing but the preloaded records.
 *
 * @param throughputLog takes covered events per interval
 */
record DrainPhases(TrialRig rig, Load.Preloaded load, TrialDraft draft, Consumer<Histogram> throughputLog) {

    /** For a checkpoint that holds the state of all events. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    static boolean isMicroBatch(Variant variant) {
        return variant.trigger().kind() != TriggerKind.PER_RECORD;
    }

    /** @return whether the figures may be used */
    Verdict carryOut() throws InterruptedException {
        Variant variant = rig.trial.variant();
        long events = load.sent();
        long forkedNs = rig.clock.nanos();
        rig.startEngine(() -> load.covered() > 0, "event became covered");

        rig.enter(Phase.DRAIN);
        long tenth = events / 10;
        boolean flows = awaitCovered(tenth, true);
        rig.engine.beginProfile();
        long coveredBefore = load.covered();
        Meters.Usage before = rig.meters.read();
        flows = awaitCovered(events - tenth, flows);
        long coveredAfter = load.covered();
        Meters.Usage after = rig.meters.read();
        rig.endProfile();
        awaitCovered(events, flows);
        Long stateBytes = stateBytes(rig.clock.epochMs());

        boolean stoppedByItself = rig.stopEngine();
        Verdict verdict = draft.verified(load.finish(), rig.malformed(), load.whatWasSent(), 0)
                .flaggedIf(!stoppedByItself, Flag.KILLED_AT_STOP);
        DrainCurve curve = load.curve();
        TrialResultBuilder found = draft.found.startup(new TrialResult.Startup(
                rig.readyAfterMs(forkedNs),
                curve.isEmpty() ? null : (Long) TrialRig.millis(forkedNs, curve.firstNs()),
                null));
        Optional<DrainCurve.Stretch> middle = curve.between(tenth, events - tenth);
        Optional<DrainCurve.Stretch> warm = curve.between(events / 2, events - tenth);
        if (middle.isEmpty() || warm.isEmpty()) {
            return verdict.withoutRate();
        }
        SignalSummary signals = new SignalSummary(
                rig.engine.signals(),
                rig.clock.epochMs(middle.get().fromNs()),
                rig.clock.epochMs(middle.get().toNs()) + 1);
        TrialResult.Batches batches = signals.batches();
        TrialResult.Drain drain = drain(middle.get(), warm.get(), stateBytes);
        // Drained events have no latency that could be split.
        found.resources(rig.meters.between(before, after, Math.max(1, coveredAfter - coveredBefore), signals))
                .checkpoints(signals.checkpoints((goingOn, inside) -> null))
                .batches(batches)
                .drain(drain);
        return verdict.withRate(
                isMicroBatch(variant) ? OptionalInt.of(batches == null ? 0 : batches.count()) : OptionalInt.empty(),
                drain.largestBurst(),
                drain.collectorCores());
    }

    /**
     * Waits until so many events are covered, or none was for as long as a drain may stand still.
     *
     * @param flows whether it did not stand still before; then nothing is waited for any more
     * @return whether it still does not
     */
    private boolean awaitCovered(long enough, boolean flows) throws InterruptedException {
        boolean stillFlows = flows;
        while (stillFlows && load.covered() < enough) {
            long seen = load.covered();
            stillFlows =
                    rig.await(() -> load.covered() > seen, rig.trial.timing().drainTimeout());
        }
        return stillFlows;
    }

    /**
     * By a checkpoint that was triggered at that time or later, if the engine takes some often enough to wait for; {@code null} if
     * there is none.
     */
    private Long stateBytes(long fromMs) throws InterruptedException {
        Duration interval = rig.trial.variant().checkpointInterval();
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
                load.sent(),
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
