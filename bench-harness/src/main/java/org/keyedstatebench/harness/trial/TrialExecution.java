package org.keyedstatebench.harness.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.harness.engine.EngineBuild;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.engine.JobSpecs;
import org.keyedstatebench.harness.engine.ManifestSettings;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.harness.machine.ForeignLoad;
import org.keyedstatebench.harness.machine.ProcessMeter;
import org.keyedstatebench.harness.trial.TrialRunner.Outcome;
import org.keyedstatebench.harness.trial.TrialRunner.TrialProgress;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.Trend;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.process.WorkerDiedException;
import org.keyedstatebench.result.Disturbance;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.ResourceUse;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunFolder.TrialFiles;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.VariantManifest;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;
import org.keyedstatebench.signal.Signal;

/**
 * One trial being carried out: what every experiment has in common, from the fork of the engine to its end, whatever happens.
 * What is measured in between is the affair of each experiment's own class. Used by one thread, once.
 *
 * @param <L> the experiment's load
 */
abstract class TrialExecution<L extends TrialLoad> {

    static final Duration TICK = Duration.ofSeconds(1);
    static final Duration READ_TO_END = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(10);

    /** What a trial needs from the run around it. */
    record Context(TrialSetting setting, RunFolder runFolder, PlannedTrial trial, Consumer<TrialProgress> progress) {}

    final LongSupplier clock = System::nanoTime;
    final TrialSetting setting;
    final PlannedTrial trial;
    final Variant variant;
    final Workload workload;
    final Timing timing;
    final Resources resources;
    final TrialFiles files;
    final Instant startedAt = Instant.now();
    final TrialDraft draft;

    private final RunFolder runFolder;
    private final EngineBuild build;
    private final Consumer<TrialProgress> progress;
    private final Path folder;
    private final ProcessMeter harnessMeter;
    private final Optional<ProcessMeter> brokerMeter;

    private Source source;
    private String outputTopic;
    private JobSpec spec;
    private L load;
    private EngineUnderTest engine;
    private Timeline timeline;
    private Phase phase = Phase.START;
    private long phaseBeganNs = clock.getAsLong();
    private long lastTickNs = clock.getAsLong();
    private long progressedAtLastTick;
    private final List<Trend.Sample> backlog = new ArrayList<>();

    TrialExecution(Context context) {
        this.setting = context.setting();
        this.runFolder = context.runFolder();
        this.trial = context.trial();
        this.progress = context.progress();
        this.variant = trial.variant();
        this.workload = trial.condition().workload();
        this.timing = trial.condition().timing();
        this.resources = trial.condition().resourcesOr(setting.scenario().resources());
        this.build = setting.catalogue().build(variant);
        this.files = runFolder.trial(trial.order(), variant.name(), trial.block());
        this.draft = new TrialDraft(trial, startedAt);
        this.folder = setting.temporaryFolder().resolve("trial-" + trial.order());
        this.harnessMeter = new ProcessMeter(ProcessHandle.current().pid());
        var brokerPid = setting.kafka().pid();
        this.brokerMeter =
                brokerPid.isPresent() ? Optional.of(new ProcessMeter(brokerPid.getAsLong())) : Optional.empty();
    }

    /** Which records of which topic the engine gets. */
    abstract Source source() throws InterruptedException;

    /** Generator and collector of the experiment; nothing is sent yet. */
    abstract L open(String topic);

    /** Starts the engine and measures; {@link #draft} takes what was found. */
    abstract Verdict phases(L opened) throws InterruptedException;

    final Outcome run() throws InterruptedException {
        outputTopic = setting.outputTopic(trial);
        setting.topics().create(outputTopic, workload.partitions());
        try {
            return new Outcome(measure(), manifest());
        } finally {
            setting.remove(folder);
            setting.removeTopic(outputTopic);
        }
    }

    private TrialResult measure() throws InterruptedException {
        source = source();
        spec = specification(false);
        try (CleanUp cleanUp = new CleanUp(setting.warnings())) {
            load = cleanUp.closing(open(outputTopic));
            timeline = cleanUp.closing(Timeline.create(files.timeline()));
            engine = cleanUp.closing(engineUnderTest());
            Verdict verdict = phases(load);
            Optional<String> changed = verdict.status() == TrialStatus.VALID ? Optional.empty() : changedTopic();
            return draft.judged(flagged(changed.map(verdict::and).orElse(verdict)), runFolder.relative(files));
        } catch (WorkerDiedException e) {
            if (e.isLasting()) {
                throw e;
            }
            return failed(e);
        } catch (TrialFailedException | EngineException e) {
            return failed(e);
        } catch (RefusedException e) {
            Signal.Unsupported words = e.words;
            return draft.ended(
                    TrialStatus.UNSUPPORTED,
                    words.errorClass() + ": " + words.message(),
                    new TrialResult.Refusal(words.feature(), words.errorClass(), words.message()),
                    runFolder.relative(files));
        }
    }

    private TrialResult failed(RuntimeException e) {
        String reason = changedTopic().map(changed -> changed + "; ").orElse("") + e.getMessage();
        return draft.ended(TrialStatus.FAILED, reason, null, runFolder.relative(files));
    }

    private Optional<String> changedTopic() {
        return ChangedTopic.among(List.of(source.topic(), outputTopic), workload.partitions(), setting.topics()::find);
    }

    private Verdict flagged(Verdict verdict) {
        Verdict flagged = setting.launch().profiled() && oneLife() ? verdict.flagged(Flag.PROFILED) : verdict;
        return Disturbance.of(draft.resources).isPresent() ? flagged.flagged(Flag.BUSY_MACHINE) : flagged;
    }

    /** Forks the engine; it may not be ready when this returns. */
    final void startEngine() {
        engine.start(spec);
    }

    /**
     * Waits until the counts of so many probes are visible.
     *
     * @throws TrialFailedException if they are not within the limit for the start
     */
    final void awaitProbes(int probes) throws InterruptedException {
        if (!await(() -> load.visibleProbes().size() >= probes, timing.startTimeout())) {
            throw new TrialFailedException("no count became visible within "
                    + timing.startTimeout().toSeconds() + " s of the engine's start; the end of its log:\n"
                    + engine.lastLogLines());
        }
    }

    /** SIGKILL; {@link #resume} must follow. */
    final void kill() throws InterruptedException {
        engine.kill();
    }

    /** A new process, which goes on from the last checkpoint. */
    final void resume() {
        engine.start(specification(true));
    }

    final JobSpec jobSpec() {
        return spec;
    }

    final String outputTopic() {
        return outputTopic;
    }

    /** Is told at each tick; {@code second} holds the latencies of the time since the last one. */
    void ticked(Histogram second, long covered, long backlog) {}

    final EngineUnderTest engine() {
        return engine;
    }

    final void awaitTime(long timeNs) throws InterruptedException {
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
    final boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
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

    final void failIfEngineDied() {
        Optional<String> brokersEnd = setting.kafka().obituary();
        if (brokersEnd.isPresent()) {
            // No further trial can do without it: the run ends here.
            throw new KafkaUnavailableException(brokersEnd.get());
        }
        load.failIfInVain();
        if (!engine.isAlive()) {
            String obituary = engine.obituary();
            Optional<Signal.Unsupported> refusal = engine.last(Signal.Unsupported.class);
            if (refusal.isPresent()) {
                throw new RefusedException(refusal.get());
            }
            Optional<String> misuse = engine.misuse();
            if (misuse.isPresent()) {
                // No other trial would do better: the user has to say it differently.
                throw new IllegalArgumentException(variant.name() + ": " + misuse.get());
            }
            throw new TrialFailedException(obituary);
        }
    }

    /** Once a second: takes the histograms of the second, samples the processes, tells the listener. */
    final Histogram tick() {
        long now = clock.getAsLong();
        Histogram second = load.takeInterval();
        sampleProcesses();
        // Covered first: read the other way round, it could be ahead of what was sent.
        long covered = load.covered();
        long sent = load.sent();
        long progressed = load.progressed();
        timeline.add(new Timeline.Point(
                System.currentTimeMillis(),
                phase.name().toLowerCase(Locale.ROOT),
                sent,
                covered,
                new Timeline.Use(engine.cpuSeconds(), engine.rssBytes()),
                brokerMeter.map(TrialExecution::use).orElse(null),
                use(harnessMeter)));
        double seconds = Math.max(1, now - lastTickNs) / 1e9;
        progress.accept(new TrialProgress(
                phase,
                phaseElapsed(),
                Math.round((progressed - progressedAtLastTick) / seconds),
                sent - covered,
                second.getTotalCount() == 0 ? 0 : second.getValueAtPercentile(50),
                second.getTotalCount() == 0 ? 0 : second.getValueAtPercentile(99)));
        backlog.add(new Trend.Sample(now / 1e9, sent - covered));
        progressedAtLastTick = progressed;
        ticked(second, covered, sent - covered);
        lastTickNs = now;
        return second;
    }

    /** Uncovered events, sampled about once a second, over the time in seconds on the trial's clock. */
    final List<Trend.Sample> backlogBetween(long fromNs, long toNs) {
        return backlog.stream()
                .filter(sample -> sample.x() >= fromNs / 1e9 && sample.x() <= toNs / 1e9)
                .toList();
    }

    final void sleepUntilNextTick() throws InterruptedException {
        long left = lastTickNs + TICK.toNanos() - clock.getAsLong();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
        }
    }

    final void enter(Phase next) {
        phase = next;
        phaseBeganNs = clock.getAsLong();
    }

    final Duration phaseElapsed() {
        return Duration.ofNanos(clock.getAsLong() - phaseBeganNs);
    }

    /**
     * What was used so far.
     *
     * @param engine CPU seconds
     * @param broker CPU seconds
     * @param harness CPU seconds
     * @param engineWritten bytes; empty where the system does not tell
     * @param atNs when it was read, on the trial's clock
     * @param machine what the machine has done; empty where it does not tell
     */
    record Usage(
            double engine,
            double broker,
            double harness,
            OptionalLong engineWritten,
            long atNs,
            Optional<ForeignLoad.Reading> machine) {

        Optional<ForeignLoad.Shares> takenByOthersSince(Usage earlier) {
            return machine.flatMap(now -> earlier.machine.flatMap(now::since));
        }
    }

    final Usage usage() {
        sampleProcesses();
        return new Usage(
                engine.cpuSeconds(),
                brokerMeter.map(meter -> meter.cpuSeconds().orElse(0)).orElse(0.0),
                harnessMeter.cpuSeconds().orElse(0),
                engine.writtenBytes(),
                clock.getAsLong(),
                ForeignLoad.read());
    }

    private void sampleProcesses() {
        engine.sample();
        harnessMeter.sample();
        brokerMeter.ifPresent(ProcessMeter::sample);
    }

    private static Timeline.Use use(ProcessMeter meter) {
        return new Timeline.Use(meter.cpuSeconds().orElse(0), meter.rssBytes());
    }

    /**
     * What the processes used between two readings.
     *
     * @param events among which the engine's CPU time is shared out
     * @param signals of the same time
     */
    final ResourceUse resources(Usage before, Usage after, long events, SignalSummary signals) {
        List<Signal.GcPause> pauses = signals.gcPauses();
        Optional<ForeignLoad.Shares> others = after.takenByOthersSince(before);
        // A broker that is not our process may run on this very machine: then it is no stranger, and cannot be told
        // from one.
        Double foreign = brokerMeter.isPresent()
                ? others.map(ForeignLoad.Shares::foreign).orElse(null)
                : null;
        Double stolen = others.map(ForeignLoad.Shares::stolen).orElse(null);
        return new ResourceUse(
                after.engine() - before.engine(),
                (after.engine() - before.engine()) * 1e6 / events,
                engine.peakRssBytes(),
                engine.last(Signal.Stopped.class)
                        .map(Signal.Stopped::heapPeakBytes)
                        .orElse(null),
                pauses.size(),
                pauses.stream().mapToLong(Signal.GcPause::durationMs).sum(),
                pauses.stream().mapToLong(Signal.GcPause::durationMs).max().orElse(0),
                brokerMeter.isPresent() ? (Double) (after.broker() - before.broker()) : null,
                after.harness() - before.harness(),
                events,
                (after.atNs() - before.atNs()) / 1e9,
                brokerMeter.map(ProcessMeter::peakRssBytes).orElse(null),
                harnessMeter.peakRssBytes(),
                before.engineWritten().isPresent() && after.engineWritten().isPresent()
                        ? (Long) (after.engineWritten().getAsLong()
                                - before.engineWritten().getAsLong())
                        : null,
                foreign,
                stolen);
    }

    /**
     * The account of events for the result.
     *
     * @param malformed as the engine reports; {@code null} if it does not know
     */
    static TrialResult.Events events(Coverage.Account account, Long malformed, long malformedSent, long sendFailures) {
        return new TrialResult.Events(
                account.sent(),
                account.covered(),
                account.lost(),
                account.duplicates(),
                account.gaps(),
                account.wrongFinalCounts() == 0,
                account.wrongFinalCounts(),
                malformed,
                malformedSent,
                account.rows(),
                account.unexpectedRows(),
                account.sent() == 0 ? 0 : (double) account.rows() / account.sent(),
                sendFailures);
    }

    final long wallClockMs(long timeNs) {
        return System.currentTimeMillis() + (timeNs - clock.getAsLong()) / 1_000_000;
    }

    /** Where a time of the wall clock lies on the trial's clock, exact to about a millisecond. */
    final long trialClockNs(long epochMs) {
        return clock.getAsLong() + (epochMs - System.currentTimeMillis()) * 1_000_000;
    }

    final void endProfile() {
        engine.endProfile("CPU time of " + variant.name() + " in trial " + trial.order() + " while it was measured")
                .ifPresent(setting.warnings());
    }

    static long millis(long fromNs, long toNs) {
        return (toNs - fromNs) / 1_000_000;
    }

    private JobSpec specification(boolean resume) {
        return JobSpecs.of(
                build.engine(),
                variant,
                setting.scenario().profile(),
                resources,
                setting.kafka().bootstrapServers(),
                setting.kafka().clientProperties(),
                source,
                outputTopic,
                folder.resolve("state"),
                resume);
    }

    private EngineUnderTest engineUnderTest() {
        return new EngineUnderTest(
                build,
                resources,
                files,
                folder.resolve("tmp"),
                clock,
                oneLife() ? setting.launch() : setting.launch().unprofiled());
    }

    /** Whether the engine lives through the whole trial, so that its totals are complete and it can be profiled. */
    boolean oneLife() {
        return true;
    }

    private VariantManifest manifest() {
        Optional<Signal.Ready> ready = engine == null ? Optional.empty() : engine.last(Signal.Ready.class);
        return new VariantManifest(
                variant.name(),
                variant.engine(),
                ready.map(Signal.Ready::version).orElse(null),
                ManifestSettings.of(spec, resources, setting.launch().usesArchive(build), ready));
    }

    /** Where an open-loop trial begins to read: behind what earlier trials sent. */
    final Source newestRecords() {
        String topic = setting.inputs().offered(workload.partitions());
        return new Source(topic, setting.topics().endOffsets(topic), Map.of());
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
