package org.keyedstatebench.harness.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keyedstatebench.harness.machine.Machine.BusyProcess;
import org.keyedstatebench.result.Disturbance;

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
     * @param docker version of the Docker server, empty if none answers; may take its time, but must come back
     */
    public static List<Finding> examine(Path temporaryFolder, Supplier<Optional<String>> docker) {
        return judge(MachineProbe.probe(temporaryFolder, Duration.ofSeconds(1)), docker.get());
    }

    static List<Finding> judge(Machine machine, Optional<String> docker) {
        return List.of(
                cores(machine),
                container(machine),
                memory(machine),
                swap(machine),
                java(machine),
                disk(machine),
                openFiles(machine),
                clock(machine),
                governor(machine),
                load(machine),
                busy(machine),
                virtual(machine),
                steal(machine),
                Finding.ok("Docker", docker.orElse("not reachable"))
                        .noteIf(docker.isEmpty(), "only --kafka docker needs it; the default does not"));
    }

    private static Finding cores(Machine machine) {
        int cores = machine.usableCores();
        return Finding.ok("cores", cores + " usable of " + machine.logicalCores() + " (" + machine.cpu() + ")")
                .problemIf(
                        cores < 2, "engine, broker and generator take turns on one core: use a machine with 2 or more")
                .noteIf(cores < 4, "engine, broker and generator share them: keep to the default rate or below");
    }

    private static Finding container(Machine machine) {
        Double cpus = machine.cpuLimit();
        Long memory = machine.memoryLimitBytes();
        boolean cpuLimited = cpus != null && cpus < machine.logicalCores();
        boolean memoryLimited = memory != null && memory < machine.memoryBytes();
        String value = (cpuLimited ? number(cpus) + " CPUs" : "")
                + (cpuLimited && memoryLimited ? ", " : "")
                + (memoryLimited ? gib(memory) : "");
        return Finding.ok("container limits", value.isEmpty() ? "none" : value)
                .problemIf(memoryLimited && memory < NEEDED_MEMORY, "allow at least " + gib(NEEDED_MEMORY))
                .noteIf(cpuLimited, "throttling shows as latency: lift the CPU quota, or pin cores instead")
                .noteIf(memoryLimited, "the page cache counts too: what Kafka writes may be evicted");
    }

    private static Finding memory(Machine machine) {
        long free = machine.freeMemoryBytes();
        return Finding.ok("memory", gib(free) + " free of " + gib(machine.memoryBytes()))
                .problemIf(free < NEEDED_MEMORY, "free at least " + gib(NEEDED_MEMORY))
                .noteIf(free < COMFORTABLE_MEMORY, "little is left for the page cache: close what is not needed");
    }

    private static Finding swap(Machine machine) {
        long used = machine.swapUsedBytes();
        return Finding.ok("swap", used == 0 ? "none in use" : gib(used) + " in use")
                .noteIf(used != 0, "a heap that is swapped out stalls: swapoff -a");
    }

    private static Finding java(Machine machine) {
        return Finding.ok("Java", machine.jdk()).problemIf(machine.javaRelease() < 17, "use a JDK 17 or later");
    }

    private static Finding disk(Machine machine) {
        String folder = machine.temporaryFolder().toString();
        long free = machine.temporaryFreeBytes();
        String value = gib(free) + " free in " + folder;
        if (free < 0) {
            value = folder + " cannot be written to";
        } else if (!machine.temporaryFilesRun()) {
            value = folder + " is mounted so that nothing in it can be executed (noexec)";
        }
        return Finding.ok("temporary folder", value)
                .problemIf(free < 0, "choose another with TMPDIR=DIR")
                .problemIf(
                        !machine.temporaryFilesRun(),
                        "RocksDB and compression load their native libraries from there: choose another with TMPDIR=DIR")
                .problemIf(free < NEEDED_DISK, "free at least " + gib(NEEDED_DISK))
                .noteIf(free < COMFORTABLE_DISK, "long runs, high rates and padded events need more");
    }

    private static Finding openFiles(Machine machine) {
        long limit = machine.openFilesLimit().orElse(Long.MAX_VALUE);
        boolean isKnown = machine.openFilesLimit().isPresent();
        return Finding.ok("open files", isKnown ? "at most " + limit + " for a process" : "no limit that can be read")
                .problemIf(
                        limit < NEEDED_FILES, "engines, and a broker with many partitions, need more: ulimit -n 4096")
                .noteIf(limit < COMFORTABLE_FILES, "many partitions or a large RocksDB need more: ulimit -n 65536");
    }

    private static Finding clock(Machine machine) {
        long tick = machine.clockTickNs();
        return Finding.ok("clock", "smallest step " + String.format(Locale.ROOT, "%,d ns", tick))
                .problemIf(tick >= 1_000_000, "latencies below it mean nothing: see the kernel's clock source")
                .noteIf(tick >= 1_000, "reading it is slow: see the kernel's clock source (tsc is the fast one)");
    }

    private static Finding governor(Machine machine) {
        List<String> governors = machine.governors();
        return Finding.ok("CPU frequency", governors.isEmpty() ? "governor not readable" : String.join(", ", governors))
                .noteIf(
                        !governors.isEmpty() && !governors.equals(List.of("performance")),
                        "idle cores wake up slowly, at low rates most: cpupower frequency-set -g performance");
    }

    private static Finding load(Machine machine) {
        double load = machine.loadAverage();
        // Never a problem: it remembers the build that came before; what runs now is judged by other processes.
        return Finding.ok("load average", load < 0 ? "unknown" : number(load) + " in the last minute")
                .noteIf(load >= 0.5 * machine.usableCores(), "something was busy just now: wait a minute");
    }

    private static Finding busy(Machine machine) {
        String processes = machine.busy().stream()
                .map(process -> process.name() + " (" + process.pid() + ") " + Math.round(process.cores() * 100) + " %")
                .collect(Collectors.joining(", "));
        double share = machine.foreignShare() == null
                ? machine.busy().stream().mapToDouble(BusyProcess::cores).sum() / machine.logicalCores()
                : machine.foreignShare();
        boolean isNoted = share >= NOTED * Disturbance.MOST_FOREIGN_SHARE;
        Optional<String> disturbance = Disturbance.of(machine.foreignShare(), null);
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

    private static Finding virtual(Machine machine) {
        String hypervisor = machine.hypervisor();
        String sign = hypervisor == null ? "no sign of one" : "yes";
        return Finding.ok("virtual machine", hypervisor == null || hypervisor.isEmpty() ? sign : hypervisor)
                .noteIf(
                        hypervisor != null,
                        "neighbours may disturb: repeat in more blocks, and compare with the reference");
    }

    private static Finding steal(Machine machine) {
        Double stolen = machine.stolenShare();
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
