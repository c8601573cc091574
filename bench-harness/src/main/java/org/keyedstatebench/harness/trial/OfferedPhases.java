package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.List;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.measure.Trend;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.measure.WindowLatencies;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;
import org.keyedstatebench.signal.Signal;

/** Measures latency under an open loop at a fixed rate: start, warm up, measure, drain, stop, verify. */
final class OfferedPhases {

    private static final int LEAST_SAMPLES = 3;

    /** How long a micro-batch engine is watched without load. */
    private static final Duration WITHOUT_LOAD = Duration.ofSeconds(3);

    private final TrialRig rig;
    private final Load.OpenLoop load;
    private final WindowWork work;
    private final TrialDraft draft;
    private final Variant variant;
    private final Timing timing;
    private final Workload workload;
    private final boolean oneLife;

    private Window window;
    private Meters.Usage before;
    private Meters.Usage after;
    private TrialResult.Window measured;
    private TrialResult.Window quiet;

    /**
     * @param work done while the window is open
     * @param oneLife whether the engine lives through the whole trial; one that is killed takes its total of malformed records with it
     */
    OfferedPhases(TrialRig rig, Load.OpenLoop load, WindowWork work, boolean oneLife, TrialDraft draft) {
        this.rig = rig;
        this.load = load;
        this.work = work;
        this.oneLife = oneLife;
        this.draft = draft;
        this.variant = rig.trial.variant();
        this.timing = rig.trial.condition().timing();
        this.workload = rig.trial.condition().workload();
    }

    /** @return whether the figures may be used */
    Verdict carryOut() throws InterruptedException {
        long forkedNs = start();
        long firstCountNs = rig.clock.nanos();
        boolean steady = warmUp();
        Duration warmedUp = rig.phaseElapsed();
        measure();
        drain();
        boolean stoppedByItself = rig.stopEngine();
        Verdict verdict =
                draft.verified(load.finish(), oneLife ? rig.malformed() : null, load.whatWasSent(), workload.rateHz());
        draft.found.startup(new TrialResult.Startup(
                rig.readyAfterMs(forkedNs), TrialRig.millis(forkedNs, firstCountNs), warmedUp.toMillis()));
        return sumUp(verdict, steady, stoppedByItself);
    }

    /** @return when the engine was forked */
    private long start() throws InterruptedException {
        int probes = load.sendProbes();
        long forkedNs = rig.clock.nanos();
        rig.startEngine(() -> load.answeredProbes() >= probes, "count became visible");
        return forkedNs;
    }

    /** @return whether the engine was steady when the warm-up ended */
    private boolean warmUp() throws InterruptedException {
        rig.enter(Phase.WARM_UP);
        load.start();
        WarmUp warmUp =
                new WarmUp(timing, RemainingTime.batchInterval(variant.trigger()), variant.checkpointInterval());
        while (!warmUp.isOver(rig.phaseElapsed(), hasCheckpointed())) {
            warmUp.add(rig.awaitTick());
        }
        return warmUp.isSteady(hasCheckpointed());
    }

    private boolean hasCheckpointed() {
        return rig.engine.last(Signal.CheckpointCompleted.class).isPresent();
    }

    private void measure() throws InterruptedException {
        rig.enter(Phase.MEASURE);
        rig.engine.beginProfile();
        window = load.openWindow(timing.duration());
        before = rig.meters.read();
        long fromMs = rig.clock.epochMs(window.fromNs());
        work.whileOpen(rig, load, window);
        rig.awaitTime(window.toNs());
        after = rig.meters.read();
        measured = new TrialResult.Window(fromMs, rig.clock.epochMs(window.toNs()));
        rig.endProfile();
    }

    private void drain() throws InterruptedException {
        // The load goes on, so that the last events of the window are judged under the same load as the first.
        rig.enter(Phase.TAIL);
        rig.await(() -> load.recorder().coveredInWindow() >= window.size(), timing.drainTimeout());
        rig.enter(Phase.DRAIN);
        load.stopSending();
        rig.await(() -> load.covered() >= load.sent(), timing.drainTimeout());
        long quietFromMs = rig.clock.epochMs();
        if (isWatchedWithoutLoad()) {
            rig.awaitTime(rig.clock.nanos() + WITHOUT_LOAD.toNanos());
        }
        quiet = new TrialResult.Window(quietFromMs, rig.clock.epochMs());
    }

    private Verdict sumUp(Verdict verified, boolean steady, boolean stoppedByItself) {
        SignalSummary signals = signalled(measured);
        TrialRecorder recorder = load.recorder();
        Percentiles latency = Percentiles.of(recorder.latency());
        Percentiles lateness = Percentiles.of(recorder.lateness());
        TrialResult.Batches batches = signals.batches();
        if (batches != null && isWatchedWithoutLoad()) {
            batches = batches.withPerSecondWithoutLoad(signalled(quiet).emptyBatchesPerSecond());
        }
        TrialResult.Timers timers = load.timers();
        draft.found
                .latencyNs(latency)
                .throughput(new TrialResult.Throughput(
                        workload.rateHz(),
                        load.whatWasSent().windowHz(),
                        recorder.coveredPerSecond(),
                        TrialRecorder.THROUGHPUT_INTERVAL_MS,
                        Percentiles.of(recorder.throughput()),
                        backlog(),
                        measured))
                .latenessNs(lateness)
                .resources(rig.meters.between(before, after, window.size(), signals))
                .checkpoints(signals.checkpoints(this::split))
                .batches(batches)
                .timers(timers);
        Verdict verdict = verified.withLateness(latency, lateness)
                .flaggedIf(!steady, Flag.NOT_STEADY)
                .flaggedIf(!stoppedByItself, Flag.KILLED_AT_STOP);
        return work.conclude(rig, load, draft, timers == null ? verdict : verdict.withTimers(timers));
    }

    private SignalSummary signalled(TrialResult.Window stretch) {
        return new SignalSummary(rig.engine.signals(), stretch.fromMs(), stretch.toMs());
    }

    /** Latencies of the events that were due while a checkpoint went on, or of the others; {@code null} if they were not kept. */
    private Percentiles split(List<TrialResult.Window> goingOn, boolean inside) {
        WindowLatencies each = load.recorder().each();
        List<Window> events = goingOn.stream()
                .map(time -> load.dueBetween(rig.clock.nanos(time.fromMs()), rig.clock.nanos(time.toMs())))
                .toList();
        return each == null ? null : Percentiles.of(each.split(events, inside));
    }

    /** Where it matters what timers cost while nothing comes: an engine without a batch interval may not rest. */
    private boolean isWatchedWithoutLoad() {
        return variant.trigger().equals(Trigger.ASAP)
                && rig.trial.condition().dimensions().contains(Dimension.TIMERS);
    }

    /** {@code null} where there are too few samples to speak of a trend. */
    private TrialResult.Backlog backlog() {
        List<Trend.Sample> samples = rig.backlogBetween(window.fromNs(), window.toNs());
        if (samples.size() < LEAST_SAMPLES) {
            return null;
        }
        Trend trend = Trend.of(samples);
        long peak =
                Math.round(samples.stream().mapToDouble(Trend.Sample::y).max().orElse(0));
        return new TrialResult.Backlog(trend.slope(), trend.low(), trend.high(), trend.samples(), peak);
    }
}
