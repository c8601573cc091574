package org.keyedstatebench.harness.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.LogEnd;
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

    private final ChildProcess process;
    private final Path logFile;
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
        return new EngineProcess(
                ChildProcess.of(build.command(jvmOptions, temporaryFolder, specFile))
                        .named("the engine")
                        .environment(build.environment(jvmOptions, temporaryFolder))
                        .in(temporaryFolder)
                        .leftToParent()
                        .errorsTo(logFile)
                        .log(signalsFile),
                logFile,
                clock);
    }

    private EngineProcess(ChildProcess.Builder how, Path logFile, LongSupplier clock) {
        this.logFile = logFile;
        this.process =
                JavaProcess.started(how.lines(line -> Signal.fromJson(line).ifPresent(signal -> {
                    if (signal instanceof Signal.Ready) {
                        readyAtNs = clock.getAsLong();
                    }
                    signals.add(signal);
                })));
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
        return !process.isAlive() && process.exitCode() == USAGE;
    }

    /** What the engine said to be wrong; empty if it said nothing. Only meaningful when it is not alive. */
    public Optional<String> complaint() {
        process.awaitOutput();
        return last(Signal.Failed.class)
                .map(Signal.Failed::reason)
                .or(() -> process.readingFailure()
                        .map(failure -> "the harness could not read or keep the engine's signals: " + failure));
    }

    /** Why the process is gone, in one line for people; only meaningful when it is not alive. */
    public String obituary() {
        return "the engine ended with exit code " + process.exitCode() + ": "
                + complaint().orElse("no reason was signalled");
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
        int code = process.stop(grace, TERM);
        return code == 0 || code == TERMINATED;
    }

    /** SIGKILL, to the process and all that it started, at once and whatever they do; returns when they are gone. */
    @Override
    public void close() {
        process.close();
    }
}
