package org.keyedstatebench.harness.cli;

import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.harness.trial.Launch;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** With which engines, on which Kafka and into which folder trials are run; the same for every command that runs some. */
final class RunOptions {

    @Mixin
    final EngineOptions engines = new EngineOptions();

    @Mixin
    final DeploymentOptions deployment = new DeploymentOptions();

    @Mixin
    final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    final ResultsOption results = new ResultsOption();

    @Option(names = "--keep-topics", description = "Leaves the input and output topics on an existing Kafka.")
    boolean keepTopics;

    @Option(
            names = "--profile-engine",
            description =
                    "Draws a flame graph of the engine of each trial while it is measured (async-profiler): flame.html"
                            + " beside the trial's files. It costs some speed, so the trials are flagged.")
    private boolean profileEngine;

    @Option(names = "--no-colour", description = "Plain text also on a terminal; so does NO_COLOR in the environment.")
    private boolean noColour;

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
