package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads what a process of this machine has used so far, from the operating system and not from the process itself. Used by one
 * thread.
 */
public final class ProcessMeter {

    private final long pid;
    private final Path told;
    private long rssBytes;
    private long peakRssBytes;
    private OptionalDouble cpuSeconds = OptionalDouble.empty();
    private OptionalLong writtenBytes = OptionalLong.empty();

    public ProcessMeter(long pid) {
        this.pid = pid;
        this.told = Path.of("/proc", Long.toString(pid));
    }

    /** Reads anew. A process that has ended keeps its last values. */
    public void sample() {
        Optional<Duration> cpu =
                ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration());
        if (cpu.isPresent()) {
            cpuSeconds = OptionalDouble.of(cpu.get().toNanos() / 1e9);
            rssBytes = told("status", "VmRSS:").orElse(rssBytes);
            peakRssBytes = Math.max(peakRssBytes, rssBytes);
            OptionalLong written = told("io", "write_bytes:");
            writtenBytes = written.isPresent() ? written : writtenBytes;
        }
    }

    /** Amounts of memory are told in KiB there, all others in bytes. */
    private OptionalLong told(String file, String name) {
        try (Stream<String> lines = Files.lines(told.resolve(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * (line.endsWith(" kB") ? 1024 : 1))
                    .findFirst();
        } catch (IOException | UncheckedIOException hiddenOrGone) {
            return OptionalLong.empty();
        }
    }

    /** CPU time at the last sample since the process started, user and system; empty if it was never seen. */
    public OptionalDouble cpuSeconds() {
        return cpuSeconds;
    }

    /** Resident set size at the last sample, bytes; 0 if it was never seen, and where the system does not tell. */
    public long rssBytes() {
        return rssBytes;
    }

    /** Bytes that the process had the system write to disks, at the last sample; empty where the system does not tell. */
    public OptionalLong writtenBytes() {
        return writtenBytes;
    }

    /** Highest resident set size at any sample, bytes; 0 if it was never seen, and where the system does not tell. */
    public long peakRssBytes() {
        return peakRssBytes;
    }
}
