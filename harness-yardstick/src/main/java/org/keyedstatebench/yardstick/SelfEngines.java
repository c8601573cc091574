package org.keyedstatebench.yardstick;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.keyedstatebench.harness.engine.EngineBuild;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.engine.EngineProcess;
import org.keyedstatebench.harness.engine.JavaProcess;
import org.keyedstatebench.harness.engine.JobSpecs;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.signal.Signal;

/**
 * Starts engines for measurements of the harness, each with its topics and a folder of its own, and waits until they are ready.
 *
 * @param temporaryFolder takes the folders; exists
 * @param logs folder for what engines log; exists
 */
record SelfEngines(EngineCatalogue catalogue, KafkaCluster kafka, Topics topics, Path temporaryFolder, Path logs) {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    /** @throws EngineException if it does not become ready */
    EngineProcess start(Variant variant, String name, String input, String output) throws InterruptedException {
        EngineBuild build = catalogue.build(variant);
        Path own = temporaryFolder.resolve(name);
        Path spec = own.resolve("job.json");
        try {
            Files.createDirectories(own);
            Files.writeString(
                    spec,
                    JobSpecs.of(
                                    build.engine(),
                                    variant,
                                    Profile.LOW_LATENCY,
                                    Resources.DEFAULT,
                                    kafka.bootstrapServers(),
                                    kafka.clientProperties(),
                                    new Source(input, topics.endOffsets(input), Map.of()),
                                    output,
                                    own.resolve("state"),
                                    0,
                                    false)
                            .toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + name + ": " + e.getMessage(), e);
        }
        EngineProcess process = new EngineProcess(
                build,
                JavaProcess.jvmOptions(Resources.DEFAULT),
                own,
                spec,
                logs.resolve(name + ".log"),
                own.resolve("signals.jsonl"),
                System::nanoTime);
        try {
            awaitReady(process);
            return process;
        } catch (InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static void awaitReady(EngineProcess process) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (process.last(Signal.Ready.class).isEmpty()) {
            if (!process.isAlive()) {
                throw new EngineException(process.obituary());
            }
            if (System.nanoTime() > deadline) {
                throw new EngineException("the engine was not ready within " + START_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
    }
}
