package org.keyedstatebench.harness.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.keyedstatebench.harness.engine.EngineBuild;
import org.keyedstatebench.harness.engine.EngineProcess;
import org.keyedstatebench.harness.engine.EngineProfiler;
import org.keyedstatebench.harness.engine.JavaProcess;
import org.keyedstatebench.harness.machine.ProcessMeter;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.result.RunFolder.TrialFiles;
import org.keyedstatebench.result.StoredText;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.signal.Signal;

/**
 * The engine of one trial over all of its lives: a killed engine that resumes is a new process, but the same engine under
 * test. Used by the trial's thread.
 */
final class EngineUnderTest implements AutoCloseable {

    private final EngineBuild build;
    private final Resources resources;
    private final TrialFiles files;
    private final Path temporaryFolder;
    private final LongSupplier clock;
    private final Launch launch;

    private final List<Signal> signalsOfEarlierLives = new ArrayList<>();
    private double cpuOfEarlierLives;
    private long peakRssOfEarlierLives;
    private long writtenInEarlierLives;
    private EngineProcess process;
    private ProcessMeter meter;
    private EngineProfiler profiler;

    EngineUnderTest(
            EngineBuild build,
            Resources resources,
            TrialFiles files,
            Path temporaryFolder,
            LongSupplier clock,
            Launch launch) {
        this.build = build;
        this.resources = resources;
        this.files = files;
        this.temporaryFolder = temporaryFolder;
        this.clock = clock;
        this.launch = launch;
    }

    void start(JobSpec spec) {
        try {
            Files.createDirectories(temporaryFolder);
            writeForUserOnly(temporaryFolder.resolve("job.json"), spec.toJson());
            // Results are mailed and published: what is kept has no passwords.
            Files.writeString(files.spec(), spec.withoutSecrets().toJson());
            // A life that was killed in the middle of a line.
            StoredText.endLastLine(files.log());
            StoredText.endLastLine(files.signals());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the trial: " + e.getMessage(), e);
        }
        process = EngineProcess.start(
                build,
                jvmOptions(),
                temporaryFolder,
                temporaryFolder.resolve("job.json"),
                files.log(),
                files.signals(),
                clock);
        meter = new ProcessMeter(process.pid());
    }

    /** It may hold passwords. A resumed engine gets another one. */
    static void writeForUserOnly(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    private List<String> jvmOptions() {
        List<String> options = new ArrayList<>(JavaProcess.jvmOptions(resources));
        options.addAll(launch.jvmOptions(build));
        return options;
    }

    /** Where the CPU time goes from now on is drawn, if that is wanted. */
    void beginProfile() {
        if (launch.profiled()) {
            profiler = EngineProfiler.unpackedTo(temporaryFolder);
            profiler.begin(process.pid());
        }
    }

    /**
     * Must follow {@link #beginProfile} in the same life of the engine.
     *
     * @return why the drawing failed, if it was wanted and did
     */
    Optional<String> endProfile(String title) {
        return profiler == null ? Optional.empty() : profiler.end(process.pid(), files.flameGraph(), title);
    }

    /** SIGKILL; {@link #start} gives it its next life. */
    void kill() {
        meter.sample();
        process.close();
        signalsOfEarlierLives.addAll(process.signals());
        cpuOfEarlierLives += meter.cpuSeconds().orElse(0);
        writtenInEarlierLives += meter.writtenBytes().orElse(0);
        peakRssOfEarlierLives = Math.max(peakRssOfEarlierLives, meter.peakRssBytes());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean stop() throws InterruptedException {
        meter.sample();
        return process.stop(launch.grace());
    }

    Collection<Signal> signals() {
        List<Signal> all = new ArrayList<>(signalsOfEarlierLives);
        all.addAll(process.signals());
        return all;
    }

    /** The newest signal of a kind in the engine's present life. */
    <S extends Signal> Optional<S> last(Class<S> kind) {
        return process == null ? Optional.empty() : process.last(kind);
    }

    long readyAtNs() {
        return process.readyAtNs();
    }

    /** Why the engine is gone and the end of its log, for people. */
    String obituary() {
        return process.obituary() + "\n" + String.join("\n", process.lastLogLines(10));
    }

    /** What the engine finds wrong with what it was asked for; empty if it ended for another reason. */
    Optional<String> misuse() {
        return process.isMisused() ? process.complaint() : Optional.empty();
    }

    String lastLogLines() {
        return String.join("\n", process.lastLogLines(10));
    }

    void sample() {
        meter.sample();
    }

    double cpuSeconds() {
        return cpuOfEarlierLives + meter.cpuSeconds().orElse(0);
    }

    long rssBytes() {
        return meter.rssBytes();
    }

    /** Bytes written to disks in all lives; empty where the system does not tell. */
    OptionalLong writtenBytes() {
        OptionalLong written = meter.writtenBytes();
        return written.isPresent() ? OptionalLong.of(writtenInEarlierLives + written.getAsLong()) : written;
    }

    long peakRssBytes() {
        return Math.max(peakRssOfEarlierLives, meter.peakRssBytes());
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
