package org.keyedstatebench.harness.engine;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.keyedstatebench.process.LeftToParent;
import org.keyedstatebench.process.LogEnd;
import org.keyedstatebench.process.Worker;
import org.keyedstatebench.signal.Signal;

/**
 * One engine in a process of its own: starts it, keeps its signals, and makes sure that it ends. Thread-safe.
 */
public final class EngineProcess implements AutoCloseable {

    /** Exit code of an engine whose job specification is wrong. */
    private static final int USAGE = 2;

    /** Exit code of a JVM that SIGTERM has ended. */
    private static final int TERMINATED = 143;

    /** How long an engine may take to stop by itself when its input ends. */
    public static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration TERM = Duration.ofSeconds(5);

    private final Process process;
    private final Path logFile;
    private final Worker reader;
    private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();
    private volatile long readyAtNs;

    /**
     * Forks the engine.
     *
     * @param build what is started
     * @param jvmOptions the same for every engine
     * @param temporaryFolder for the engine's temporary files; exists
     * @param specFile the job specification
     * @param logFile takes what the engine logs; appended to, because a restarted engine goes on in it
     * @param signalsFile takes the engine's signals as they come; appended to
     * @param clock the trial's, nanoseconds; when ready came is read from it
     * @throws EngineException if the process cannot be started
     */
    public static EngineProcess start(
            EngineBuild build,
            List<String> jvmOptions,
            Path temporaryFolder,
            Path specFile,
            Path logFile,
            Path signalsFile,
            LongSupplier clock) {
        ProcessBuilder builder =
                new ProcessBuilder(LeftToParent.command(build.command(jvmOptions, temporaryFolder, specFile)));
        builder.environment().putAll(build.environment(jvmOptions, temporaryFolder));
        builder.directory(temporaryFolder.toFile());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        try {
            return new EngineProcess(builder.start(), logFile, signalsFile, clock);
        } catch (IOException e) {
            throw new EngineException("cannot start " + String.join(" ", builder.command()) + ": " + e.getMessage(), e);
        }
    }

    private EngineProcess(Process process, Path logFile, Path signalsFile, LongSupplier clock) {
        this.process = process;
        this.logFile = logFile;
        this.reader = Worker.start("signals-" + process.pid(), () -> readSignals(signalsFile, clock));
    }

    private void readSignals(Path signalsFile, LongSupplier clock) {
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter out = Files.newBufferedWriter(
                        signalsFile,
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                Signal.fromJson(line).ifPresent(signal -> {
                    if (signal instanceof Signal.Ready) {
                        readyAtNs = clock.getAsLong();
                    }
                    signals.add(signal);
                });
            }
        } catch (Throwable e) {
            signals.add(new Signal.Failed("the harness could not read or keep the engine's signals: " + e));
            // Nobody takes its signals any more: it would wait for that for ever.
            process.toHandle().destroyForcibly();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All signals so far, in the order in which they came. */
    public Collection<Signal> signals() {
        return List.copyOf(signals);
    }

    /** The newest signal of a kind. */
    public <S extends Signal> Optional<S> last(Class<S> kind) {
        return signals.stream().filter(kind::isInstance).map(kind::cast).reduce((first, second) -> second);
    }

    /** When the ready signal came, on the trial's clock; 0 if it did not yet. */
    public long readyAtNs() {
        return readyAtNs;
    }

    /** Whether the engine ended because what it was asked for is wrong, such as a key that it does not know. */
    public boolean isMisused() {
        return !process.isAlive() && process.exitValue() == USAGE;
    }

    /** What the engine said to be wrong; empty if it said nothing. */
    public Optional<String> complaint() {
        awaitReader();
        return last(Signal.Failed.class).map(Signal.Failed::reason);
    }

    /** Why the process is gone, in one line for people; only meaningful when it is not alive. */
    public String obituary() {
        awaitReader();
        String why = last(Signal.Failed.class).map(Signal.Failed::reason).orElse("no reason was signalled");
        return "the engine ended with exit code " + process.exitValue() + ": " + why;
    }

    /** The end of the engine's log, for people. */
    public List<String> lastLogLines(int lines) {
        return LogEnd.of(logFile, lines);
    }

    /**
     * Stops the engine: by the end of its input, then SIGTERM, then SIGKILL. Returns when it is gone and all its signals are in.
     *
     * @param grace until SIGTERM
     * @return whether it stopped in order: nobody killed it, and it did not fail meanwhile
     */
    public boolean stop(Duration grace) throws InterruptedException {
        closeInput();
        if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            // By its handle: Process.destroy would also close the stream that the signals come from.
            process.toHandle().destroy();
            if (!process.waitFor(TERM.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        }
        awaitReader();
        return process.exitValue() == 0 || process.exitValue() == TERMINATED;
    }

    /** SIGKILL, to the process and all that it started; returns when it is gone. */
    public void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
        process.waitFor();
        awaitReader();
    }

    /** Makes sure that the process is gone, at once and whatever it does. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.toHandle().destroyForcibly();
        }
        process.onExit()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(e -> process)
                .join();
        awaitReader();
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then there is nobody to tell.
        }
    }

    private void awaitReader() {
        try {
            reader.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
