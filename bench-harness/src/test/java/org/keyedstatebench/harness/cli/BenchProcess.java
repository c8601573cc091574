package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The command line as its user runs it: the launcher in a process of its own, with a folder for temporary files that must be
 * empty afterwards.
 */
final class BenchProcess {

    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** Signal 2 in the masks of {@code /proc}. */
    private static final long SIGINT_BIT = 1L << 1;

    private final Process process;
    private final Path out;
    private final Path err;
    private final Path temporaryFolder;

    private BenchProcess(Process process, Path out, Path err, Path temporaryFolder) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.temporaryFolder = temporaryFolder;
    }

    static BenchProcess start(Path folder, String... args) throws IOException {
        return start(folder, Map.of(), args);
    }

    /**
     * What a locale is to every JVM that a command starts. A JVM has it also where the system has not; it says so on standard error.
     *
     * @param country in which not only the language differs: letters (tr-TR) or digits (fa-IR) that programs cannot read
     */
    static Map<String, String> livingIn(Locale country) {
        return Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Duser.language=" + country.getLanguage() + " -Duser.country=" + country.getCountry());
    }

    private static BenchProcess start(Path folder, Map<String, String> environment, String... args) throws IOException {
        Path temporaryFolder = Files.createDirectories(folder.resolve("tmp"));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dbench.home=" + HOME,
                "-Djava.io.tmpdir=" + temporaryFolder,
                "@" + HOME.resolve("bench-harness/target/bench-harness.args")));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new BenchProcess(builder.start(), out, err, temporaryFolder);
    }

    /** Runs to the end. */
    static BenchProcess run(Path folder, String... args) throws Exception {
        return run(folder, Map.of(), args);
    }

    static BenchProcess run(Path folder, Map<String, String> environment, String... args) throws Exception {
        BenchProcess bench = start(folder, environment, args);
        if (!bench.process.waitFor(8, TimeUnit.MINUTES)) {
            bench.process.destroyForcibly();
            throw new IllegalStateException("did not end: " + String.join(" ", args) + "\n" + bench.err());
        }
        return bench;
    }

    /** Skips a test of Ctrl-C where a background job without job control runs it: processes inherit that SIGINT is ignored. */
    static void assumeInterruptible() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            long ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(line.indexOf(':') + 1).strip(), 16))
                    .findFirst()
                    .orElse(0L);
            Assumptions.assumeTrue((ignored & SIGINT_BIT) == 0, "SIGINT is ignored in this process and its children");
        }
    }

    /** What Ctrl-C in a terminal does: SIGINT to the command and to all that it has started. */
    void interruptAll() throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-INT", Long.toString(process.pid())));
        process.descendants().forEach(child -> command.add(Long.toString(child.pid())));
        new ProcessBuilder(command).start().waitFor();
    }

    int exitCode() {
        return process.exitValue();
    }

    Process process() {
        return process;
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** What it left behind, if anything. */
    List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporaryFolder)) {
            return files.toList();
        }
    }

    /** Living processes with this folder on their command line: engines and brokers get their files from it. */
    List<String> leftovers() {
        return ProcessHandle.allProcesses()
                .map(handle -> handle.info().commandLine().orElse(""))
                .filter(line -> line.contains(temporaryFolder.toString()))
                .toList();
    }
}
