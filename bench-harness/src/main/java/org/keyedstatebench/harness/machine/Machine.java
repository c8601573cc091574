package org.keyedstatebench.harness.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was measured of this machine, apart from what it means, so that the meaning can be tested.
 *
 * @param cpu model name
 * @param logicalCores that the operating system shows
 * @param usableCores that Java may use, which limits of a container lower
 * @param memoryBytes physical memory
 * @param freeMemoryBytes that new processes can have without swapping
 * @param swapUsedBytes swap in use
 * @param jdk vendor and version
 * @param javaRelease feature release of it, e.g. 17
 * @param temporaryFolder where broker and engines keep their data
 * @param temporaryFreeBytes of its disk; -1 if the folder cannot be written to
 * @param temporaryFilesRun whether what lies in the temporary folder can be executed, which native libraries need
 * @param openFilesLimit of one process of ours; empty if there is none or it cannot be read
 * @param clockTickNs smallest step of the clock that latencies come from
 * @param governors of the CPU's frequency, each once; empty if they cannot be read
 * @param loadAverage processes that want a core, mean of the last minute; negative if unknown
 * @param busy processes of others that used a core's share just now, the busiest first
 * @param cpuLimit of the container, cores; {@code null} for none
 * @param memoryLimitBytes of the container; {@code null} for none
 * @param hypervisor what this virtual machine runs on; empty if it does not say; {@code null} if the machine seems to be a real one
 * @param foreignShare of all processors, 0 to 1: taken just now by processes that are not the suite's; {@code null} if unknown
 * @param stolenShare the same: taken by the hypervisor
 */
record Machine(
        String cpu,
        int logicalCores,
        int usableCores,
        long memoryBytes,
        long freeMemoryBytes,
        long swapUsedBytes,
        String jdk,
        int javaRelease,
        Path temporaryFolder,
        long temporaryFreeBytes,
        boolean temporaryFilesRun,
        OptionalLong openFilesLimit,
        long clockTickNs,
        List<String> governors,
        double loadAverage,
        List<BusyProcess> busy,
        Double cpuLimit,
        Long memoryLimitBytes,
        String hypervisor,
        Double foreignShare,
        Double stolenShare) {

    /**
     * A process that takes CPU time from a measurement.
     *
     * @param cores that it used, e.g. 0.5 for half of one
     */
    record BusyProcess(long pid, String name, double cores) {}
}
