package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.harness.machine.Machine.BusyProcess;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.ComputerSystem;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.CgroupInfo;

/** Looks at the machine as it is now; what cannot be read is told as unknown, never as an error. */
final class MachineProbe {

    private static final Path GOVERNORS = Path.of("/sys/devices/system/cpu");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +\\d+ +(\\d+) .*");
    private static final double LEAST_CORES = 0.02;
    private static final int MOST_PROCESSES = 5;

    private MachineProbe() {}

    /** @param watch how long other processes and stolen time are watched */
    static Machine probe(Path temporaryFolder, Duration watch) {
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        CentralProcessor processor = hardware.getProcessor();
        GlobalMemory memory = hardware.getMemory();
        CgroupInfo container = system.getOperatingSystem().getCgroupInfo();

        double load = processor.getSystemLoadAverage(1)[0];
        Map<Long, Duration> before = cpuTimes();
        Optional<ForeignLoad.Reading> loadBefore = ForeignLoad.read();
        long start = System.nanoTime();
        sleep(watch);
        Optional<ForeignLoad.Shares> others = ForeignLoad.read().flatMap(now -> loadBefore.flatMap(now::since));
        List<BusyProcess> busy = busy(before, cpuTimes(), System.nanoTime() - start);

        return new Machine(
                processor.getProcessorIdentifier().getName().strip(),
                processor.getLogicalProcessorCount(),
                Runtime.getRuntime().availableProcessors(),
                memory.getTotal(),
                memory.getAvailable(),
                memory.getVirtualMemory().getSwapUsed(),
                EnvironmentProbe.jdk(),
                Runtime.version().feature(),
                temporaryFolder,
                writableBytes(temporaryFolder),
                filesRun(temporaryFolder),
                openFilesLimit(LIMITS),
                EnvironmentProbe.clockTickNs(),
                governors(GOVERNORS),
                load,
                busy,
                container.getEffectiveCpus() == CgroupInfo.UNLIMITED_CPUS ? null : container.getEffectiveCpus(),
                container.getMemoryLimit() == CgroupInfo.UNLIMITED_MEMORY ? null : container.getMemoryLimit(),
                hypervisor(processor, hardware.getComputerSystem()),
                others.map(ForeignLoad.Shares::foreign).orElse(null),
                others.map(ForeignLoad.Shares::stolen).orElse(null));
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
    static OptionalLong openFilesLimit(Path limits) {
        try {
            return Files.readAllLines(limits).stream()
                    .map(OPEN_FILES::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
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

    /** Of every process that others than the suite started, by its number. */
    private static Map<Long, Duration> cpuTimes() {
        Set<ProcessHandle> own = ForeignLoad.own().collect(Collectors.toSet());
        Map<Long, Duration> times = new HashMap<>();
        ProcessHandle.allProcesses()
                .filter(process -> !own.contains(process))
                .forEach(
                        process -> process.info().totalCpuDuration().ifPresent(time -> times.put(process.pid(), time)));
        return times;
    }

    private static List<BusyProcess> busy(Map<Long, Duration> before, Map<Long, Duration> after, long elapsedNs) {
        List<BusyProcess> busy = new ArrayList<>();
        after.forEach((pid, time) -> {
            double cores = time.minus(before.getOrDefault(pid, time)).toNanos() / (double) elapsedNs;
            if (cores >= LEAST_CORES) {
                busy.add(new BusyProcess(pid, name(pid), cores));
            }
        });
        busy.sort(Comparator.comparingDouble(BusyProcess::cores).reversed());
        return List.copyOf(busy.subList(0, Math.min(MOST_PROCESSES, busy.size())));
    }

    private static String name(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip();
        } catch (IOException notLinuxOrGone) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .map(command -> command.substring(command.lastIndexOf('/') + 1))
                    .orElse("?");
        }
    }

    private static String hypervisor(CentralProcessor processor, ComputerSystem computer) {
        boolean flagged =
                processor.getFeatureFlags().stream().anyMatch(flags -> (" " + flags + " ").contains(" hypervisor "));
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
