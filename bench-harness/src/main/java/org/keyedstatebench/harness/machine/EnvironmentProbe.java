package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyedstatebench.result.Environment;
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
     * @param versions of this suite, the engines and the clients, by name
     * @param say takes a warning
     */
    public static Environment probe(Path checkout, String kafka, Map<String, String> versions, Consumer<String> say) {
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        return new Environment(
                hardware.getProcessor().getProcessorIdentifier().getName().strip(),
                hardware.getProcessor().getLogicalProcessorCount(),
                hardware.getMemory().getTotal(),
                os(system.getOperatingSystem()),
                System.getProperty("os.version"),
                jdk(),
                clockTickNs(),
                kafka,
                versions,
                git("git", checkout, GIT_LIMIT, say),
                null);
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

    /**
     * The commit of a checkout, with {@code -dirty} if files differ from it; {@code null} outside of a checkout and where git does not
     * answer.
     *
     * @param say takes what git says where there is a checkout and yet no commit
     */
    static String git(String program, Path checkout, Duration limit, Consumer<String> say) {
        String words;
        try {
            Optional<OtherProgram.Ended> commit =
                    OtherProgram.run(checkout, limit, List.of(program, "rev-parse", "--verify", "HEAD"));
            Optional<OtherProgram.Ended> changes =
                    commit.filter(OtherProgram.Ended::isOk).isEmpty()
                            ? commit
                            : OtherProgram.run(checkout, limit, List.of(program, "status", "--porcelain"));
            if (changes.filter(OtherProgram.Ended::isOk).isPresent()) {
                String id = commit.get().out().strip();
                return changes.get().out().isBlank() ? id : id + "-dirty";
            }
            words = changes.map(OtherProgram.Ended::words).orElse("nothing within " + limit.toSeconds() + " s");
        } catch (IOException noSuchProgramOrFolder) {
            words = noSuchProgramOrFolder.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        if (Files.exists(checkout.resolve(".git"))) {
            say.accept("warning: the results will not name the commit of " + checkout + ", because git says: " + words);
        }
        return null;
    }
}
