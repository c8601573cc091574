package org.keyedstatebench.harness.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.engine.RescaleWay;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.event.Series;
import org.keyedstatebench.harness.engine.EngineBuild;
import org.keyedstatebench.harness.engine.EngineLife;
import org.keyedstatebench.harness.engine.EngineProcess;
import org.keyedstatebench.harness.engine.JavaProcess;
import org.keyedstatebench.harness.engine.JobSpecs;
import org.keyedstatebench.harness.engine.ManifestSettings;
import org.keyedstatebench.harness.engine.RemovedCheckpoints;
import org.keyedstatebench.harness.faults.StateFolder;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.measure.IntervalLog;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.measure.PassedThrough;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunFolder.TrialFiles;
import org.keyedstatebench.result.StoredText;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.VariantManifest;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.FaultKind;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;
import org.keyedstatebench.signal.Signal;

/**
 * One trial on Kafka and a forked engine: makes the topics and files that it needs, joins load, engine and phases as its experiment wants
 * them, and removes what nobody needs any more. Used by one thread, once.
 */
final class Trial {

    private static final String SPEC = "job.json";

    /** Asks the system once for all trials. */
    private final TrialSetting setting;

    private final RunFolder runFolder;
    private final PlannedTrial trial;
    private final Variant variant;
    private final Workload workload;
    private final Side before;
    /** What the experiment changes to; {@code null} if it changes nothing. */
    private final Side after;

    private final TrialFiles files;
    private final Path folder;
    private final String outputTopic;
    /** {@code null} for none. */
    private final Experiment.Change change;
    /** {@code null} for an open loop. */
    private final Experiment.Drain drain;

    private final TrialClock clock = TrialClock.SYSTEM;
    private final Instant startedAt = Instant.now();

    private EngineUnderTest engine;
    private JobSpec told;
    private Optional<StateFolder> stateFolder = Optional.empty();

    /** What is run: a build of an engine, as a variant, with what it gets of the machine. */
    private record Side(Variant variant, Resources resources, EngineBuild build) {}

    /**
     * What a trial leaves.
     *
     * @param result for the run's result
     * @param manifest how the variant was really run
     */
    record Outcome(TrialResult result, VariantManifest manifest) {}

    /** @param runFolder takes the files of the trial */
    Trial(TrialSetting setting, RunFolder runFolder, PlannedTrial trial) {
        this.setting = setting;
        this.runFolder = runFolder;
        this.trial = trial;
        this.change = trial.condition().experiment() instanceof Experiment.Change asked ? asked : null;
        this.variant = trial.variant();
        this.workload = trial.condition().workload();
        EngineBuild build = setting.catalogue().build(variant);
        Variant begun = prepared(way(build));
        this.before =
                new Side(begun, trial.condition().resourcesOr(setting.scenario().resources()), build);
        this.after = change == null ? null : changed(setting, before, change);
        this.files = runFolder.trial(trial.order(), variant.name(), trial.block());
        this.folder = setting.temporaryFolder().resolve("trial-" + trial.order());
        this.outputTopic = setting.outputTopic(trial);
        this.drain = trial.condition().experiment() instanceof Experiment.Drain preloaded ? preloaded : null;
    }

    /**
     * @param progress told about once a second
     * @param remaining of the whole run, estimated
     * @throws InterruptedException if the run was cancelled; the engine is gone by then
     */
    Outcome run(Consumer<RunListener.Progress> progress, Supplier<Duration> remaining) throws InterruptedException {
        setting.topics().create(outputTopic, workload.partitions());
        try {
            InputTopics.Preloaded preloaded = preloaded();
            Source source = preloaded == null ? newestRecords() : allRecords(preloaded);
            JobSpec spec = specification(source, Beginning.FRESH);
            TrialDraft draft = new TrialDraft(trial, startedAt);
            TrialResult result = draft.carriedOut(
                    cleanUp -> {
                        Load load = cleanUp.closing(
                                preloaded == null
                                        ? offered(source.topic(), spec.watermarkDelay(), cleanUp)
                                        : new DrainLoad(preloaded, collector(cleanUp), variant));
                        makeStateFail(cleanUp);
                        Timeline timeline = cleanUp.closing(Timeline.create(files.timeline()));
                        engine = cleanUp.closing(engine(source));
                        TrialRig rig = new TrialRig(
                                trial,
                                clock,
                                load,
                                engine,
                                new Meters(setting.kafka().pid(), engine, clock),
                                setting.kafka()::obituary,
                                new TrialRig.Follower(timeline::add, progress, remaining, setting.warnings()));
                        return load instanceof Load.OpenLoop loop
                                ? new OfferedPhases(rig, loop, windowWork(), oneLife(), draft).carryOut()
                                : new DrainPhases(rig, (DrainLoad) load, draft, this::logThroughput).carryOut();
                    },
                    () -> TrialSetting.changedTopic(
                            List.of(source.topic(), outputTopic), workload.partitions(), setting.topics()::find),
                    setting.launch().profiled() && oneLife(),
                    setting.warnings(),
                    () -> runFolder.relative(files));
            return new Outcome(result, manifest(spec));
        } finally {
            removeCheckpoints();
            setting.remove(folder);
            setting.removeTopic(outputTopic);
        }
    }

    /** Those elsewhere, and those of a job that may go on; with the folder of the trial go the others. */
    private void removeCheckpoints() throws InterruptedException {
        boolean jobIsLeft = engine != null && engine.leavesAJob();
        if (told != null && (jobIsLeft || told.state().checkpoints() != null)) {
            RemovedCheckpoints.of(
                            before.build(),
                            told,
                            jobIsLeft,
                            folder.resolve("tmp"),
                            folder.resolve("tmp").resolve(SPEC))
                    .ifPresent(setting.warnings());
        }
    }

    /** The same records in every block: block 0 has no other use. {@code null} for an open loop. */
    private InputTopics.Preloaded preloaded() throws InterruptedException {
        long seed = BlockPlan.sequenceSeed(setting.scenario().seed(), 0);
        return drain == null
                ? null
                : setting.inputs().preloaded(trial.condition(), drain.events(), seed, setting.clientProperties());
    }

    /** Where faults are to befall the folder of the state; nothing for other trials. */
    private void makeStateFail(CleanUp cleanUp) throws InterruptedException {
        if (trial.condition().experiment() instanceof Experiment.Torture torture
                && torture.kinds().stream().anyMatch(FaultKind::isOfState)) {
            stateFolder = Optional.of(cleanUp.closing(StateFolder.create(folder.resolve("state"))));
        }
    }

    /** Where an open-loop trial begins to read: behind what earlier trials sent. */
    private Source newestRecords() {
        String topic = setting.inputs().offered(workload.partitions());
        return new Source(topic, setting.topics().endOffsets(topic), Map.of());
    }

    private Source allRecords(InputTopics.Preloaded input) {
        return new Source(
                input.topic(),
                input.startOffsets(),
                Map.of(),
                DrainPhases.isMicroBatch(variant) ? drain.batchEvents() : null);
    }

    private WindowWork windowWork() {
        Experiment experiment = trial.condition().experiment();
        if (experiment instanceof Experiment.Torture torture) {
            return new TortureCampaign(
                    torture,
                    BlockPlan.sequenceSeed(setting.scenario().seed(), trial.block()),
                    setting.kafka().fragile(),
                    stateFolder);
        }
        if (experiment instanceof Experiment.Recovery recovery) {
            return following(new Kill(recovery));
        }
        if (change != null) {
            boolean keepsState = before.build().engine().supports().keepsState()
                    && after.build().engine().supports().keepsState();
            RescaleWay way = way(before.build());
            return following(new ChangeOfJob(change, way != null && way.running(), keepsState));
        }
        return experiment instanceof Experiment.Ttl ? new PausedKeys(variant) : WindowWork.NONE;
    }

    private WindowWork following(Interruption interruption) {
        return new InterruptAndFollow(interruption, () -> setting.topics().endOffsets(outputTopic));
    }

    /** The way of an engine by which it is rescaled; {@code null} if it is not. */
    private RescaleWay way(EngineBuild build) {
        return change == null || change.way() == null
                ? null
                : build.engine().supports().rescales().stream()
                        .filter(way -> way.name().equals(change.way()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(variant.name() + ": its engine says of no way '"
                                + change.way() + "' to rescale in its engine.json"));
    }

    /** With what its job needs from its beginning to be rescaled that way. */
    private Variant prepared(RescaleWay way) {
        if (way == null) {
            return variant;
        }
        Map<String, String> config = new HashMap<>(variant.config());
        config.putAll(way.config());
        return variant.withConfig(config);
    }

    private static Side changed(TrialSetting setting, Side before, Experiment.Change change) {
        Variant to = change.to() == null ? before.variant() : setting.scenario().variant(change.to());
        return new Side(
                to,
                change.parallelism() == null
                        ? before.resources()
                        : before.resources().withParallelism(change.parallelism()),
                setting.catalogue().build(to));
    }

    /** Whether the engine lives through the whole trial, so that its totals are complete and it can be profiled. */
    private boolean oneLife() {
        return !Experiment.interrupts(trial.condition().experiment());
    }

    private OutputCollector collector(CleanUp cleanUp) {
        return cleanUp.closing(new OutputCollector(
                outputTopic,
                workload.partitions(),
                variant.guarantee() == Guarantee.EXACTLY_ONCE,
                variant.operator().kind() == OperatorKind.PASS_THROUGH
                        ? new PassedThrough(workload.keys().count())::decode
                        : CountDecoder::decode,
                setting.clientProperties(),
                clock::nanos));
    }

    private OfferedLoad offered(String inputTopic, Duration watermarkDelay, CleanUp cleanUp) {
        return new OfferedLoad(
                workload,
                BlockPlan.sequenceSeed(setting.scenario().seed(), trial.block()),
                variant,
                cleanUp.closing(new KafkaEventSink(inputTopic, setting.clientProperties())),
                collector(cleanUp),
                cleanUp.closing(new IntervalLog(files.hlog(), startedAt.toEpochMilli())),
                clock,
                watermarkDelay);
    }

    private EngineUnderTest engine(Source source) {
        Launch launch = oneLife() ? setting.launch() : setting.launch().withProfiled(false);
        return new EngineUnderTest(
                beginning -> started(beginning.changed() ? after : before, specification(source, beginning), launch),
                launch.grace(),
                launch.profiled() ? Optional.of(files.flameGraph()) : Optional.empty());
    }

    /** Starts the engine as a process and keeps what it was told. */
    private EngineLife started(Side side, JobSpec spec, Launch launch) {
        Path temporaryFolder = folder.resolve("tmp");
        Path specFile = temporaryFolder.resolve(SPEC);
        told = spec;
        try {
            Files.createDirectories(temporaryFolder);
            writeForUserOnly(specFile, spec.toJson());
            // Results are mailed and published: what is kept has no passwords.
            Files.writeString(files.spec(), spec.withoutSecrets().toJson());
            // A life that was killed in the middle of a line.
            StoredText.endLastLine(files.log());
            StoredText.endLastLine(files.signals());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the trial: " + e.getMessage(), e);
        }
        List<String> options = new ArrayList<>(JavaProcess.jvmOptions(side.resources()));
        options.addAll(launch.jvmOptions(side.build()));
        return new EngineProcess(
                side.build(), options, temporaryFolder, specFile, files.log(), files.signals(), clock::nanos);
    }

    /** It may hold passwords. A resumed engine gets another one. */
    static void writeForUserOnly(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    private JobSpec specification(Source source, Beginning beginning) {
        Side side = beginning.changed() ? after : before;
        JobSpec spec = JobSpecs.of(
                side.build().engine(),
                side.variant(),
                setting.scenario().profile(),
                side.resources(),
                setting.kafka().bootstrapServersOfEngines(),
                setting.kafka().clientProperties(),
                source,
                outputTopic,
                folder.resolve("state"),
                workload.stateBytes(),
                beginning.resume());
        RescaleWay way = way(before.build());
        if (way != null && way.running() && spec.deployment() != null) {
            int most =
                    Math.max(before.resources().parallelism(), after.resources().parallelism());
            return spec.on(spec.deployment().withSlots(most));
        }
        return beginning.from() == null
                ? spec
                : spec.withState(spec.state().goingOnFrom(beginning.from(), way == null ? null : way.name()));
    }

    private void logThroughput(Histogram perInterval) {
        try (CleanUp cleanUp = new CleanUp(setting.warnings())) {
            cleanUp.closing(new IntervalLog(files.hlog(), startedAt.toEpochMilli()))
                    .write(Series.THROUGHPUT, perInterval);
        }
    }

    private VariantManifest manifest(JobSpec spec) {
        Optional<Signal.Ready> ready = engine == null ? Optional.empty() : engine.last(Signal.Ready.class);
        return new VariantManifest(
                variant.name(),
                variant.engine(),
                ready.map(Signal.Ready::version).orElse(null),
                ManifestSettings.of(
                        spec,
                        before.resources(),
                        setting.launch().usesArchive(before.build()),
                        engine == null ? Optional.empty() : engine.last(Signal.Cluster.class),
                        ready),
                ManifestSettings.reasons(
                        spec, before.build().engine(), setting.scenario().profile()));
    }
}
