package org.keyedstatebench.harness.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.LogEnd;
import org.keyedstatebench.process.TemporaryFolders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The broker for users who have none: a real Kafka in a JVM of its own, with its data in a temporary folder. Thread-safe. */
public final class EmbeddedKafka implements KafkaCluster {

    /** Far above the 3 s that a start takes, for a machine under load. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(1);
    private static final int LOG_LINES = 8;

    /** What the broker prints when it answers requests. */
    private record ReadyLine(String bootstrapServers, long pid, String version) {}

    private final ChildProcess process;
    private final Path folder;
    private final Path log;
    private ReadyLine ready;

    private EmbeddedKafka(Path argsFile, Path parent, Path log, String... options) {
        this.log = log;
        try {
            folder = Files.createTempDirectory(parent, "kafka-");
        } catch (IOException e) {
            throw new KafkaUnavailableException(
                    "the embedded broker needs a folder that it can write, cannot make one in " + parent + ": " + e, e);
        }
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.java(),
                "-Djava.io.tmpdir=" + folder,
                // Would leave a file outside the folder when the broker is killed.
                "-XX:-UsePerfData",
                // A broker that is half alive is worse than one that is gone.
                "-XX:+ExitOnOutOfMemoryError",
                "@" + argsFile.toAbsolutePath(),
                "--data-dir",
                folder.resolve("data").toString()));
        command.addAll(List.of(options));
        try {
            process = ChildProcess.of(command)
                    .named("the embedded broker")
                    .leftToParent()
                    .errorsTo(log)
                    .start();
        } catch (IOException e) {
            TemporaryFolders.delete(folder);
            throw new KafkaUnavailableException("cannot start the embedded broker: " + e.getMessage(), e);
        }
    }

    /**
     * Starts the broker and waits until it answers requests. An interrupt ends it.
     *
     * @param argsFile {@code embedded-broker.args}, as the build writes it
     * @param parent existing folder, in which the broker gets a new one for its data and its temporary files
     * @param log what the broker writes to standard error; its folder must exist
     * @param options of the broker's own command line, such as {@code --port}
     * @throws KafkaUnavailableException if no folder can be made, or it ends or takes too long before it is ready; with the last lines
     *     of its log
     */
    public static EmbeddedKafka start(Path argsFile, Path parent, Path log, String... options) {
        EmbeddedKafka kafka = new EmbeddedKafka(argsFile, parent, log, options);
        try {
            kafka.ready = JsonMapper.shared().readValue(kafka.process.firstLine(START_LIMIT), ReadyLine.class);
            return kafka;
        } catch (IOException e) {
            throw kafka.ended(e.getMessage(), e);
        } catch (JacksonException e) {
            throw kafka.ended("wrote something else than its address: " + e.getOriginalMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw kafka.ended("was interrupted while it started", e);
        }
    }

    private KafkaUnavailableException ended(String why, Exception cause) {
        close();
        return new KafkaUnavailableException("the embedded broker " + why + lastWords(), cause);
    }

    @Override
    public String bootstrapServers() {
        return ready.bootstrapServers();
    }

    @Override
    public String description() {
        return "embedded Kafka " + ready.version() + " at " + ready.bootstrapServers() + ", pid " + process.pid();
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public Optional<String> obituary() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of("the embedded broker ended by itself with exit code " + process.exitCode() + lastWords());
    }

    @Override
    public String lastWords() {
        List<String> lines = LogEnd.of(log, LOG_LINES);
        String indent = System.lineSeparator() + "  ";
        return ". The end of its log " + log + ":"
                + (lines.isEmpty() ? " (empty)" : indent + String.join(indent, lines));
    }

    /** Returns the exit code when the broker has ended, for whatever reason. */
    public int awaitEnd() throws InterruptedException {
        return process.await();
    }

    /**
     * Stops the broker, first in order (the end of its standard input), then by SIGTERM, then by SIGKILL, and removes its
     * folder. Takes at most 9 s; a second caller waits for the first one.
     *
     * @throws KafkaUnavailableException if the folder cannot be removed
     */
    @Override
    public synchronized void close() {
        try {
            process.stop(STOP_LIMIT, SIGNAL_LIMIT);
        } catch (InterruptedException e) {
            // Whoever interrupts does not want to wait: the broker is killed without further ado.
            Thread.currentThread().interrupt();
        }
        process.close();
        if (!TemporaryFolders.delete(folder)) {
            throw new KafkaUnavailableException("cannot remove the embedded broker's folder " + folder);
        }
    }
}
