package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.List;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.Trend;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.measure.WindowLatencies;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/** Measures latency under an open loop at a fixed rate: start, warm up, measure, drain, stop, verify. */
final class OfferedPhases implements Phases {

    private static final int LEAST_SAMPLES = 3;

    /** How long a micro-batch engine is watched without load. */
    private static final Duration WITHOUT_LOAD = Duration.ofSeconds(3);

    private final TrialRig rig;
    private final Load.OpenLoop load;
    private final WindowWork work;
    private final TrialDraft draft;
    private final Variant variant;
    private final Timing timing;
    private final boolean oneLife;

    private Load.Span window;
    private Meters.Usage before;
    private Meters.Usage after;
    private SignalSummary.Stretch measured;
    private SignalSummary.Stretch quiet;

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
    }

    @Override
    public Verdict carryOut() throws InterruptedException {
        long forkedNs = start();
        long firstCountNs = rig.clock.nanos();
        boolean steady = warmUp();
        Duration warmedUp = rig.phaseElapsed();
        measure();
        drain();
        boolean stoppedByItself = rig.stopEngine();
        Coverage.Account account = load.finish(READ_TO_END);
        draft.startup = new TrialResult.Startup(
                rig.readyAfterMs(forkedNs), TrialRig.millis(forkedNs, firstCountNs), warmedUp.toMillis());
        return verify(account, steady, stoppedByItself);
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
        measured = new SignalSummary.Stretch(fromMs, rig.clock.epochMs(window.toNs()));
        rig.endProfile();
    }

    private void drain() throws InterruptedException {
        // The load goes on, so that the last events of the window are judged under the same load as the first.
        rig.enter(Phase.TAIL);
        rig.await(load::isWindowCovered, timing.drainTimeout());
        rig.enter(Phase.DRAIN);
        load.stopSending();
        rig.await(load::isAllCovered, timing.drainTimeout());
        long quietFromMs = rig.clock.epochMs();
        if (isWatchedWithoutLoad()) {
            rig.awaitTime(rig.clock.nanos() + WITHOUT_LOAD.toNanos());
        }
        quiet = new SignalSummary.Stretch(quietFromMs, rig.clock.epochMs());
    }

    private Verdict verify(Coverage.Account account, boolean steady, boolean stoppedByItself) {
        SignalSummary signals = signalled(measured);
        Long malformed = oneLife ? rig.malformed() : null;
        TrialRecorder recorder = load.recorder();
        Load.Sent sent = load.whatWasSent();
        long offeredHz = rig.trial.condition().workload().rateHz();
        draft.account(account, malformed, sent);
        draft.latencyNs = Percentiles.of(recorder.latency());
        draft.throughput = new TrialResult.Throughput(
                offeredHz,
                sent.windowHz(),
                recorder.coveredPerSecond(),
                TrialRecorder.THROUGHPUT_INTERVAL_MS,
                Percentiles.of(recorder.throughput()),
                backlog(),
                new TrialResult.Window(measured.fromMs(), measured.toMs()));
        draft.latenessNs = Percentiles.of(recorder.lateness());
        draft.resources = rig.meters.between(before, after, window.events(), signals);
        draft.checkpoints = signals.checkpoints(this::split);
        draft.batches = signals.batches();
        if (draft.batches != null && isWatchedWithoutLoad()) {
            draft.batches =
                    draft.batches.withPerSecondWithoutLoad(signalled(quiet).emptyBatchesPerSecond());
        }
        Verdict verdict = Verdict.of(new Verdict.Evidence(
                account,
                variant.guarantee(),
                variant.emission() == Emission.PER_EVENT,
                offeredHz,
                sent,
                draft.latencyNs,
                draft.latenessNs,
                malformed,
                steady,
                stoppedByItself));
        if (load.idleTimers() != null) {
            draft.timers = IdleTimerJudgement.result(variant.operator().idleTimer(), load.idleTimers());
            verdict = IdleTimerJudgement.judge(draft.timers, verdict);
        }
        return work.conclude(rig, load, draft, verdict);
    }

    private SignalSummary signalled(SignalSummary.Stretch stretch) {
        return new SignalSummary(rig.engine.signals(), stretch.fromMs(), stretch.toMs());
    }

    /** Latencies of the events that were due while a checkpoint went on, and of the others; none if they were not kept. */
    private SignalSummary.Split split(List<SignalSummary.Stretch> stretches) {
        WindowLatencies each = load.each();
        if (each == null) {
            return SignalSummary.Split.NONE;
        }
        List<Window> events = stretches.stream()
                .map(stretch -> new Window(firstDueAt(stretch.fromMs()), firstDueAt(stretch.toMs())))
                .toList();
        return new SignalSummary.Split(
                Percentiles.of(each.split(events, true)), Percentiles.of(each.split(events, false)));
    }

    private long firstDueAt(long epochMs) {
        return load.firstDueAt(rig.clock.nanos(epochMs));
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
