package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.Trend;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.measure.WindowLatencies;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.signal.Signal;

/** Measures latency under an open loop at a fixed rate: start, warm up, measure, drain, stop, verify. */
class OfferedTrial extends TrialExecution<OfferedLoad> {

    private static final int LEAST_SAMPLES = 3;

    /** How long a micro-batch engine is watched without load. */
    private static final Duration WITHOUT_LOAD = Duration.ofSeconds(3);

    OfferedTrial(Context context) {
        super(context);
    }

    @Override
    final Source source() {
        return newestRecords();
    }

    @Override
    final OfferedLoad open(String topic) {
        return new OfferedLoad(
                workload,
                BlockPlan.sequenceSeed(setting.scenario().seed(), trial.block()),
                variant,
                setting.inputs().offered(workload.partitions()),
                topic,
                setting.clientProperties(),
                files,
                startedAt.toEpochMilli(),
                clock);
    }

    /** What is done while the window is open; returns when it has closed. */
    void whileMeasuring(OfferedLoad load, OfferedLoad.Span window) throws InterruptedException {
        awaitTime(window.toNs());
    }

    /**
     * Adds what only this kind of trial finds out; the output has been read to its end.
     *
     * @param verdict so far
     * @return the verdict, with what is wrong beside
     */
    Verdict conclude(OfferedLoad load, OfferedLoad.Span window, Verdict verdict) {
        return verdict;
    }

    @Override
    final Verdict phases(OfferedLoad load) throws InterruptedException {
        int probes = load.sendProbes();
        long forkedNs = clock.getAsLong();
        startEngine();
        awaitProbes(probes);
        long firstCountNs = clock.getAsLong();

        enter(Phase.WARM_UP);
        if (variant.operator().idleTimer() != null) {
            load.followIdleTimers(
                    IdleTimerJudgement.watermarkDelay(
                            variant.operator().idleTimer(), jobSpec().watermarkDelay()),
                    IdleTimerJudgement.tolerance(variant));
        }
        load.start();
        boolean steady = warmUp();
        Duration warmedUp = phaseElapsed();

        enter(Phase.MEASURE);
        engine().beginProfile();
        OfferedLoad.Span window = load.openWindow(timing.duration());
        Usage before = usage();
        long windowFromMs = wallClockMs(window.fromNs());
        whileMeasuring(load, window);
        Usage after = usage();
        long windowToMs = wallClockMs(window.toNs());
        endProfile();

        // The load goes on, so that the last events of the window are judged under the same load as the first.
        enter(Phase.TAIL);
        await(load::isWindowCovered, timing.drainTimeout());
        enter(Phase.DRAIN);
        load.stopSending();
        await(load::isAllCovered, timing.drainTimeout());
        long quietFromMs = wallClockMs(clock.getAsLong());
        if (isWatchedWithoutLoad()) {
            awaitTime(clock.getAsLong() + WITHOUT_LOAD.toNanos());
        }
        long quietToMs = wallClockMs(clock.getAsLong());

        enter(Phase.STOP);
        tick();
        boolean stoppedByItself = engine().stop();
        Coverage.Account account = load.finish(READ_TO_END);

        Optional<Signal.Stopped> stopped = engine().last(Signal.Stopped.class);
        SignalSummary signals = new SignalSummary(engine().signals(), windowFromMs, windowToMs);
        Long malformed = oneLife() ? stopped.map(Signal.Stopped::malformed).orElse(null) : null;
        TrialRecorder recorder = load.recorder();
        draft.events = events(account, malformed, load.malformedSent(), load.sendFailures());
        draft.latencyNs = Percentiles.of(recorder.latency());
        draft.throughput = new TrialResult.Throughput(
                workload.rateHz(),
                load.windowRateHz(),
                recorder.coveredPerSecond(),
                TrialRecorder.THROUGHPUT_INTERVAL_MS,
                Percentiles.of(recorder.throughput()),
                backlog(window),
                new TrialResult.Window(windowFromMs, windowToMs));
        draft.latenessNs = Percentiles.of(recorder.lateness());
        draft.startup = new TrialResult.Startup(
                engine().readyAtNs() == 0 ? null : millis(forkedNs, engine().readyAtNs()),
                millis(forkedNs, firstCountNs),
                warmedUp.toMillis());
        draft.resources = resources(before, after, window.events(), signals);
        draft.checkpoints = signals.checkpoints(stretches -> split(load, stretches));
        draft.batches = signals.batches();
        if (draft.batches != null && isWatchedWithoutLoad()) {
            draft.batches = draft.batches.withPerSecondWithoutLoad(
                    new SignalSummary(engine().signals(), quietFromMs, quietToMs).emptyBatchesPerSecond());
        }
        Verdict verdict = Verdict.of(new Verdict.Evidence(
                account,
                variant.guarantee(),
                rowPerEvent(),
                load.sendFailures(),
                load.firstSendFailure(),
                workload.rateHz(),
                load.windowRateHz(),
                draft.latencyNs,
                draft.latenessNs,
                malformed,
                load.malformedSent(),
                steady,
                stoppedByItself));
        if (load.idleTimers() != null) {
            draft.timers = IdleTimerJudgement.result(variant.operator().idleTimer(), load.idleTimers());
            verdict = IdleTimerJudgement.judge(draft.timers, verdict);
        }
        return conclude(load, window, verdict);
    }

    /** Latencies of the events that were due while a checkpoint went on, and of the others; none if they were not kept. */
    private SignalSummary.Split split(OfferedLoad load, List<SignalSummary.Stretch> stretches) {
        WindowLatencies each = load.each();
        if (each == null) {
            return SignalSummary.Split.NONE;
        }
        List<Window> events = stretches.stream()
                .map(stretch -> new Window(
                        load.firstDueAt(trialClockNs(stretch.fromMs())), load.firstDueAt(trialClockNs(stretch.toMs()))))
                .toList();
        return new SignalSummary.Split(
                Percentiles.of(each.split(events, true)), Percentiles.of(each.split(events, false)));
    }

    /** Where it matters what timers cost while nothing comes: an engine without a batch interval may not rest. */
    private boolean isWatchedWithoutLoad() {
        return variant.trigger().equals(Trigger.ASAP)
                && trial.condition().dimensions().contains(Dimension.TIMERS);
    }

    private boolean rowPerEvent() {
        return variant.emission() == Emission.PER_EVENT;
    }

    /** @return whether the engine was steady when the warm-up ended */
    private boolean warmUp() throws InterruptedException {
        WarmUp warmUp =
                new WarmUp(timing, RemainingTime.batchInterval(variant.trigger()), variant.checkpointInterval());
        while (!warmUp.isOver(phaseElapsed(), hasCheckpointed())) {
            sleepUntilNextTick();
            failIfEngineDied();
            warmUp.add(tick());
        }
        return warmUp.isSteady(hasCheckpointed());
    }

    private boolean hasCheckpointed() {
        return engine().last(Signal.CheckpointCompleted.class).isPresent();
    }

    /** {@code null} where there are too few samples to speak of a trend. */
    private TrialResult.Backlog backlog(OfferedLoad.Span window) {
        List<Trend.Sample> samples = backlogBetween(window.fromNs(), window.toNs());
        if (samples.size() < LEAST_SAMPLES) {
            return null;
        }
        Trend trend = Trend.of(samples);
        long peak =
                Math.round(samples.stream().mapToDouble(Trend.Sample::y).max().orElse(0));
        return new TrialResult.Backlog(trend.slope(), trend.low(), trend.high(), trend.samples(), peak);
    }
}
