package org.keyedstatebench.harness.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Scenario;

/** A trial that nobody keeps: for what it leaves in caches, or in an archive. */
final class UnrecordedTrial {

    private UnrecordedTrial() {}

    /**
     * @param setting of the run
     * @param scenario one variant under one condition
     * @param folder takes the trial's files; made here, removed by whoever removes the folder that it is in
     * @return what it came to
     */
    static TrialResult run(TrialSetting setting, Scenario scenario, Launch launch, Path folder)
            throws InterruptedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
        }
        return new TrialRunner(setting.unrecorded(scenario, launch), RunFolder.of(folder))
                .run(
                        new PlannedTrial(
                                0,
                                1,
                                scenario.conditions().get(0),
                                scenario.variants().get(0)),
                        progress -> {})
                .result();
    }
}
