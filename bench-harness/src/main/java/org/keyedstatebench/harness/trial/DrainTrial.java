package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.keyedstatebench.event.Series;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.IntervalLog;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.signal.Signal;

/**
 * Lets an engine drain preloaded events as fast as it can: start, drain, stop, verify. The engine's first count shows that it is
 * ready; no probe is sent, so that its input is nothing but the preloaded records.
 */
final class DrainTrial extends TrialExecution<DrainLoad> {

    /** For a checkpoint that holds the state of all events. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Experiment.Drain experiment;
    private PreloadedInput input;
    private boolean standsStill;

    DrainTrial(Context context, Experiment.Drain experiment) {
        super(context);
        this.experiment = experiment;
    }

    @Override
    Source source() throws InterruptedException {
        // The same records in every block: block 0 has no other use.
        input = setting.inputs()
                .preloaded(
                        trial.condition(),
                        experiment.events(),
                        BlockPlan.sequenceSeed(setting.scenario().seed(), 0),
                        setting.clientProperties());
        return new Source(
                input.topic(), input.startOffsets(), Map.of(), isMicroBatch() ? experiment.batchEvents() : null);
    }

    @Override
    DrainLoad open(String topic) {
        return new DrainLoad(
                input,
                workload.partitions(),
                variant.emission() == Emission.PER_EVENT,
                variant.guarantee() == Guarantee.EXACTLY_ONCE,
                topic,
                setting.clientProperties(),
                clock);
    }

    @Override
    Verdict phases(DrainLoad load) throws InterruptedException {
        long forkedNs = clock.getAsLong();
        startEngine();
        if (!await(() -> load.covered() > 0, timing.startTimeout())) {
            throw new TrialFailedException("no event became covered within "
                    + timing.startTimeout().toSeconds() + " s of the engine's start; the end of its log:\n"
                    + engine().lastLogLines());
        }

        enter(Phase.DRAIN);
        long tenth = experiment.events() / 10;
        awaitCovered(load, tenth);
        engine().beginProfile();
        long coveredBefore = load.covered();
        Usage before = usage();
        awaitCovered(load, experiment.events() - tenth);
        long coveredAfter = load.covered();
        Usage after = usage();
        endProfile();
        awaitCovered(load, experiment.events());
        Optional<Signal.CheckpointCompleted> whole = awaitCheckpoint(System.currentTimeMillis());

        enter(Phase.STOP);
        tick();
        boolean stoppedByItself = engine().stop();
        Coverage.Account account = load.finish(READ_TO_END);
        DrainCurve curve = load.curve();

        Long malformed = engine().last(Signal.Stopped.class)
                .map(Signal.Stopped::malformed)
                .orElse(null);
        draft.events = events(account, malformed, input.malformed(), 0);
        draft.startup = new TrialResult.Startup(
                engine().readyAtNs() == 0 ? null : millis(forkedNs, engine().readyAtNs()),
                curve.isEmpty() ? null : (Long) millis(forkedNs, curve.firstNs()),
                null);
        Verdict verdict = Verdict.of(new Verdict.Evidence(
                account,
                variant.guarantee(),
                variant.emission() == Emission.PER_EVENT,
                0,
                "",
                0,
                0,
                null,
                null,
                malformed,
                input.malformed(),
                true,
                stoppedByItself));
        Optional<DrainCurve.Stretch> middle = curve.between(tenth, experiment.events() - tenth);
        Optional<DrainCurve.Stretch> warm = curve.between(experiment.events() / 2, experiment.events() - tenth);
        if (middle.isEmpty() || warm.isEmpty()) {
            return DrainJudgement.withoutRate(verdict);
        }
        SignalSummary signals = new SignalSummary(
                engine().signals(),
                wallClockMs(middle.get().fromNs()),
                wallClockMs(middle.get().toNs()) + 1);
        draft.resources = resources(before, after, Math.max(1, coveredAfter - coveredBefore), signals);
        // Drained events have no latency that could be split.
        draft.checkpoints = signals.checkpoints(stretches -> SignalSummary.Split.NONE);
        draft.batches = signals.batches();
        draft.drain = drain(
                load,
                middle.get(),
                warm.get(),
                whole.map(Signal.CheckpointCompleted::stateBytes).orElse(null));
        return DrainJudgement.judge(
                isMicroBatch()
                        ? OptionalInt.of(draft.batches == null ? 0 : draft.batches.count())
                        : OptionalInt.empty(),
                draft.drain.largestBurst(),
                draft.drain.collectorCores(),
                verdict);
    }

    /** Waits until so many events are covered, or none was for as long as a drain may stand still; then for no others either. */
    private void awaitCovered(DrainLoad load, long events) throws InterruptedException {
        while (!standsStill && load.covered() < events) {
            long seen = load.covered();
            standsStill = !await(() -> load.covered() > seen, timing.drainTimeout());
        }
    }

    /** One that was triggered at that time or later, if the engine takes some often enough to wait for. */
    private Optional<Signal.CheckpointCompleted> awaitCheckpoint(long fromMs) throws InterruptedException {
        Duration interval = variant.checkpointInterval();
        if (interval.isZero() || interval.compareTo(LONGEST_WAIT) > 0) {
            return Optional.empty();
        }
        await(() -> lastCheckpoint(fromMs).isPresent(), LONGEST_WAIT.multipliedBy(2));
        return lastCheckpoint(fromMs);
    }

    private Optional<Signal.CheckpointCompleted> lastCheckpoint(long fromMs) {
        return engine().last(Signal.CheckpointCompleted.class).filter(checkpoint -> checkpoint.triggeredAt() >= fromMs);
    }

    private TrialResult.Drain drain(
            DrainLoad load, DrainCurve.Stretch middle, DrainCurve.Stretch warm, Long stateBytes) {
        DrainCurve curve = load.curve();
        var perInterval = curve.perInterval(
                middle, Duration.ofMillis(TrialRecorder.THROUGHPUT_INTERVAL_MS).toNanos());
        perInterval.setStartTimeStamp(wallClockMs(middle.fromNs()));
        perInterval.setEndTimeStamp(wallClockMs(middle.toNs()));
        try (CleanUp cleanUp = new CleanUp(setting.warnings())) {
            cleanUp.closing(new IntervalLog(files.hlog(), startedAt.toEpochMilli()))
                    .write(Series.THROUGHPUT, perInterval);
        }
        return new TrialResult.Drain(
                experiment.events(),
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

    private boolean isMicroBatch() {
        return variant.trigger().kind() != TriggerKind.PER_RECORD;
    }
}
