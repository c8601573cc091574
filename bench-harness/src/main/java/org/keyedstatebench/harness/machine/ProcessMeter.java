package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads what a process of this machine has used so far, or a process and all that it started, from the operating system and not from
 * the processes themselves. Used by one thread.
 */
public final class ProcessMeter {

    private static final Path PROC = Path.of("/proc");

    private final long pid;
    private final boolean withDescendants;
    private final Map<ProcessHandle, Duration> cpu = new HashMap<>();
    private final Map<ProcessHandle, Long> written = new HashMap<>();
    private long rssBytes;
    private long peakRssBytes;

    private ProcessMeter(long pid, boolean withDescendants) {
        this.pid = pid;
        this.withDescendants = withDescendants;
    }

    /** Of one process alone. */
    public static ProcessMeter of(long pid) {
        return new ProcessMeter(pid, false);
    }

    /** Of a process and all that it has started, such as a cluster of its own; who has ended keeps what it had used. */
    public static ProcessMeter ofTree(long pid) {
        return new ProcessMeter(pid, true);
    }

    /** Reads anew. A process that has ended keeps its last values. */
    public void sample() {
        Optional<ProcessHandle> root = ProcessHandle.of(pid);
        if (root.isEmpty()) {
            return;
        }
        long rss = 0;
        boolean any = false;
        for (ProcessHandle process : withDescendants
                ? Stream.concat(root.stream(), root.get().descendants()).toList()
                : root.stream().toList()) {
            Optional<Duration> used = process.info().totalCpuDuration();
            if (used.isPresent()) {
                any = true;
                cpu.put(process, used.get());
                rss += told(process, "status", "VmRSS:").orElse(0);
                told(process, "io", "write_bytes:").ifPresent(bytes -> written.put(process, bytes));
            }
        }
        if (any) {
            rssBytes = rss;
            peakRssBytes = Math.max(peakRssBytes, rss);
        }
    }

    /** Amounts of memory are told in KiB there, all others in bytes. */
    private static OptionalLong told(ProcessHandle process, String file, String name) {
        Path folder = PROC.resolve(Long.toString(process.pid()));
        try (Stream<String> lines = Files.lines(folder.resolve(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * (line.endsWith(" kB") ? 1024 : 1))
                    .findFirst();
        } catch (IOException | UncheckedIOException hiddenOrGone) {
            return OptionalLong.empty();
        }
    }

    /** CPU time at the last sample since the start, user and system; empty if nothing was ever seen. */
    public OptionalDouble cpuSeconds() {
        return cpu.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        cpu.values().stream().mapToLong(Duration::toNanos).sum() / 1e9);
    }

    /** Resident set size at the last sample, bytes; 0 if it was never seen, and where the system does not tell. */
    public long rssBytes() {
        return rssBytes;
    }

    /** Bytes that the system was had to write to disks, at the last sample; empty where it does not tell. */
    public OptionalLong writtenBytes() {
        return written.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        written.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Highest resident set size at any sample, bytes; 0 if it was never seen, and where the system does not tell. */
    public long peakRssBytes() {
        return peakRssBytes;
    }
}
