package org.keyedstatebench.harness.measure;

import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Reads what a process of this machine has used so far, from the operating system and not from the process itself. Used by one
 * thread.
 */
public final class ProcessMeter {

    private final OperatingSystem os;
    private final int pid;
    private long rssBytes;
    private long peakRssBytes;
    private OptionalDouble cpuSeconds = OptionalDouble.empty();

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

    /** Highest resident set size at any sample, bytes; 0 if it was never seen. */
    public long peakRssBytes() {
        return peakRssBytes;
    }
}
