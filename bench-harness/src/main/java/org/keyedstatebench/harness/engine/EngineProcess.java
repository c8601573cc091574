package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.keyedstatebench.harness.machine.ProcessMeter;
import org.keyedstatebench.harness.machine.ProcessMeter.Use;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.LogEnd;
import org.keyedstatebench.signal.Request;
import org.keyedstatebench.signal.Signal;

/**
 * One engine in a process of its own: starts it, keeps its signals, and makes sure that it ends. Thread-safe, but for what it uses
 * and where its CPU time goes, which one thread asks.
 */
public final class EngineProcess implements EngineLife {

    /** Exit code of an engine whose job specification is wrong. */
    private static final int USAGE = 2;

    /** Exit code of a JVM that SIGTERM has ended. */
    private static final int TERMINATED = 143;

    /** How long an engine may take to stop by itself when its input ends. */
    public static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration TERM = Duration.ofSeconds(5);
    private static final int LOG_LINES = 10;

    private final ChildProcess process;
    private final Path temporaryFolder;
    private final Path logFile;
    private final ProcessMeter meter;
    private final Queue<Signal> signals = new ConcurrentLinkedQueue<>();
    private volatile long readyAtNs;
    private EngineProfiler profiler;
    private long peakOfAll;

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
    public EngineProcess(
            EngineBuild build,
            List<String> jvmOptions,
            Path temporaryFolder,
            Path specFile,
            Path logFile,
            Path signalsFile,
            LongSupplier clock) {
        this.temporaryFolder = temporaryFolder;
        this.logFile = logFile;
        this.process = JavaProcess.started(ChildProcess.of(build.command(jvmOptions, temporaryFolder, specFile))
                .named("the engine")
                .environment(build.environment(jvmOptions, temporaryFolder))
                .in(temporaryFolder)
                .leftToParent()
                .errorsTo(logFile)
                .log(signalsFile)
                .lines(line -> Signal.fromJson(line).ifPresent(signal -> {
                    if (signal instanceof Signal.Ready) {
                        readyAtNs = clock.getAsLong();
                    }
                    signals.add(signal);
                })));
        this.meter = ProcessMeter.ofTree(process.pid());
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public List<Long> processes() {
        return ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessMeter::tree)
                .map(ProcessHandle::pid)
                .toList();
    }

    @Override
    public Collection<Signal> signals() {
        return List.copyOf(signals);
    }

    @Override
    public long readyAtNs() {
        return readyAtNs;
    }

    @Override
    public Optional<String> misuse() {
        return !process.isAlive() && process.exitCode() == USAGE ? complaint() : Optional.empty();
    }

    /** What the engine said to be wrong; empty if it said nothing. Only meaningful when it is not alive. */
    private Optional<String> complaint() {
        process.awaitOutput();
        return last(Signal.Failed.class)
                .map(Signal.Failed::reason)
                .or(() -> process.readingFailure()
                        .map(failure -> "the harness could not read or keep the engine's signals: " + failure));
    }

    @Override
    public String obituary() {
        return "the engine ended with exit code " + process.exitCode() + ": "
                + complaint().orElse("no reason was signalled");
    }

    @Override
    public String lastLogLines() {
        return String.join("\n", LogEnd.of(logFile, LOG_LINES));
    }

    @Override
    public Use use() {
        // Later its number may be that of another process.
        if (isAlive()) {
            meter.sample();
        }
        Use here = meter.use();
        if (!isElsewhere()) {
            return here;
        }
        Optional<Signal.RemoteUse> there = last(Signal.RemoteUse.class);
        Long rss =
                Use.both(here.rssBytes(), there.map(Signal.RemoteUse::rssBytes).orElse(null), Long::sum);
        peakOfAll = Math.max(peakOfAll, rss == null ? 0 : rss);
        return new Use(
                Use.both(
                        here.cpuSeconds(),
                        there.map(Signal.RemoteUse::cpuSeconds).orElse(null),
                        Double::sum),
                rss,
                rss == null ? null : (Long) peakOfAll,
                Use.both(
                        here.writtenBytes(),
                        there.map(Signal.RemoteUse::writtenBytes).orElse(null),
                        Long::sum));
    }

    @Override
    public void ask(Request request) {
        try {
            process.say(request.toJson());
        } catch (IOException gone) {
            // Whoever waits for what was asked for notices that nobody is there.
        }
    }

    @Override
    public void kill(String role) {
        // What is killed takes its figures with it.
        use();
        ProcessHandle member = last(Signal.Cluster.class).stream()
                .flatMap(cluster -> cluster.members().stream())
                .filter(one -> one.role().equals(role))
                .findFirst()
                .flatMap(one -> ProcessHandle.of(one.pid()))
                .orElseThrow(() -> new IllegalStateException("the engine has no process that is its " + role));
        Stream.concat(member.descendants().toList().stream(), Stream.of(member))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void beginProfile() {
        profiler = EngineProfiler.unpackedTo(temporaryFolder);
        profiler.begin(pid());
    }

    @Override
    public Optional<String> endProfile(Path flameGraph, String title) {
        return profiler.end(pid(), flameGraph, title);
    }

    @Override
    public boolean stop(Duration grace) throws InterruptedException {
        int code = process.stop(grace, TERM);
        return code == 0 || code == TERMINATED;
    }

    @Override
    public void close() {
        process.close();
    }
}
