package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oshi.hardware.ComputerSystem;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Looks at the machine as it is now; what cannot be read is told as unknown, never as an error. */
final class MachineProbe {

    static final Path GOVERNORS = Path.of("/sys/devices/system/cpu");
    private static final double LEAST_CORES = 0.02;
    private static final int MOST_PROCESSES = 5;

    private MachineProbe() {}

    /**
     * A process that takes CPU time from a measurement.
     *
     * @param cores that it used, e.g. 0.5 for half of one
     */
    record BusyProcess(long pid, String name, double cores) {}

    /**
     * What others than the suite did while they were watched.
     *
     * @param busy those that used a core's share, the busiest first
     * @param shares what they took of all processors; empty if unknown
     */
    record Others(List<BusyProcess> busy, Optional<ForeignLoad.Shares> shares) {}

    static Others watch(OperatingSystem os, Duration time) {
        Map<Integer, OSProcess> before = new HashMap<>();
        Optional<ForeignLoad.Reading> loadBefore = ForeignLoad.read();
        foreign(os).forEach(process -> before.put(process.getProcessID(), process));
        sleep(time);
        List<BusyProcess> busy = foreign(os).stream()
                .filter(process -> before.containsKey(process.getProcessID()))
                .map(process -> new BusyProcess(
                        process.getProcessID(),
                        process.getName(),
                        process.getProcessCpuLoadBetweenTicks(before.get(process.getProcessID()))))
                .filter(process -> process.cores() >= LEAST_CORES)
                .sorted(Comparator.comparingDouble(BusyProcess::cores).reversed())
                .limit(MOST_PROCESSES)
                .toList();
        return new Others(busy, ForeignLoad.read().flatMap(now -> loadBefore.flatMap(now::since)));
    }

    private static List<OSProcess> foreign(OperatingSystem os) {
        Set<Long> own = ForeignLoad.own().map(ProcessHandle::pid).collect(Collectors.toSet());
        return os.getProcesses(process -> !own.contains((long) process.getProcessID()), null, 0);
    }

    /** Free bytes for us on the disk of the folder, -1 if nothing can be written there; tried, because rights do not tell all. */
    static long writableBytes(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "keyed-state-bench-", ".probe");
            Files.delete(probe);
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException notWritable) {
            return -1;
        }
    }

    /** Whether a file in the folder can be executed; tried, because rights do not tell all. True where none can be made. */
    static boolean filesRun(Path folder) {
        try {
            Path probe = Files.createTempFile(
                    folder,
                    "keyed-state-bench-",
                    ".probe",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            // The system answers as it would to exec: with noexec it refuses also root.
            boolean executable = Files.isExecutable(probe);
            Files.delete(probe);
            return executable;
        } catch (IOException | UnsupportedOperationException cannotTell) {
            return true;
        }
    }

    /** The hard limit, which a JVM raises its own one to. */
    static OptionalLong openFilesLimit(OperatingSystem os) {
        long limit = os.getCurrentProcess().getHardOpenFileLimit();
        return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    static List<String> governors(Path cpus) {
        Set<String> governors = new TreeSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(cpus, "cpu[0-9]*")) {
            for (Path cpu : folders) {
                governors.add(Files.readString(cpu.resolve("cpufreq/scaling_governor"))
                        .strip());
            }
        } catch (IOException noFrequencyScalingHere) {
            return List.of();
        }
        return List.copyOf(governors);
    }

    /** What this virtual machine runs on; empty if it does not say; {@code null} if the machine seems to be a real one. */
    static String hypervisor(HardwareAbstractionLayer hardware) {
        ComputerSystem computer = hardware.getComputerSystem();
        boolean flagged = hardware.getProcessor().getFeatureFlags().stream()
                .anyMatch(flags -> (" " + flags + " ").contains(" hypervisor "));
        String name = Stream.of(computer.getManufacturer(), computer.getModel())
                .filter(part -> !part.equals("unknown"))
                .collect(Collectors.joining(" "));
        return flagged ? name : null;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
