package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.kafka.EmbeddedKafka;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/** A real broker and real trials on it, for tests of what trials find. */
final class TrialFixture implements AutoCloseable {

    static final int RATE = 2_000;

    private final Set<Long> strangers =
            ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    private final Path folder;
    private final EngineCatalogue catalogue;
    private final EmbeddedKafka kafka;
    private final Topics topics;
    private final List<String> warnings = new ArrayList<>();
    private Launch launch = Launch.PLAIN;
    private Duration drainTimeout = Duration.ofSeconds(60);
    private int trials;
    private RunFolder lastRun;

    TrialFixture(Path folder) {
        this(folder, Map.of());
    }

    TrialFixture(Path folder, Map<String, String> brokerProperties) {
        this(
                folder,
                Checkout.ENGINES,
                EmbeddedKafka.start(
                        Checkout.ENGINES.argsFile("embedded-broker"),
                        folder,
                        folder.resolve("broker.log"),
                        brokerProperties.entrySet().stream()
                                .flatMap(property -> Stream.of("--property", property.toString()))
                                .toArray(String[]::new)));
    }

    /** For faults: engines reach the broker through a proxy. */
    static TrialFixture behindProxy(Path folder, EngineCatalogue catalogue) {
        return new TrialFixture(
                folder,
                catalogue,
                EmbeddedKafka.behindProxy(
                        Checkout.ENGINES.argsFile("embedded-broker"), folder, folder.resolve("broker.log")));
    }

    private TrialFixture(Path folder, EngineCatalogue catalogue, EmbeddedKafka kafka) {
        this.folder = folder;
        this.catalogue = catalogue;
        this.kafka = kafka;
        this.topics = new Topics(kafka, Optional.empty(), warnings::add);
    }

    static Variant variant(String name, Guarantee guarantee, Map<String, String> config) {
        Variant base = Checkout.VARIANTS.named(name);
        return new Variant(
                base.name(),
                base.engine(),
                base.stateBackend(),
                base.trigger(),
                base.operator(),
                base.emission(),
                guarantee,
                base.checkpointInterval().isZero() ? Duration.ZERO : Duration.ofSeconds(1),
                base.changelog(),
                false,
                null,
                null,
                config);
    }

    static Variant variant(String name) {
        return variant(name, Guarantee.AT_LEAST_ONCE, Map.of());
    }

    TrialResult run(Variant variant, Duration duration) throws Exception {
        return run(variant, duration, Experiment.OFFERED);
    }

    TrialResult run(Variant variant, Duration duration, Experiment experiment) throws Exception {
        return run(variant, duration, experiment, workload());
    }

    TrialResult run(Variant variant, Duration duration, Experiment experiment, Workload workload) throws Exception {
        return run(variant, duration, experiment, workload, progress -> {});
    }

    /** Runs a trial on events of rate {@link #RATE}, and something else at its first second of measurement. */
    TrialResult runDisturbed(Variant variant, Duration duration, Runnable disturbance) throws Exception {
        AtomicReference<CompletableFuture<Void>> started = new AtomicReference<>();
        TrialResult result = run(variant, duration, Experiment.OFFERED, workload(), progress -> {
            if (progress.phase() == Phase.MEASURE && started.get() == null) {
                started.set(CompletableFuture.runAsync(disturbance));
            }
        });
        assertThat(started.get()).as("the trial reached its measurement").isNotNull();
        started.get().join();
        return result;
    }

    private static Workload workload() {
        return new Workload(RATE, KeySpace.zipf(50, 1.0), 0, 4, 100, 0);
    }

    /** The job of a variant becomes another one, of this build. */
    TrialResult change(Variant from, Variant to, Experiment.Change change) throws Exception {
        return run(List.of(from, to), Duration.ofSeconds(10), change, workload(), progress -> {});
    }

    private TrialResult run(
            Variant variant,
            Duration duration,
            Experiment experiment,
            Workload workload,
            Consumer<RunListener.Progress> progress)
            throws Exception {
        return run(List.of(variant), duration, experiment, workload, progress);
    }

    private TrialResult run(
            List<Variant> variants,
            Duration duration,
            Experiment experiment,
            Workload workload,
            Consumer<RunListener.Progress> progress)
            throws Exception {
        int number = ++trials;
        Variant variant = variants.get(0);
        Timing timing = new Timing(Duration.ofSeconds(90), Duration.ofSeconds(2), duration, drainTimeout);
        Scenario scenario = new Scenario(
                "test", Profile.LOW_LATENCY, workload, timing, Resources.DEFAULT, 1, number, variants, null, null);
        Condition condition =
                new Condition(Condition.ONLY, experiment, workload, timing, List.of(variant.name()), List.of(), null);
        lastRun = ResultStore.create(folder, Clock.systemUTC(), "test");
        String prefix = "test-" + number;
        try (InputTopics inputs = new InputTopics(kafka, topics, prefix, false)) {
            TrialSetting setting = setting(scenario.withConditions(List.of(condition)), inputs, prefix);
            TrialSetting archived = UnrecordedTrials.archived(setting, RunListener.NONE);
            return new Trial(archived, lastRun, new PlannedTrial(1, 1, condition, variant))
                    .run(progress, () -> Duration.ZERO)
                    .result();
        }
    }

    private TrialSetting setting(Scenario scenario, InputTopics inputs, String prefix) {
        return new TrialSetting(
                scenario,
                catalogue,
                kafka,
                topics,
                inputs,
                prefix,
                folder.resolve("tmp"),
                false,
                launch,
                warnings::add);
    }

    /** Of trials from now on: what is lost on purpose is waited for as long. */
    void drainTimeout(Duration limit) {
        drainTimeout = limit;
    }

    /** What could not be cleaned up until now. */
    List<String> warnings() {
        return warnings;
    }

    /** What is run within gets a flame graph. */
    <T> T profiling(Callable<T> runs) throws Exception {
        launch = Launch.PROFILED;
        try {
            return runs.call();
        } finally {
            launch = Launch.PLAIN;
        }
    }

    /** What the files of the last trial's result are relative to. */
    Path lastRun() {
        return lastRun.path();
    }

    /** Processes that the trials started and that still live, without the broker and what other tests started before. */
    List<ProcessHandle> engines() {
        long broker = kafka.pid().orElse(-1);
        return ProcessHandle.current()
                .children()
                .filter(child -> child.isAlive() && child.pid() != broker && !strangers.contains(child.pid()))
                .toList();
    }

    void killBroker() {
        ProcessHandle.of(kafka.pid().orElseThrow()).orElseThrow().destroyForcibly();
    }

    @Override
    public void close() {
        topics.close();
        kafka.close();
    }
}
