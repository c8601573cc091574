package org.keyedstatebench.harness.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyedstatebench.harness.engine.ClassArchive;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/**
 * Makes the class archives that a run's engines do not have yet, each by a short trial that nobody keeps: once a build, so that
 * every later trial starts faster. Without archives trials only start more slowly, so nothing that fails here ends a run.
 */
final class ArchiveTrials {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    private ArchiveTrials() {}

    /**
     * @param listener is told of each archive that is made or could not be
     * @return how to run: from archives, or all without where one could not be made, because what a variant has loaded before it is
     *     measured must be no advantage over another one
     */
    static TrialSetting prepared(TrialSetting setting, RunListener listener) throws InterruptedException {
        Map<Path, Variant> missing = new TreeMap<>();
        for (Variant variant : setting.scenario().variants()) {
            Optional<Path> argsFile = setting.catalogue().build(variant).argsFile();
            if (argsFile.isEmpty()) {
                // What is started by a command of its own cannot have one, so the others do without.
                return setting.launching(setting.launch().withoutArchive());
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
            listener.archiving(one.getValue().engine());
            String problem = problem(setting, one.getKey(), one.getValue());
            if (problem != null) {
                listener.notArchived(one.getValue().engine(), problem);
                prepared = setting.launching(setting.launch().withoutArchive());
            }
        }
        return prepared;
    }

    /** @return {@code null} if all went well */
    private static String problem(TrialSetting setting, Path argsFile, Variant variant) throws InterruptedException {
        Path folder = setting.temporaryFolder().resolve("archive-" + variant.name());
        Path archive = folder.resolve("classes.jsa");
        try {
            TrialResult result = trial(setting, variant, folder, archive);
            if (!Files.exists(archive)) {
                return result.reason() == null ? "the JVM left no archive" : result.reason();
            }
            ClassArchive.keep(archive, argsFile);
            return null;
        } catch (IOException e) {
            return "cannot keep the archive of " + argsFile + ": " + e;
        } finally {
            setting.remove(folder);
        }
    }

    private static TrialResult trial(TrialSetting setting, Variant variant, Path folder, Path archive)
            throws InterruptedException {
        Scenario run = setting.scenario();
        Scenario shortest = new Scenario(
                "archive",
                run.profile(),
                new Workload(
                        1_000,
                        Workload.DEFAULT.keys(),
                        0,
                        run.conditions().get(0).workload().partitions(),
                        0),
                new Timing(START_LIMIT, Duration.ofSeconds(1), Duration.ofSeconds(1), DRAIN_LIMIT),
                // The archive outlives this run, so it is made the same for all.
                Resources.DEFAULT,
                1,
                run.seed(),
                List.of(variant));
        return UnrecordedTrial.run(setting, shortest, Launch.archiving(archive), folder);
    }
}
