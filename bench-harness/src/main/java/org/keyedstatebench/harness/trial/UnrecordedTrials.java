package org.keyedstatebench.harness.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyedstatebench.harness.engine.ClassArchive;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/**
 * Trials before the first one that counts, which nobody keeps but for what they leave in archives and caches.
 *
 * <p>One for each class archive that a run's engines do not have yet: once a build, so that every later trial starts faster. Without
 * archives trials only start more slowly, so nothing that fails here ends a run.
 *
 * <p>Then a rehearsal with the reference, so that broker, generator and measurement have been compiled by their JVMs; without it the
 * first trial of a run pays for that. Trials of a few seconds show that something works, not how fast it is: they have none.
 */
final class UnrecordedTrials {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Timing TO_ARCHIVE = new Timing(Duration.ofSeconds(90), SECOND, SECOND, Duration.ofSeconds(30));
    private static final int ARCHIVING_RATE = 1_000;

    private static final Duration LONGEST_WARMUP = Duration.ofSeconds(8);
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration SHORTEST_TRIAL = Duration.ofSeconds(6);

    private UnrecordedTrials() {}

    /**
     * Carries out those that a run needs.
     *
     * @param listener is told of each archive that is made or could not be, and of the rehearsal
     * @return how to run
     */
    static TrialSetting prepared(TrialSetting setting, RunListener listener) throws InterruptedException {
        TrialSetting prepared = archived(setting, listener);
        Timing timing = setting.scenario().timing();
        if (timing.warmup().plus(timing.duration()).compareTo(SHORTEST_TRIAL) >= 0) {
            listener.rehearsed(rehearsal(prepared, timing));
        }
        return prepared;
    }

    /**
     * Makes the archives that are missing.
     *
     * @return how to run: from archives, or all without where one could not be made, because what a variant has loaded before it is
     *     measured must be no advantage over another one
     */
    static TrialSetting archived(TrialSetting setting, RunListener listener) throws InterruptedException {
        TrialSetting without = setting.withLaunch(setting.launch().withFromArchive(false));
        Map<Path, Variant> missing = new TreeMap<>();
        for (Variant variant : setting.scenario().variants()) {
            Optional<Path> argsFile = setting.catalogue().build(variant).argsFile();
            if (argsFile.isEmpty()) {
                // What is started by a command of its own cannot have one, so the others do without.
                return without;
            }
            if (!ClassArchive.exists(argsFile.get())) {
                // One that its engine does not refuse; under the name of the run's own, which may stand for another
                // build.
                missing.putIfAbsent(
                        argsFile.get(), setting.catalogue().mainOf(variant).withName(variant.name()));
            }
        }
        TrialSetting prepared = setting;
        for (Map.Entry<Path, Variant> one : missing.entrySet()) {
            String engine = one.getValue().engine();
            listener.told("archiving the classes of " + engine + ", once a build, so that it starts faster");
            Optional<String> problem = archive(setting, one.getKey(), one.getValue());
            if (problem.isPresent()) {
                listener.told("no class archive of " + engine + ", so it starts more slowly: " + problem.get());
                prepared = without;
            }
        }
        return prepared;
    }

    /** @return what went wrong */
    private static Optional<String> archive(TrialSetting setting, Path argsFile, Variant variant)
            throws InterruptedException {
        Path folder = setting.temporaryFolder().resolve("archive-" + variant.name());
        Path archive = folder.resolve("classes.jsa");
        Scenario run = setting.scenario();
        int partitions = run.conditions().get(0).workload().partitions();
        try {
            Scenario scenario = new Scenario(
                    "archive",
                    run.profile(),
                    new Workload(ARCHIVING_RATE, Workload.DEFAULT.keys(), 0, partitions, 0, 0),
                    TO_ARCHIVE,
                    // The archive outlives this run, so it is made the same for all.
                    Resources.DEFAULT,
                    1,
                    run.seed(),
                    List.of(variant),
                    null,
                    null);
            TrialResult result = trial(setting.unrecorded(scenario, Launch.archiving(archive)), folder);
            if (!Files.exists(archive)) {
                return Optional.of(result.reason() == null ? "the JVM left no archive" : result.reason());
            }
            ClassArchive.keep(archive, argsFile);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot keep the archive of " + argsFile + ": " + e);
        } finally {
            setting.remove(folder);
        }
    }

    private static TrialResult rehearsal(TrialSetting setting, Timing timing) throws InterruptedException {
        Duration others = timing.warmup().plus(timing.duration()).minus(WINDOW);
        Duration warmup = others.compareTo(LONGEST_WARMUP) < 0 ? others : LONGEST_WARMUP;
        Scenario run = setting.scenario();
        Scenario scenario = new Scenario(
                "rehearsal",
                run.profile(),
                run.conditions().get(0).workload(),
                new Timing(timing.startTimeout(), warmup, WINDOW, timing.drainTimeout()),
                run.resources(),
                1,
                run.seed(),
                List.of(setting.catalogue().variants().reference()),
                null,
                null);
        return trial(
                setting.unrecorded(scenario, setting.launch().withProfiled(false)),
                setting.temporaryFolder().resolve("rehearsal"));
    }

    /** @param folder takes the trial's files; made here, removed by whoever removes the folder that it is in */
    private static TrialResult trial(TrialSetting setting, Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
        }
        Scenario scenario = setting.scenario();
        PlannedTrial only = new PlannedTrial(
                0, 1, scenario.conditions().get(0), scenario.variants().get(0));
        return new Trial(setting, new RunFolder(folder), only)
                .run(progress -> {}, () -> Duration.ZERO)
                .result();
    }
}
