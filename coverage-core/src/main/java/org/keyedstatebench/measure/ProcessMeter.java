package org.keyedstatebench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Reads what a process of this machine has used so far, from the operating system and not from the process itself. Used by one
 * thread.
 */
public final class ProcessMeter {

    private static final String WRITE_BYTES = "write_bytes:";

    private final OperatingSystem os;
    private final int pid;
    private long rssBytes;
    private long peakRssBytes;
    private OptionalDouble cpuSeconds = OptionalDouble.empty();
    private OptionalLong writtenBytes = OptionalLong.empty();

    public ProcessMeter(SystemInfo system, long pid) {
        this.os = system.getOperatingSystem();
        this.pid = Math.toIntExact(pid);
    }

    /** Reads anew. A process that has ended keeps its last values. */
    public void sample() {
        OSProcess process = os.getProcess(pid);
        if (process != null && process.getState() != OSProcess.State.INVALID) {
            rssBytes = process.getResidentMemory();
            peakRssBytes = Math.max(peakRssBytes, rssBytes);
            cpuSeconds = OptionalDouble.of((process.getKernelTime() + process.getUserTime()) / 1000.0);
            writtenBytes = readWrittenBytes();
        }
    }

    /** CPU time at the last sample since the process started, user and system; empty if it was never seen. */
    public OptionalDouble cpuSeconds() {
        return cpuSeconds;
    }

    /** Resident set size at the last sample, bytes; 0 if it was never seen. */
    public long rssBytes() {
        return rssBytes;
    }

    /** Bytes that the process had the system write to disks, at the last sample; empty where the system does not tell. */
    public OptionalLong writtenBytes() {
        return writtenBytes;
    }

    /** Read from its file, because OSHI says zero for a process that hides it. */
    private OptionalLong readWrittenBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Integer.toString(pid), "io"))) {
            return lines.filter(line -> line.startsWith(WRITE_BYTES))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(WRITE_BYTES.length()).strip()))
                    .findFirst();
        } catch (IOException | UncheckedIOException hiddenOrGone) {
            return writtenBytes;
        }
    }

    /** Highest resident set size at any sample, bytes; 0 if it was never seen. */
    public long peakRssBytes() {
        return peakRssBytes;
    }
}
