package org.keyedstatebench.result;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keyedstatebench.result.Machine.BusyProcess;

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
                docker.map(version -> Finding.ok("Docker", version))
                        .orElse(Finding.note(
                                "Docker", "not reachable", "only --kafka docker needs it; the default does not")));
    }

    private static Finding cores(Machine machine) {
        int cores = machine.usableCores();
        String value = cores + " usable of " + machine.logicalCores() + " (" + machine.cpu() + ")";
        if (cores < 2) {
            return Finding.problem(
                    "cores",
                    value,
                    "engine, broker and generator take turns on one core: use a machine with 2 or more");
        }
        return cores < 4
                ? Finding.note(
                        "cores", value, "engine, broker and generator share them: keep to the default rate or below")
                : Finding.ok("cores", value);
    }

    private static Finding container(Machine machine) {
        Double cpus = machine.cpuLimit();
        Long memory = machine.memoryLimitBytes();
        boolean cpuLimited = cpus != null && cpus < machine.logicalCores();
        boolean memoryLimited = memory != null && memory < machine.memoryBytes();
        if (!cpuLimited && !memoryLimited) {
            return Finding.ok("container limits", "none");
        }
        String value = (cpuLimited ? number(cpus) + " CPUs" : "")
                + (cpuLimited && memoryLimited ? ", " : "")
                + (memoryLimited ? gib(memory) : "");
        if (memoryLimited && memory < NEEDED_MEMORY) {
            return Finding.problem("container limits", value, "allow at least " + gib(NEEDED_MEMORY));
        }
        return cpuLimited
                ? Finding.note(
                        "container limits",
                        value,
                        "throttling shows as latency: lift the CPU quota, or pin cores instead")
                : Finding.note(
                        "container limits", value, "the page cache counts too: what Kafka writes may be evicted");
    }

    private static Finding memory(Machine machine) {
        String value = gib(machine.freeMemoryBytes()) + " free of " + gib(machine.memoryBytes());
        if (machine.freeMemoryBytes() < NEEDED_MEMORY) {
            return Finding.problem("memory", value, "free at least " + gib(NEEDED_MEMORY));
        }
        return machine.freeMemoryBytes() < COMFORTABLE_MEMORY
                ? Finding.note("memory", value, "little is left for the page cache: close what is not needed")
                : Finding.ok("memory", value);
    }

    private static Finding swap(Machine machine) {
        return machine.swapUsedBytes() == 0
                ? Finding.ok("swap", "none in use")
                : Finding.note(
                        "swap",
                        gib(machine.swapUsedBytes()) + " in use",
                        "a heap that is swapped out stalls: swapoff -a");
    }

    private static Finding java(Machine machine) {
        return machine.javaRelease() < 17
                ? Finding.problem("Java", machine.jdk(), "use a JDK 17 or later")
                : Finding.ok("Java", machine.jdk());
    }

    private static Finding disk(Machine machine) {
        String folder = machine.temporaryFolder().toString();
        if (machine.temporaryFreeBytes() < 0) {
            return Finding.problem(
                    "temporary folder", folder + " cannot be written to", "choose another with TMPDIR=DIR");
        }
        String value = gib(machine.temporaryFreeBytes()) + " free in " + folder;
        if (!machine.temporaryFilesRun()) {
            return Finding.problem(
                    "temporary folder",
                    folder + " is mounted so that nothing in it can be executed (noexec)",
                    "RocksDB and compression load their native libraries from there: choose another with TMPDIR=DIR");
        }
        if (machine.temporaryFreeBytes() < NEEDED_DISK) {
            return Finding.problem("temporary folder", value, "free at least " + gib(NEEDED_DISK));
        }
        return machine.temporaryFreeBytes() < COMFORTABLE_DISK
                ? Finding.note("temporary folder", value, "long runs, high rates and padded events need more")
                : Finding.ok("temporary folder", value);
    }

    private static Finding openFiles(Machine machine) {
        if (machine.openFilesLimit().isEmpty()) {
            return Finding.ok("open files", "no limit that can be read");
        }
        long limit = machine.openFilesLimit().getAsLong();
        String value = "at most " + limit + " for a process";
        if (limit < NEEDED_FILES) {
            return Finding.problem(
                    "open files", value, "engines, and a broker with many partitions, need more: ulimit -n 4096");
        }
        return limit < COMFORTABLE_FILES
                ? Finding.note("open files", value, "many partitions or a large RocksDB need more: ulimit -n 65536")
                : Finding.ok("open files", value);
    }

    private static Finding clock(Machine machine) {
        String value = "smallest step " + String.format(Locale.ROOT, "%,d ns", machine.clockTickNs());
        if (machine.clockTickNs() >= 1_000_000) {
            return Finding.problem("clock", value, "latencies below it mean nothing: see the kernel's clock source");
        }
        return machine.clockTickNs() >= 1_000
                ? Finding.note(
                        "clock", value, "reading it is slow: see the kernel's clock source (tsc is the fast one)")
                : Finding.ok("clock", value);
    }

    private static Finding governor(Machine machine) {
        if (machine.governors().isEmpty()) {
            return Finding.ok("CPU frequency", "governor not readable");
        }
        String value = String.join(", ", machine.governors());
        return machine.governors().equals(List.of("performance"))
                ? Finding.ok("CPU frequency", value)
                : Finding.note(
                        "CPU frequency",
                        value,
                        "idle cores wake up slowly, at low rates most: cpupower frequency-set -g performance");
    }

    private static Finding load(Machine machine) {
        if (machine.loadAverage() < 0) {
            return Finding.ok("load average", "unknown");
        }
        String value = number(machine.loadAverage()) + " in the last minute";
        // Never a problem: it remembers the build that came before; what runs now is judged by other processes.
        return machine.loadAverage() >= 0.5 * machine.usableCores()
                ? Finding.note("load average", value, "something was busy just now: wait a minute")
                : Finding.ok("load average", value);
    }

    private static Finding busy(Machine machine) {
        String processes = machine.busy().stream()
                .map(process -> process.name() + " (" + process.pid() + ") " + Math.round(process.cores() * 100) + " %")
                .collect(Collectors.joining(", "));
        Optional<String> disturbance = Disturbance.of(machine.foreignShare(), null);
        if (disturbance.isPresent()) {
            return Finding.problem(
                    "other processes",
                    disturbance.get() + (processes.isEmpty() ? "" : ": " + processes),
                    "stop them: a trial is flagged busy-machine, and the gate repeats its pair");
        }
        double share = machine.foreignShare() == null
                ? machine.busy().stream().mapToDouble(BusyProcess::cores).sum() / machine.logicalCores()
                : machine.foreignShare();
        if (processes.isEmpty() && share < NOTED * Disturbance.MOST_FOREIGN_SHARE) {
            return Finding.ok("other processes", "quiet");
        }
        String value = processes.isEmpty() ? percent(share) + " of all processors" : processes;
        return share >= NOTED * Disturbance.MOST_FOREIGN_SHARE
                ? Finding.note("other processes", value, "stop them for figures that hold")
                : Finding.ok("other processes", value);
    }

    private static Finding virtual(Machine machine) {
        return machine.hypervisor() == null
                ? Finding.ok("virtual machine", "no sign of one")
                : Finding.note(
                        "virtual machine",
                        machine.hypervisor().isEmpty() ? "yes" : machine.hypervisor(),
                        "neighbours may disturb: repeat in more blocks, and compare with the reference");
    }

    private static Finding steal(Machine machine) {
        if (machine.stolenShare() == null) {
            return Finding.ok("stolen CPU time", "unknown");
        }
        Optional<String> disturbance = Disturbance.of(null, machine.stolenShare());
        if (disturbance.isPresent()) {
            return Finding.problem(
                    "stolen CPU time",
                    disturbance.get(),
                    "the host is overbooked: use another machine or another hour");
        }
        String value = percent(machine.stolenShare());
        return machine.stolenShare() >= NOTED_STOLEN * Disturbance.MOST_STOLEN_SHARE
                ? Finding.note("stolen CPU time", value, "the host gives time to others: watch the tails")
                : Finding.ok("stolen CPU time", value);
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
