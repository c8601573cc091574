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
public final class EmbeddedKafka implements KafkaCluster, FragileKafka {

    /** Far above the 3 s that a start takes, for a machine under load. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(1);
    private static final int LOG_LINES = 8;
    private static final int RESTARTS = 5;

    /** The controller takes a broker that was killed for alive, and refuses the next one, until its session is over. */
    private static final List<String> RETURNING =
            List.of("--property", "broker.session.timeout.ms=4000", "--property", "broker.heartbeat.interval.ms=500");

    /** What the broker prints when it answers requests. */
    private record ReadyLine(String bootstrapServers, int proxiedPort, long pid, String version) {}

    /** A broker that answers, and what it said then. */
    private record Life(ChildProcess process, ReadyLine ready) {}

    private final Path argsFile;
    private final Path folder;
    private final Path log;
    private final List<String> options;
    private final Optional<TcpProxy> proxy;
    private volatile Life life;
    private volatile boolean killed;
    private boolean closed;

    private EmbeddedKafka(Path argsFile, Path folder, Path log, List<String> options, Optional<TcpProxy> proxy) {
        this.argsFile = argsFile;
        this.folder = folder;
        this.log = log;
        this.options = options;
        this.proxy = proxy;
    }

    /**
     * Starts the broker and waits until it answers requests. An interrupt ends it.
     *
     * @param argsFile {@code embedded-broker.args}, as the build writes it
     * @param parent existing folder, in which the broker gets a new one for its data and its temporary files
     * @param log what the broker writes to standard error; its folder must exist
     * @param options of the broker's own command line, such as {@code --port}
     * @throws KafkaUnavailableException if no folder can be made, or it ends or takes too long before it
     *     is ready; with the last lines of its log
     */
    public static EmbeddedKafka start(Path argsFile, Path parent, Path log, String... options) {
        return started(argsFile, parent, log, List.of(options), Optional.empty());
    }

    /** The same, with a proxy between it and engines; the proxy goes with it. */
    public static EmbeddedKafka behindProxy(Path argsFile, Path parent, Path log) {
        TcpProxy proxy = new TcpProxy();
        try {
            List<String> options = List.of("--proxy-port", Integer.toString(proxy.port()));
            return started(argsFile, parent, log, options, Optional.of(proxy));
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    private static EmbeddedKafka started(
            Path argsFile, Path parent, Path log, List<String> options, Optional<TcpProxy> proxy) {
        EmbeddedKafka kafka = new EmbeddedKafka(argsFile, newFolder(parent), log, options, proxy);
        try {
            kafka.begin(options);
            return kafka;
        } catch (KafkaUnavailableException e) {
            kafka.removeFolder();
            throw e;
        }
    }

    private void begin(List<String> withOptions) {
        ChildProcess process = forked(withOptions);
        try {
            ReadyLine ready = JsonMapper.shared().readValue(process.firstLine(START_LIMIT), ReadyLine.class);
            proxy.ifPresent(way -> way.leadTo(ready.proxiedPort()));
            life = new Life(process, ready);
        } catch (IOException e) {
            throw ended(process, e.getMessage(), e);
        } catch (JacksonException e) {
            throw ended(process, "wrote something else than its address: " + e.getOriginalMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ended(process, "was interrupted while it started", e);
        }
    }

    private KafkaUnavailableException ended(ChildProcess process, String why, Exception cause) {
        end(process);
        return new KafkaUnavailableException("the embedded broker " + why + lastWords(), cause);
    }

    @Override
    public void kill() {
        killed = true;
        life.process().close();
    }

    @Override
    public void restart() {
        List<String> same = new ArrayList<>(options);
        same.addAll(List.of("--port", bootstrapServers().replaceFirst(".*:", "")));
        same.addAll(RETURNING);
        for (int attempt = 1; killed; attempt++) {
            try {
                begin(same);
                killed = false;
            } catch (KafkaUnavailableException e) {
                // A client that looks for the broker may have got its very port as its own for a moment.
                if (attempt == RESTARTS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Optional<TcpProxy> proxy() {
        return proxy;
    }

    @Override
    public Optional<FragileKafka> fragile() {
        return Optional.of(this);
    }

    @Override
    public String bootstrapServersOfEngines() {
        return proxy.map(way -> "127.0.0.1:" + way.port()).orElseGet(this::bootstrapServers);
    }

    private ChildProcess forked(List<String> withOptions) {
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
        command.addAll(withOptions);
        try {
            return ChildProcess.of(command)
                    .named("the embedded broker")
                    .leftToParent()
                    .errorsTo(log)
                    .start();
        } catch (IOException e) {
            throw new KafkaUnavailableException("cannot start the embedded broker: " + e.getMessage(), e);
        }
    }

    @Override
    public String bootstrapServers() {
        return life.ready().bootstrapServers();
    }

    @Override
    public String description() {
        return "embedded Kafka " + life.ready().version() + " at " + bootstrapServers() + ", pid "
                + life.process().pid()
                + proxy.map(way -> ", for engines behind a proxy on port " + way.port())
                        .orElse("");
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(life.process().pid());
    }

    @Override
    public Optional<String> obituary() {
        ChildProcess process = life.process();
        return killed || process.isAlive()
                ? Optional.empty()
                : Optional.of("the embedded broker ended by itself with exit code " + process.exitCode() + lastWords());
    }

    @Override
    public boolean mayAnswer() {
        return !killed && life.process().isAlive();
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
        return life.process().await();
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
            proxy.ifPresent(TcpProxy::close);
            end(life.process());
            removeFolder();
        }
    }

    private static void end(ChildProcess process) {
        try {
            process.stop(STOP_LIMIT, SIGNAL_LIMIT);
        } catch (InterruptedException e) {
            // Whoever interrupts does not want to wait: the broker is killed without further ado.
            Thread.currentThread().interrupt();
        }
        process.close();
    }

    private void removeFolder() {
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
}
