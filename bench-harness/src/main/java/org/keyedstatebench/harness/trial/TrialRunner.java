package org.keyedstatebench.harness.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.harness.engine.Engine;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.engine.JobSpecs;
import org.keyedstatebench.harness.engine.ManifestSettings;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.measure.Coverage;
import org.keyedstatebench.harness.measure.ProcessMeter;
import org.keyedstatebench.harness.measure.SteadyCheck;
import org.keyedstatebench.harness.measure.TrialRecorder;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.RunFolder;
import org.keyedstatebench.harness.result.RunFolder.TrialFiles;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.result.VariantManifest;
import org.keyedstatebench.harness.scenario.Timing;
import org.keyedstatebench.harness.scenario.Variant;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.process.TemporaryFolders;
import org.keyedstatebench.signal.Signal;
import oshi.SystemInfo;

/**
 * Carries out one offered-load trial from the fork of the engine to the verdict: start, warm up, measure, drain, stop, verify.
 *
 * <p>Used by one thread, and for one trial at a time. All of a trial's latencies come from {@link System#nanoTime} in this
 * process.
 */
public final class TrialRunner {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration READ_TO_END = Duration.ofSeconds(30);

    /** The warm-up goes on until the engine is steady, but not beyond this multiple of its least length. */
    private static final int WARMUP_LIMIT = 3;

    private final TrialSetting setting;
    private final RunFolder runFolder;
    private final LongSupplier clock = System::nanoTime;
    private final SystemInfo system = new SystemInfo();

    /** @param runFolder takes the files of each trial */
    public TrialRunner(TrialSetting setting, RunFolder runFolder) {
        this.setting = setting;
        this.runFolder = runFolder;
    }

    /**
     * What a trial leaves.
     *
     * @param result for the run's result
     * @param manifest how the variant was really run
     */
    public record Outcome(TrialResult result, VariantManifest manifest) {}

    /**
     * @param progress told about once a second
     * @throws InterruptedException if the run was cancelled; the engine is gone by then
     */
    public Outcome run(PlannedTrial trial, Disturbance disturbance, Consumer<TrialProgress> progress)
            throws InterruptedException {
        return new Execution(trial, disturbance, progress).run();
    }

    /** What a trial tells about itself while it runs; {@link RunListener.Progress} without the run's part. */
    public record TrialProgress(
            Phase phase, Duration phaseElapsed, long ratePerSecond, long backlog, long p50Ns, long p99Ns) {}

    /** One trial being carried out: what its phases share. */
    private final class Execution {

        private final PlannedTrial trial;
        private final Variant variant;
        private final Engine engineKind;
        private final TrialFiles files;
        private final Disturbance disturbance;
        private final Consumer<TrialProgress> progress;
        private final Timing timing;
        private final Path folder;
        private final Instant startedAt = Instant.now();

        private final ProcessMeter harnessMeter =
                new ProcessMeter(system, ProcessHandle.current().pid());
        private final Optional<ProcessMeter> brokerMeter;

        private JobSpec spec;
        private OfferedLoad load;
        private EngineUnderTest engine;
        private Phase phase = Phase.START;
        private long phaseBeganNs = clock.getAsLong();
        private long lastTickNs = clock.getAsLong();
        private long sentAtLastTick;

        Execution(PlannedTrial trial, Disturbance disturbance, Consumer<TrialProgress> progress) {
            this.trial = trial;
            this.variant = trial.variant();
            this.engineKind = EngineCatalogue.find(variant.engine());
            this.files = runFolder.trial(trial.order(), variant.name(), trial.block());
            this.disturbance = disturbance;
            this.progress = progress;
            this.timing = setting.scenario().timing();
            this.folder = setting.temporaryFolder().resolve("trial-" + trial.order());
            var brokerPid = setting.kafka().pid();
            this.brokerMeter = brokerPid.isPresent()
                    ? Optional.of(new ProcessMeter(system, brokerPid.getAsLong()))
                    : Optional.empty();
        }

        Outcome run() throws InterruptedException {
            String outputTopic = setting.outputTopic(trial);
            setting.topics().create(outputTopic, setting.scenario().workload().partitions());
            try {
                return new Outcome(measure(outputTopic), manifest());
            } finally {
                TemporaryFolders.delete(folder);
                setting.removeTopic(outputTopic);
            }
        }

        private TrialResult measure(String outputTopic) throws InterruptedException {
            Source source =
                    new Source(setting.inputTopic(), setting.topics().endOffsets(setting.inputTopic()), Map.of());
            spec = specification(source, outputTopic, false);
            try (OfferedLoad offered = offeredLoad(outputTopic);
                    EngineUnderTest underTest = engineUnderTest()) {
                load = offered;
                engine = underTest;
                return phases(source, outputTopic);
            } catch (TrialFailedException | EngineException e) {
                return ended(TrialStatus.FAILED, e.getMessage(), null);
            } catch (RefusedException e) {
                Signal.Unsupported words = e.words;
                return ended(
                        TrialStatus.UNSUPPORTED,
                        words.errorClass() + ": " + words.message(),
                        new TrialResult.Refusal(words.feature(), words.errorClass(), words.message()));
            }
        }

        private TrialResult phases(Source source, String outputTopic) throws InterruptedException {
            int probes = load.sendProbes();
            long forkedNs = clock.getAsLong();
            engine.start(spec);
            if (!await(() -> load.visibleProbes().size() >= probes, timing.startTimeout())) {
                throw new TrialFailedException("no count became visible within "
                        + timing.startTimeout().toSeconds() + " s of the engine's start; the end of its log:\n"
                        + engine.lastLogLines());
            }
            long firstCountNs = clock.getAsLong();

            enter(Phase.WARM_UP);
            load.start();
            boolean steady = warmUp();
            Duration warmedUp = phaseElapsed();

            enter(Phase.MEASURE);
            OfferedLoad.Span window = load.openWindow(timing.duration());
            Usage before = usage();
            long windowFromMs = wallClockMs(window.fromNs());
            disturbAndAwait(window, source, outputTopic);
            Usage after = usage();
            long windowToMs = wallClockMs(window.toNs());

            // The load goes on, so that the last events of the window are judged under the same load as the first.
            enter(Phase.TAIL);
            await(load::isWindowCovered, timing.drainTimeout());
            enter(Phase.DRAIN);
            load.stopSending();
            await(load::isAllCovered, timing.drainTimeout());

            enter(Phase.STOP);
            tick();
            boolean stoppedByItself = engine.stop();
            Coverage.Account account = load.finish(READ_TO_END);

            Optional<Signal.Stopped> stopped = engine.last(Signal.Stopped.class);
            SignalSummary signals = new SignalSummary(engine.signals(), windowFromMs, windowToMs);
            Long malformed = disturbance.kind() == Disturbance.Kind.NONE
                    ? stopped.map(Signal.Stopped::malformed).orElse(null)
                    : null;
            TrialRecorder recorder = load.recorder();
            Percentiles latency = Percentiles.of(recorder.latency());
            Percentiles lateness = Percentiles.of(recorder.lateness());
            double offeredHz = setting.scenario().workload().rateHz();
            Verdict verdict = Verdict.of(new Verdict.Evidence(
                    account,
                    variant.guarantee(),
                    variant.emission() == Emission.PER_EVENT,
                    load.sendFailures(),
                    load.firstSendFailure(),
                    offeredHz,
                    load.windowRateHz(),
                    latency,
                    lateness,
                    malformed,
                    load.malformedSent(),
                    steady,
                    stoppedByItself));
            boolean valid = verdict.status() == TrialStatus.VALID;
            List<Signal.GcPause> pauses = signals.gcPauses();
            return new TrialResult(
                    variant.name(),
                    trial.block(),
                    trial.order(),
                    verdict.status(),
                    verdict.reason(),
                    verdict.flags(),
                    startedAt,
                    null,
                    new TrialResult.Events(
                            account.sent(),
                            account.covered(),
                            account.lost(),
                            account.duplicates(),
                            account.gaps(),
                            account.wrongFinalCounts() == 0,
                            account.wrongFinalCounts(),
                            malformed,
                            load.malformedSent(),
                            account.rows(),
                            account.unexpectedRows(),
                            account.sent() == 0 ? 0 : (double) account.rows() / account.sent()),
                    valid ? latency : null,
                    new TrialResult.Throughput(
                            offeredHz,
                            load.windowRateHz(),
                            recorder.coveredPerSecond(),
                            TrialRecorder.THROUGHPUT_INTERVAL_MS,
                            Percentiles.of(recorder.throughput())),
                    lateness,
                    new TrialResult.Startup(
                            engine.readyAtNs() == 0 ? null : millis(forkedNs, engine.readyAtNs()),
                            millis(forkedNs, firstCountNs),
                            warmedUp.toMillis()),
                    new TrialResult.ResourceUse(
                            after.engine - before.engine,
                            (after.engine - before.engine) * 1e6 / window.events(),
                            engine.peakRssBytes(),
                            stopped.map(Signal.Stopped::heapPeakBytes).orElse(null),
                            pauses.size(),
                            pauses.stream()
                                    .mapToLong(Signal.GcPause::durationMs)
                                    .sum(),
                            pauses.stream()
                                    .mapToLong(Signal.GcPause::durationMs)
                                    .max()
                                    .orElse(0),
                            brokerMeter.isPresent() ? (Double) (after.broker - before.broker) : null,
                            after.harness - before.harness),
                    signals.checkpoints(),
                    signals.batches(),
                    runFolder.relative(files));
        }

        /** @return whether the engine was steady when the warm-up ended */
        private boolean warmUp() throws InterruptedException {
            Duration batch = RemainingTime.batchInterval(variant.trigger());
            int period = (int) Math.max(2, Math.max(timing.warmup().toSeconds() / 2, batch.toSeconds()));
            SteadyCheck steady = new SteadyCheck(period);
            Duration limit = Duration.ofSeconds(Math.max(timing.warmup().toSeconds(), 2L * period) * WARMUP_LIMIT);
            if (timing.warmup().isZero()) {
                return true;
            }
            while (phaseElapsed().compareTo(limit) < 0) {
                sleepUntil(lastTickNs + TICK.toNanos());
                failIfEngineDied();
                steady.add(tick());
                if (phaseElapsed().compareTo(timing.warmup()) >= 0 && steady.isSteady()) {
                    return true;
                }
            }
            return false;
        }

        private void disturbAndAwait(OfferedLoad.Span window, Source source, String outputTopic)
                throws InterruptedException {
            if (disturbance.kind() == Disturbance.Kind.KILL_AND_RESUME) {
                awaitTime(window.fromNs() + disturbance.after().toNanos());
                engine.killAndResume(specification(source, outputTopic, true));
            }
            awaitTime(window.toNs());
        }

        private void awaitTime(long timeNs) throws InterruptedException {
            long left = timeNs - clock.getAsLong();
            if (left > 0) {
                await(() -> clock.getAsLong() >= timeNs, Duration.ofNanos(left).plusSeconds(5));
            }
        }

        /**
         * Waits for a condition and ticks meanwhile.
         *
         * @return whether the condition holds; false when the time is over
         */
        private boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
            long deadline = clock.getAsLong() + atMost.toNanos();
            while (!condition.getAsBoolean()) {
                failIfEngineDied();
                if (clock.getAsLong() >= deadline) {
                    return false;
                }
                Thread.sleep(POLL.toMillis());
                if (clock.getAsLong() - lastTickNs >= TICK.toNanos()) {
                    tick();
                }
            }
            return true;
        }

        private void failIfEngineDied() {
            Optional<String> brokersEnd = setting.kafka().obituary();
            if (brokersEnd.isPresent()) {
                // No further trial can do without it: the run ends here.
                throw new KafkaUnavailableException(brokersEnd.get());
            }
            load.failIfCollectorDied();
            if (!engine.isAlive()) {
                String obituary = engine.obituary();
                Optional<Signal.Unsupported> refusal = engine.last(Signal.Unsupported.class);
                if (refusal.isPresent()) {
                    throw new RefusedException(refusal.get());
                }
                throw new TrialFailedException(obituary);
            }
        }

        /** Once a second: takes the histograms of the second, samples the processes, tells the listener. */
        private Histogram tick() {
            long now = clock.getAsLong();
            Histogram second = load.takeInterval();
            engine.sample();
            long sent = load.sent();
            double seconds = Math.max(1, now - lastTickNs) / 1e9;
            progress.accept(new TrialProgress(
                    phase,
                    phaseElapsed(),
                    Math.round((sent - sentAtLastTick) / seconds),
                    load.backlog(),
                    second.getTotalCount() == 0 ? 0 : second.getValueAtPercentile(50),
                    second.getTotalCount() == 0 ? 0 : second.getValueAtPercentile(99)));
            sentAtLastTick = sent;
            lastTickNs = now;
            return second;
        }

        private void enter(Phase next) {
            phase = next;
            phaseBeganNs = clock.getAsLong();
        }

        private Duration phaseElapsed() {
            return Duration.ofNanos(clock.getAsLong() - phaseBeganNs);
        }

        private void sleepUntil(long timeNs) throws InterruptedException {
            long left = timeNs - clock.getAsLong();
            if (left > 0) {
                Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
            }
        }

        private Usage usage() {
            engine.sample();
            harnessMeter.sample();
            brokerMeter.ifPresent(ProcessMeter::sample);
            return new Usage(
                    engine.cpuSeconds(),
                    brokerMeter.map(meter -> meter.cpuSeconds().orElse(0)).orElse(0.0),
                    harnessMeter.cpuSeconds().orElse(0));
        }

        /** CPU seconds so far. */
        private record Usage(double engine, double broker, double harness) {}

        private long wallClockMs(long timeNs) {
            return System.currentTimeMillis() + (timeNs - clock.getAsLong()) / 1_000_000;
        }

        private JobSpec specification(Source source, String outputTopic, boolean resume) {
            return JobSpecs.of(
                    variant,
                    setting.scenario().profile(),
                    setting.scenario().resources(),
                    setting.kafka().bootstrapServers(),
                    setting.kafka().clientProperties(),
                    source,
                    outputTopic,
                    folder.resolve("state"),
                    resume);
        }

        private OfferedLoad offeredLoad(String outputTopic) {
            return new OfferedLoad(
                    setting.scenario().workload(),
                    BlockPlan.sequenceSeed(setting.scenario().seed(), trial.block()),
                    variant.emission() == Emission.PER_EVENT,
                    variant.guarantee() == Guarantee.EXACTLY_ONCE,
                    setting.inputTopic(),
                    outputTopic,
                    setting.clientProperties(),
                    files,
                    startedAt.toEpochMilli(),
                    clock);
        }

        private EngineUnderTest engineUnderTest() {
            return new EngineUnderTest(
                    setting.catalogue(),
                    engineKind,
                    setting.scenario().resources(),
                    files,
                    folder.resolve("tmp"),
                    system,
                    clock);
        }

        private VariantManifest manifest() {
            Optional<Signal.Ready> ready = engine == null ? Optional.empty() : engine.last(Signal.Ready.class);
            return new VariantManifest(
                    variant.name(),
                    variant.engine(),
                    ready.map(Signal.Ready::version).orElse(null),
                    ManifestSettings.of(spec, setting.scenario().resources(), ready));
        }

        /** A trial that came to no measurement. */
        private TrialResult ended(TrialStatus status, String reason, TrialResult.Refusal refusal) {
            return new TrialResult(
                    variant.name(),
                    trial.block(),
                    trial.order(),
                    status,
                    reason,
                    List.of(),
                    startedAt,
                    refusal,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    runFolder.relative(files));
        }
    }

    private static long millis(long fromNs, long toNs) {
        return (toNs - fromNs) / 1_000_000;
    }

    /** The engine refused the job, in its own words. */
    private static final class RefusedException extends RuntimeException {

        private final transient Signal.Unsupported words;

        RefusedException(Signal.Unsupported words) {
            super(words.message());
            this.words = words;
        }
    }
}
