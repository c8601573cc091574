package org.keyedstatebench.harness.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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
    private final ReadyLine ready;
    private boolean closed;

    private EmbeddedKafka(ChildProcess process, Path folder, Path log, ReadyLine ready) {
        this.process = process;
        this.folder = folder;
        this.log = log;
        this.ready = ready;
    }

    /**
     * Starts the broker and waits until it answers requests. An interrupt ends it.
     *
     * @param argsFile {@code embedded-broker.args}, as the build writes it
     * @param parent existing folder, in which the broker gets a new one for its data and its temporary files
     * @param log what the broker writes to standard error; its folder must exist
     * @param options of the broker's own command line, such as {@code --port}
     * @throws KafkaUnavailableException if there is nothing to start, no folder can be made, or it ends or takes too long before it
     *     is ready; with the last lines of its log
     */
    public static EmbeddedKafka start(Path argsFile, Path parent, Path log, String... options) {
        if (!Files.isReadable(argsFile)) {
            throw new KafkaUnavailableException(
                    "the embedded broker is not built: cannot read " + argsFile + "; build it with mvn package");
        }
        Path folder = newFolder(parent);
        CompletableFuture<String> firstLine = new CompletableFuture<>();
        ChildProcess process = forked(argsFile, folder, log, options, firstLine::complete);
        // Somebody waits for the line, whatever it is that keeps it from him.
        var unused = process.onExit()
                .thenAccept(code -> firstLine.completeExceptionally(process.readingFailure()
                        .orElseGet(() -> new IOException("ended with exit code " + code + " before it was ready"))));
        String what;
        Exception cause;
        try {
            String line = firstLine.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return new EmbeddedKafka(process, folder, log, JsonMapper.shared().readValue(line, ReadyLine.class));
        } catch (TimeoutException e) {
            what = "was not ready within " + START_LIMIT.toSeconds() + " s";
            cause = e;
        } catch (ExecutionException e) {
            what = e.getCause().getMessage();
            cause = e;
        } catch (JacksonException e) {
            what = "wrote something else than its address: " + e.getOriginalMessage();
            cause = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            what = "was interrupted while it started";
            cause = e;
        }
        end(process, folder);
        throw new KafkaUnavailableException("the embedded broker " + what + endOf(log), cause);
    }

    private static ChildProcess forked(Path argsFile, Path folder, Path log, String[] options, Consumer<String> lines) {
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
            return ChildProcess.of(command)
                    .named("the embedded broker")
                    .leftToParent()
                    .errorsTo(log)
                    .lines(lines)
                    .start();
        } catch (IOException e) {
            TemporaryFolders.delete(folder);
            throw new KafkaUnavailableException("cannot start the embedded broker: " + e.getMessage(), e);
        }
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
        return endOf(log);
    }

    /** Completes with the exit code when the broker has ended, for whatever reason. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /**
     * Stops the broker, first in order (the end of its standard input), then by SIGTERM, then by SIGKILL, and removes its
     * folder. Takes at most 9 s; a second caller waits for the first one.
     *
     * @throws KafkaUnavailableException if the folder cannot be removed
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            end(process, folder);
        }
    }

    private static void end(ChildProcess process, Path folder) {
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

    private static Path newFolder(Path parent) {
        try {
            return Files.createTempDirectory(parent, "kafka-");
        } catch (IOException e) {
            throw new KafkaUnavailableException(
                    "the embedded broker needs a folder that it can write, cannot make one in " + parent + ": " + e, e);
        }
    }

    private static String endOf(Path log) {
        List<String> lines = LogEnd.of(log, LOG_LINES);
        String indent = System.lineSeparator() + "  ";
        return ". The end of its log " + log + ":"
                + (lines.isEmpty() ? " (empty)" : indent + String.join(indent, lines));
    }
}
