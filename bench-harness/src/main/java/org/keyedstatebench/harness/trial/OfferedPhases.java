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
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/**
 * Measures latency under an open loop at a fixed rate: start, warm up, measure, drain, stop, verify.
 *
 * @param work done while the window is open
 * @param oneLife whether the engine lives through the whole trial; one that is killed takes its total of malformed records with it
 */
record OfferedPhases(TrialRig rig, Load.OpenLoop load, WindowWork work, boolean oneLife, TrialDraft draft) {

    /** How long a micro-batch engine is watched without load. */
    private static final Duration WITHOUT_LOAD = Duration.ofSeconds(3);

    /**
     * What was read of the measured window.
     *
     * @param before what was used when it opened
     * @param after what was used when it was over
     * @param time of the wall clock
     */
    private record Measured(Window window, Meters.Usage before, Meters.Usage after, TrialResult.Window time) {}

    /** @return whether the figures may be used */
    Verdict carryOut() throws InterruptedException {
        long forkedNs = start();
        long firstCountNs = rig.clock.nanos();
        boolean steady = warmUp();
        Duration warmedUp = rig.phaseElapsed();
        Measured measured = measure();
        work.afterWindow(rig, load);
        TrialResult.Window quiet = drain(measured.window());
        boolean stoppedByItself = rig.stopEngine();
        Verdict verdict = draft.verified(
                load.finish(),
                oneLife ? rig.malformed() : null,
                load.whatWasSent(),
                rig.trial.workload().rateHz());
        draft.found.startup(new TrialResult.Startup(
                rig.readyAfterMs(forkedNs), TrialRig.millis(forkedNs, firstCountNs), warmedUp.toMillis()));
        verdict = sumUp(verdict, measured, quiet)
                .flaggedIf(!steady, Flag.NOT_STEADY)
                .flaggedIf(!stoppedByItself, Flag.KILLED_AT_STOP);
        TrialResult.Timers timers = draft.found.timers();
        return work.conclude(rig, load, draft, timers == null ? verdict : verdict.withTimers(timers));
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
        Variant variant = rig.trial.variant();
        rig.enter(Phase.WARM_UP);
        load.start();
        WarmUp warmUp = new WarmUp(rig.trial.timing(), variant.rowsWait(), variant.checkpointInterval());
        while (!warmUp.isOver(rig.phaseElapsed(), hasCheckpointed())) {
            warmUp.add(rig.awaitTick());
        }
        return warmUp.isSteady(hasCheckpointed());
    }

    private boolean hasCheckpointed() {
        return rig.engine.last(Signal.CheckpointCompleted.class).isPresent();
    }

    private Measured measure() throws InterruptedException {
        rig.enter(Phase.MEASURE);
        rig.engine.beginProfile();
        Window window = load.openWindow(rig.trial.timing().duration());
        Meters.Usage before = rig.meters.read();
        long fromMs = rig.clock.epochMs(window.fromNs());
        work.whileOpen(rig, load, window);
        rig.awaitTime(window.toNs());
        Meters.Usage after = rig.meters.read();
        TrialResult.Window time = new TrialResult.Window(fromMs, rig.clock.epochMs(window.toNs()));
        rig.endProfile();
        return new Measured(window, before, after, time);
    }

    /** @return when there was no load and nothing left to cover */
    private TrialResult.Window drain(Window window) throws InterruptedException {
        // What waits by plan is not late before its time has come.
        Duration limit =
                rig.trial.timing().drainTimeout().plus(rig.trial.variant().rowsWait());
        // The load goes on, so that the last events of the window are judged under the same load as the first.
        rig.enter(Phase.TAIL);
        rig.await(() -> load.recorder().coveredInWindow() >= window.size(), limit);
        rig.enter(Phase.DRAIN);
        load.stopSending();
        rig.await(() -> load.covered() >= load.sent(), limit);
        long quietFromMs = rig.clock.epochMs();
        if (isWatchedWithoutLoad()) {
            rig.awaitTime(rig.clock.nanos() + WITHOUT_LOAD.toNanos());
        }
        return new TrialResult.Window(quietFromMs, rig.clock.epochMs());
    }

    private Verdict sumUp(Verdict verified, Measured measured, TrialResult.Window quiet) {
        SignalSummary signals = signalled(measured.time());
        TrialRecorder recorder = load.recorder();
        Percentiles latency = Percentiles.of(recorder.latency());
        Percentiles lateness = Percentiles.of(recorder.lateness());
        TrialResult.Batches batches = signals.batches();
        if (batches != null && isWatchedWithoutLoad()) {
            batches = batches.withPerSecondWithoutLoad(signalled(quiet).emptyBatchesPerSecond());
        }
        draft.found
                .latencyNs(latency)
                .throughput(new TrialResult.Throughput(
                        rig.trial.workload().rateHz(),
                        load.whatWasSent().windowHz(),
                        recorder.coveredPerSecond(),
                        TrialRecorder.THROUGHPUT_INTERVAL_MS,
                        Percentiles.of(recorder.throughput()),
                        backlog(measured.window()),
                        measured.time()))
                .latenessNs(lateness)
                .resources(rig.meters.between(
                        measured.before(), measured.after(), measured.window().size(), signals))
                .checkpoints(signals.checkpoints(this::split))
                .batches(batches)
                .timers(load.timers());
        return verified.withLateness(latency, lateness);
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
        return rig.trial.variant().trigger().equals(Trigger.ASAP)
                && rig.trial.condition().dimensions().contains(Dimension.TIMERS);
    }

    /** {@code null} where there are too few samples to speak of a trend. */
    private TrialResult.Backlog backlog(Window window) {
        List<Trend.Sample> samples = rig.backlogBetween(window.fromNs(), window.toNs());
        double peak = samples.stream().mapToDouble(Trend.Sample::y).max().orElse(0);
        return Trend.of(samples)
                .map(trend -> new TrialResult.Backlog(
                        trend.slope(), trend.low(), trend.high(), trend.samples(), Math.round(peak)))
                .orElse(null);
    }
}
