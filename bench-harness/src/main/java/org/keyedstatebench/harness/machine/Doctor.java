package org.keyedstatebench.harness.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.keyedstatebench.harness.machine.MachineProbe.BusyProcess;
import org.keyedstatebench.result.Disturbance;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.software.os.CgroupInfo;

/** Says before a measurement what of this machine would disturb it, and what to do about that. */
public final class Doctor {

    private static final long GIB = 1L << 30;
    /** Harness 1 GiB, engine up to 1.5, broker 0.4 resident: what the default run needs at once. */
    private static final long NEEDED_MEMORY = 3 * GIB;

    private static final long COMFORTABLE_MEMORY = 6 * GIB;
    /** Topics of a default run are some 100 MB each; checkpoints and logs come on top. */
    private static final long NEEDED_DISK = 2 * GIB;

    private static final long COMFORTABLE_DISK = 8 * GIB;

    /** From which part of what disturbs a trial on it is worth a note; the hypervisor's share is small where it is none. */
    private static final double NOTED = 0.5;

    private static final double NOTED_STOLEN = 0.1;

    /** Of a quick run an engine's process may hold some 600: jars, segments of the log, state, sockets. */
    private static final long NEEDED_FILES = 1024;

    private static final long COMFORTABLE_FILES = 4096;

    private Doctor() {}

    /**
     * Watches the machine for about a second.
     *
     * @param temporaryFolder where broker and engines will keep their data
     * @param docker whether a Docker daemon answers; may take its time, but must come back
     */
    public static List<Finding> examine(Path temporaryFolder, BooleanSupplier docker) {
        SystemInfo system = new SystemInfo();
        CentralProcessor processor = system.getHardware().getProcessor();
        GlobalMemory memory = system.getHardware().getMemory();
        CgroupInfo container = system.getOperatingSystem().getCgroupInfo();
        double cpus = container.getEffectiveCpus();
        long most = container.getMemoryLimit();
        int cores = Runtime.getRuntime().availableProcessors();
        int logicalCores = processor.getLogicalProcessorCount();
        double load = processor.getSystemLoadAverage(1)[0];
        MachineProbe.Others others = MachineProbe.watch(system.getOperatingSystem(), Duration.ofSeconds(1));
        return List.of(
                cores(
                        cores,
                        logicalCores,
                        processor.getProcessorIdentifier().getName().strip()),
                container(
                        cpus == CgroupInfo.UNLIMITED_CPUS ? null : cpus,
                        logicalCores,
                        most == CgroupInfo.UNLIMITED_MEMORY ? null : most,
                        memory.getTotal()),
                memory(memory.getAvailable(), memory.getTotal()),
                swap(memory.getVirtualMemory().getSwapUsed()),
                java(Runtime.version().feature(), EnvironmentProbe.jdk()),
                disk(
                        temporaryFolder,
                        MachineProbe.writableBytes(temporaryFolder),
                        MachineProbe.filesRun(temporaryFolder)),
                openFiles(MachineProbe.openFilesLimit(system.getOperatingSystem())),
                clock(EnvironmentProbe.clockTickNs()),
                governor(MachineProbe.governors(MachineProbe.GOVERNORS)),
                load(load, cores),
                busy(others, logicalCores),
                virtual(MachineProbe.hypervisor(system.getHardware())),
                steal(others.shares().map(ForeignLoad.Shares::stolen).orElse(null)),
                docker(docker.getAsBoolean()));
    }

    static Finding docker(boolean answers) {
        return Finding.ok("Docker", answers ? "a daemon answers" : "not reachable")
                .noteIf(!answers, "only --kafka docker needs it; the default does not");
    }

    /** @param cores that Java may use, which limits of a container lower */
    static Finding cores(int cores, int logicalCores, String cpu) {
        return Finding.ok("cores", cores + " usable of " + logicalCores + " (" + cpu + ")")
                .problemIf(
                        cores < 2, "engine, broker and generator take turns on one core: use a machine with 2 or more")
                .noteIf(cores < 4, "engine, broker and generator share them: keep to the default rate or below");
    }

    /** Limits above what the machine has are none, just as {@code null}. */
    static Finding container(Double cpus, int logicalCores, Long memory, long total) {
        boolean cpuLimited = cpus != null && cpus < logicalCores;
        boolean memoryLimited = memory != null && memory < total;
        String value = (cpuLimited ? number(cpus) + " CPUs" : "")
                + (cpuLimited && memoryLimited ? ", " : "")
                + (memoryLimited ? gib(memory) : "");
        return Finding.ok("container limits", value.isEmpty() ? "none" : value)
                .problemIf(memoryLimited && memory < NEEDED_MEMORY, "allow at least " + gib(NEEDED_MEMORY))
                .noteIf(cpuLimited, "throttling shows as latency: lift the CPU quota, or pin cores instead")
                .noteIf(memoryLimited, "the page cache counts too: what Kafka writes may be evicted");
    }

    /** @param free what new processes can have without swapping */
    static Finding memory(long free, long total) {
        return Finding.ok("memory", gib(free) + " free of " + gib(total))
                .problemIf(free < NEEDED_MEMORY, "free at least " + gib(NEEDED_MEMORY))
                .noteIf(free < COMFORTABLE_MEMORY, "little is left for the page cache: close what is not needed");
    }

    static Finding swap(long used) {
        return Finding.ok("swap", used == 0 ? "none in use" : gib(used) + " in use")
                .noteIf(used != 0, "a heap that is swapped out stalls: swapoff -a");
    }

    static Finding java(int release, String jdk) {
        return Finding.ok("Java", jdk).problemIf(release < 17, "use a JDK 17 or later");
    }

    /**
     * @param free bytes of its disk; -1 if the folder cannot be written to
     * @param filesRun whether what lies in it can be executed, which native libraries need
     */
    static Finding disk(Path folder, long free, boolean filesRun) {
        String value = gib(free) + " free in " + folder;
        if (free < 0) {
            value = folder + " cannot be written to";
        } else if (!filesRun) {
            value = folder + " is mounted so that nothing in it can be executed (noexec)";
        }
        return Finding.ok("temporary folder", value)
                .problemIf(free < 0, "choose another with TMPDIR=DIR")
                .problemIf(
                        !filesRun,
                        "RocksDB and compression load their native libraries from there: choose another with TMPDIR=DIR")
                .problemIf(free < NEEDED_DISK, "free at least " + gib(NEEDED_DISK))
                .noteIf(free < COMFORTABLE_DISK, "long runs, high rates and padded events need more");
    }

    static Finding openFiles(OptionalLong known) {
        long limit = known.orElse(Long.MAX_VALUE);
        return Finding.ok(
                        "open files",
                        known.isPresent() ? "at most " + limit + " for a process" : "no limit that can be read")
                .problemIf(
                        limit < NEEDED_FILES, "engines, and a broker with many partitions, need more: ulimit -n 4096")
                .noteIf(limit < COMFORTABLE_FILES, "many partitions or a large RocksDB need more: ulimit -n 65536");
    }

    static Finding clock(long tick) {
        return Finding.ok("clock", "smallest step " + String.format(Locale.ROOT, "%,d ns", tick))
                .problemIf(tick >= 1_000_000, "latencies below it mean nothing: see the kernel's clock source")
                .noteIf(tick >= 1_000, "reading it is slow: see the kernel's clock source (tsc is the fast one)");
    }

    static Finding governor(List<String> governors) {
        return Finding.ok("CPU frequency", governors.isEmpty() ? "governor not readable" : String.join(", ", governors))
                .noteIf(
                        !governors.isEmpty() && !governors.equals(List.of("performance")),
                        "idle cores wake up slowly, at low rates most: cpupower frequency-set -g performance");
    }

    /** @param load processes that want a core, mean of the last minute; negative if unknown */
    static Finding load(double load, int cores) {
        // Never a problem: it remembers the build that came before; what runs now is judged by other processes.
        return Finding.ok("load average", load < 0 ? "unknown" : number(load) + " in the last minute")
                .noteIf(load >= 0.5 * cores, "something was busy just now: wait a minute");
    }

    static Finding busy(MachineProbe.Others others, int logicalCores) {
        String processes = others.busy().stream()
                .map(process -> process.name() + " (" + process.pid() + ") " + Math.round(process.cores() * 100) + " %")
                .collect(Collectors.joining(", "));
        Double foreign = others.shares().map(ForeignLoad.Shares::foreign).orElse(null);
        double share = foreign == null
                ? others.busy().stream().mapToDouble(BusyProcess::cores).sum() / logicalCores
                : foreign;
        boolean isNoted = share >= NOTED * Disturbance.MOST_FOREIGN_SHARE;
        Optional<String> disturbance = Disturbance.of(foreign, null);
        String value = processes;
        if (disturbance.isPresent()) {
            value = disturbance.get() + (processes.isEmpty() ? "" : ": " + processes);
        } else if (processes.isEmpty()) {
            value = isNoted ? percent(share) + " of all processors" : "quiet";
        }
        return Finding.ok("other processes", value)
                .problemIf(
                        disturbance.isPresent(),
                        "stop them: a trial is flagged busy-machine, and the gate repeats its pair")
                .noteIf(isNoted, "stop them for figures that hold");
    }

    static Finding virtual(String hypervisor) {
        String sign = hypervisor == null ? "no sign of one" : "yes";
        return Finding.ok("virtual machine", hypervisor == null || hypervisor.isEmpty() ? sign : hypervisor)
                .noteIf(
                        hypervisor != null,
                        "neighbours may disturb: repeat in more blocks, and compare with the reference");
    }

    static Finding steal(Double stolen) {
        Optional<String> disturbance = Disturbance.of(null, stolen);
        return Finding.ok("stolen CPU time", disturbance.orElse(stolen == null ? "unknown" : percent(stolen)))
                .problemIf(disturbance.isPresent(), "the host is overbooked: use another machine or another hour")
                .noteIf(
                        stolen != null && stolen >= NOTED_STOLEN * Disturbance.MOST_STOLEN_SHARE,
                        "the host gives time to others: watch the tails");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
