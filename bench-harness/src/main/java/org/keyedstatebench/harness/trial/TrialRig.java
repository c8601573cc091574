package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.harness.engine.EngineLife;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.trial.RunListener.Progress;
import org.keyedstatebench.measure.Trend;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.signal.Signal;

/**
 * What a trial is carried out on: a load, an engine and a clock, each of which a test replaces by a script. Waits for what shall
 * come, ticks once a second meanwhile, and ends the trial as soon as going on would be in vain. Used by the trial's thread.
 */
final class TrialRig {

    static final Duration TICK = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(10);

    final PlannedTrial trial;
    final TrialClock clock;
    final EngineUnderTest engine;
    final Meters meters;

    private final Load load;
    private final Supplier<Optional<String>> brokersEnd;
    private final Follower follower;
    private final List<Trend.Sample> backlog = new ArrayList<>();
    private TickListener listener = (second, covered, uncovered) -> {};
    private Runnable supervisor;
    private Phase phase = Phase.START;
    private long phaseBeganNs;
    private long lastTickNs;
    private long progressedAtLastTick;
    private long coveredAtLastTick;

    /**
     * Who follows a trial.
     *
     * @param timeline takes a point at each tick
     * @param progress is told at each tick
     * @param remaining of the whole run, estimated
     * @param warnings takes a line for what failed beside the trial
     */
    record Follower(
            Consumer<Timeline.Point> timeline,
            Consumer<Progress> progress,
            Supplier<Duration> remaining,
            Consumer<String> warnings) {}

    /** Is told at each tick of the latencies and the newly covered events since the last one, and of the uncovered ones. */
    interface TickListener {
        void ticked(Histogram second, long covered, long backlog);
    }

    /** @param brokersEnd why the broker is gone, once it is */
    TrialRig(
            PlannedTrial trial,
            TrialClock clock,
            Load load,
            EngineUnderTest engine,
            Meters meters,
            Supplier<Optional<String>> brokersEnd,
            Follower follower) {
        this.trial = trial;
        this.clock = clock;
        this.load = load;
        this.engine = engine;
        this.meters = meters;
        this.brokersEnd = brokersEnd;
        this.follower = follower;
        this.phaseBeganNs = clock.nanos();
        this.lastTickNs = clock.nanos();
    }

    /** Is told from now on. */
    void tellTicks(TickListener to) {
        listener = to;
    }

    /** Is told whenever the engine is found to have ended by itself, which ends the trial no more. */
    void supervise(Runnable told) {
        supervisor = told;
    }

    void enter(Phase next) {
        phase = next;
        phaseBeganNs = clock.nanos();
    }

    Duration phaseElapsed() {
        return Duration.ofNanos(clock.nanos() - phaseBeganNs);
    }

    /**
     * Starts the engine and waits until it counts.
     *
     * @param what is not there as long as it does not, for people
     * @throws TrialFailedException if that takes longer than a start may
     */
    void startEngine(BooleanSupplier counts, String what) throws InterruptedException {
        Duration limit = trial.timing().startTimeout();
        engine.start();
        if (!await(counts, limit)) {
            throw new TrialFailedException(
                    "no " + what + " within " + limit.toSeconds() + " s of the engine's start; the end of its log:\n"
                            + engine.life().lastLogLines());
        }
    }

    /** @return whether it stopped in order */
    boolean stopEngine() throws InterruptedException {
        enter(Phase.STOP);
        tick();
        return engine.stop();
    }

    void awaitTime(long timeNs) throws InterruptedException {
        long left = timeNs - clock.nanos();
        if (left > 0) {
            await(() -> clock.nanos() >= timeNs, Duration.ofNanos(left).plusSeconds(5));
        }
    }

    /**
     * Waits for a condition and ticks meanwhile.
     *
     * @return whether the condition holds; false when the time is over
     */
    boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long deadline = clock.nanos() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            failIfInVain();
            if (clock.nanos() >= deadline) {
                return false;
            }
            clock.sleep(POLL);
            if (clock.nanos() - lastTickNs >= TICK.toNanos()) {
                tick();
            }
        }
        return true;
    }

    /** Waits for the next tick. */
    Histogram awaitTick() throws InterruptedException {
        long left = lastTickNs + TICK.toNanos() - clock.nanos();
        if (left > 0) {
            clock.sleep(Duration.ofNanos(left).plusMillis(1));
        }
        failIfInVain();
        return tick();
    }

    private void failIfInVain() {
        Optional<String> end = brokersEnd.get();
        if (end.isPresent()) {
            // No further trial can do without it: the run ends here.
            throw new KafkaUnavailableException(end.get());
        }
        load.failIfInVain();
        EngineLife life = engine.life();
        if (!life.isAlive() && supervisor != null) {
            supervisor.run();
        } else if (!life.isAlive()) {
            String obituary = life.obituary() + "\n" + life.lastLogLines();
            Optional<Signal.Unsupported> refusal = life.last(Signal.Unsupported.class);
            if (refusal.isPresent()) {
                throw new TrialFailedException(refusal.get());
            }
            Optional<String> misuse = life.misuse();
            if (misuse.isPresent()) {
                // No other trial would do better: the user has to say it differently.
                throw new IllegalArgumentException(trial.variant().name() + ": " + misuse.get());
            }
            throw new TrialFailedException(obituary);
        }
    }

    /** Once a second: takes the histograms of the second, samples the processes, tells who follows. */
    private Histogram tick() {
        long now = clock.nanos();
        Histogram second = load.takeInterval();
        // Covered first: read the other way round, it could be ahead of what was sent.
        long covered = load.covered();
        long sent = load.sent();
        long progressed = load.progressed();
        follower.timeline().accept(meters.point(phase, sent, covered));
        double seconds = Math.max(1, now - lastTickNs) / 1e9;
        boolean none = second.getTotalCount() == 0;
        follower.progress()
                .accept(new Progress(
                        trial,
                        phase,
                        phaseElapsed(),
                        Math.round((progressed - progressedAtLastTick) / seconds),
                        sent - covered,
                        none ? 0 : second.getValueAtPercentile(50),
                        none ? 0 : second.getValueAtPercentile(99),
                        follower.remaining().get()));
        backlog.add(new Trend.Sample(now / 1e9, sent - covered));
        listener.ticked(second, covered - coveredAtLastTick, sent - covered);
        progressedAtLastTick = progressed;
        coveredAtLastTick = covered;
        lastTickNs = now;
        return second;
    }

    /** Uncovered events, sampled about once a second, over the time in seconds on the trial's clock. */
    List<Trend.Sample> backlogBetween(long fromNs, long toNs) {
        return backlog.stream()
                .filter(sample -> sample.x() >= fromNs / 1e9 && sample.x() <= toNs / 1e9)
                .toList();
    }

    /** Ends the drawing of where the engine's CPU time went, if that was wanted. */
    void endProfile() {
        engine.endProfile("CPU time of " + trial.variant().name() + " in trial " + trial.order()
                        + " while it was measured")
                .ifPresent(follower.warnings());
    }

    /** Since the engine was forked, milliseconds; {@code null} if it never signalled to be ready. */
    Long readyAfterMs(long forkedNs) {
        long readyAtNs = engine.life().readyAtNs();
        return readyAtNs == 0 ? null : millis(forkedNs, readyAtNs);
    }

    /** Records that the engine skipped, as it says itself; {@code null} if it does not know. */
    Long malformed() {
        return engine.last(Signal.Stopped.class).map(Signal.Stopped::malformed).orElse(null);
    }

    static long millis(long fromNs, long toNs) {
        return (toNs - fromNs) / 1_000_000;
    }
}
