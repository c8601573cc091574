package org.keyedstatebench.harness.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.LogEnd;
import org.keyedstatebench.process.TemporaryFolders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The broker for users who have none: a real Kafka in a JVM of its own, with its data in a temporary folder. Thread-safe.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.fork(argsFile, temporaryFolder, log, Map.of())) {
 *     kafka.awaitReady(EmbeddedKafka.START_LIMIT);
 *     ...
 * }
 * }</pre>
 *
 * <p>Forking and waiting are two steps, so that a shutdown hook can close a broker that still starts.
 */
public final class EmbeddedKafka implements KafkaCluster {

    /** Far above the 3 s that a start takes, for a machine under load. */
    public static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(1);
    private static final int LOG_LINES = 8;

    /** What the broker prints when it answers requests. */
    private record ReadyLine(String bootstrapServers, long pid, String version) {}

    private final ChildProcess process;
    private final Path folder;
    private final Path log;
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();
    private volatile ReadyLine ready;
    private boolean closed;

    private EmbeddedKafka(ChildProcess.Builder how, Path folder, Path log) throws IOException {
        this.folder = folder;
        this.log = log;
        this.process = how.lines(firstLine::complete).start();
        // Somebody waits for the line, whatever it is that keeps it from him.
        var unused = process.onExit()
                .thenAccept(code -> firstLine.completeExceptionally(process.readingFailure()
                        .orElseGet(() -> new IOException("ended with exit code " + code + " before it was ready"))));
    }

    /**
     * Starts the broker's process and returns at once.
     *
     * @param argsFile {@code embedded-broker.args}, as the build writes it
     * @param parent existing folder, in which the broker gets a new one for its data and its temporary files
     * @param log what the broker writes to standard error; its folder must exist
     * @param brokerProperties on top of the broker's own ones
     * @throws KafkaUnavailableException if there is nothing to start, or no folder can be made
     */
    public static EmbeddedKafka fork(Path argsFile, Path parent, Path log, Map<String, String> brokerProperties) {
        return fork(argsFile, parent, log, 0, brokerProperties);
    }

    /**
     * Starts the broker's process on a port that the user chose.
     *
     * @param port on 127.0.0.1; 0 for a free one
     */
    public static EmbeddedKafka fork(
            Path argsFile, Path parent, Path log, int port, Map<String, String> brokerProperties) {
        if (!Files.isReadable(argsFile)) {
            throw new KafkaUnavailableException(
                    "the embedded broker is not built: cannot read " + argsFile + "; build it with mvn package");
        }
        Path folder = newFolder(parent);
        try {
            return new EmbeddedKafka(
                    ChildProcess.of(command(argsFile, folder, port, brokerProperties))
                            .named("the embedded broker")
                            .leftToParent()
                            .errorsTo(log),
                    folder,
                    log);
        } catch (IOException e) {
            TemporaryFolders.delete(folder);
            throw new KafkaUnavailableException("cannot start the embedded broker: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the broker answers requests. If it does not, closes it.
     *
     * @throws KafkaUnavailableException if it ends before or takes longer than the limit; with the last lines of its log
     */
    public void awaitReady(Duration limit) {
        try {
            String line = firstLine.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            ready = JsonMapper.shared().readValue(line, ReadyLine.class);
        } catch (TimeoutException e) {
            throw failed("was not ready within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause().getMessage(), e);
        } catch (JacksonException e) {
            throw failed("wrote something else than its address: " + e.getOriginalMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted while it started", e);
        }
    }

    @Override
    public String bootstrapServers() {
        return ready().bootstrapServers();
    }

    @Override
    public String description() {
        return "embedded Kafka " + ready().version() + " at " + ready().bootstrapServers() + ", pid " + process.pid();
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
        return ". The end of its log " + log + ":" + lastLines();
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
        if (closed) {
            return;
        }
        closed = true;
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

    private static List<String> command(Path argsFile, Path folder, int port, Map<String, String> brokerProperties) {
        List<String> command = new ArrayList<>();
        command.add(ChildProcess.java());
        command.add("-Djava.io.tmpdir=" + folder);
        // Would leave a file outside the folder when the broker is killed.
        command.add("-XX:-UsePerfData");
        // A broker that is half alive is worse than one that is gone.
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("@" + argsFile.toAbsolutePath());
        command.add("--data-dir");
        command.add(folder.resolve("data").toString());
        command.add("--port");
        command.add(Integer.toString(port));
        brokerProperties.forEach((name, value) -> {
            command.add("--property");
            command.add(name + "=" + value);
        });
        return command;
    }

    private ReadyLine ready() {
        ReadyLine line = ready;
        if (line == null) {
            throw new IllegalStateException("the embedded broker is not ready: call awaitReady first");
        }
        return line;
    }

    private KafkaUnavailableException failed(String what, Exception cause) {
        close();
        return new KafkaUnavailableException("the embedded broker " + what + lastWords(), cause);
    }

    private String lastLines() {
        List<String> lines = LogEnd.of(log, LOG_LINES);
        String indent = System.lineSeparator() + "  ";
        return lines.isEmpty() ? " (empty)" : indent + String.join(indent, lines);
    }
}
