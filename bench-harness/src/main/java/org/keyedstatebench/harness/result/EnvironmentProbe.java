package org.keyedstatebench.harness.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/** Finds out what machine, Java and source a run's numbers belong to. Takes a second or two; never hangs. */
public final class EnvironmentProbe {

    private static final Duration GIT_LIMIT = Duration.ofSeconds(5);
    private static final int TICKS = 1_000;

    private EnvironmentProbe() {}

    /**
     * @param checkout folder of the source, to name its commit
     * @param kafka how the broker is run
     * @param versions further ones, which win over those that the suite was built with
     */
    public static Environment probe(Path checkout, String kafka, Map<String, String> versions) {
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        Map<String, String> all = new TreeMap<>(Versions.all());
        all.putAll(versions);
        return new Environment(
                hardware.getProcessor().getProcessorIdentifier().getName().strip(),
                hardware.getProcessor().getLogicalProcessorCount(),
                hardware.getMemory().getTotal(),
                os(system.getOperatingSystem()),
                System.getProperty("os.version"),
                jdk(),
                clockTickNs(),
                kafka,
                all,
                gitCommit(checkout));
    }

    private static String os(OperatingSystem os) {
        OperatingSystem.OSVersionInfo version = os.getVersionInfo();
        String codeName = version.getCodeName() == null || version.getCodeName().equals("unknown")
                ? ""
                : " (" + version.getCodeName() + ")";
        return os.getFamily() + " " + version.getVersion() + codeName;
    }

    static String jdk() {
        return System.getProperty("java.vendor") + " " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.runtime.version");
    }

    /** The smallest step between two different readings of {@link System#nanoTime}, nanoseconds. */
    static long clockTickNs() {
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < TICKS; i++) {
            long first = System.nanoTime();
            long next = System.nanoTime();
            while (next == first) {
                next = System.nanoTime();
            }
            smallest = Math.min(smallest, next - first);
        }
        return smallest;
    }

    /** The commit of a checkout, with {@code -dirty} if files differ from it; {@code null} without git or outside of one. */
    static String gitCommit(Path checkout) {
        return git("git", checkout, GIT_LIMIT);
    }

    static String git(String program, Path checkout, Duration limit) {
        Optional<String> commit = output(limit, checkout, program, "rev-parse", "--verify", "HEAD");
        Optional<String> changes =
                commit.isEmpty() ? Optional.empty() : output(limit, checkout, program, "status", "--porcelain");
        return commit.flatMap(id -> changes.map(list -> list.isBlank() ? id.strip() : id.strip() + "-dirty"))
                .orElse(null);
    }

    /** What a program writes, through a file: a pipe that fills up, or that a child keeps open, would block. */
    private static Optional<String> output(Duration limit, Path folder, String... command) {
        Path file = null;
        try {
            file = Files.createTempFile("keyed-state-bench-", ".txt");
            List<String> arguments = new ArrayList<>(Arrays.asList(command));
            ProcessBuilder builder = new ProcessBuilder(arguments)
                    .directory(folder.toFile())
                    .redirectOutput(file.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            // Looking must not take a lock, nor ask a question.
            builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
            builder.environment().put("GIT_TERMINAL_PROMPT", "0");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException noSuchProgramOrFolder) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
