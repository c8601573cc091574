package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import org.keyedstatebench.harness.trial.Launch;
import picocli.CommandLine.Option;

/** Where a run's results go and what is kept; the same for every command that runs trials. */
final class RunOptions {

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for results (default: results).")
    private Path out;

    @Option(names = "--keep-topics", description = "Leaves the input and output topics on an existing Kafka.")
    private boolean keepTopics;

    @Option(
            names = "--profile-engine",
            description =
                    "Draws a flame graph of the engine of each trial while it is measured (async-profiler): flame.html"
                            + " beside the trial's files. It costs some speed, so the trials are flagged.")
    private boolean profileEngine;

    @Option(names = "--no-colour", description = "Plain text also on a terminal; so does NO_COLOR in the environment.")
    private boolean noColour;

    Path resultsFolder() {
        return out == null
                ? Home.folder().resolve("results")
                : out.toAbsolutePath().normalize();
    }

    boolean keepTopics() {
        return keepTopics;
    }

    Launch launch() {
        return profileEngine ? Launch.PROFILED : Launch.PLAIN;
    }

    boolean colour() {
        return Terminal.colour(noColour);
    }

    ConsoleProgress progress() {
        return ConsoleProgress.onStandardError(noColour);
    }
}
