package org.keyedstatebench.result;

/**
 * What processes used during the measured window; peaks over the whole trial.
 *
 * @param engineCpuSeconds CPU time of the engine's processes in the window; {@code null} of a cluster that does not tell
 * @param engineCpuMicrosPerEvent the same per event of the window
 * @param enginePeakRssBytes highest resident set size seen
 * @param engineHeapPeakBytes as the engine reports it; with a cluster the driver's peak and the most that the others had in use;
 *     {@code null} if it did not
 * @param gcPauses in the window; {@code null} of a cluster, whose single pauses nobody tells
 * @param gcPauseTotalMs in the window; with a cluster those of the driver and of all others that tell
 * @param gcPauseMaxMs in the window
 * @param brokerCpuSeconds CPU time of the broker in the window; {@code null} where it is not our process
 * @param harnessCpuSeconds CPU time of the harness (generator and measurement) in the window
 * @param events of the window, among which CPU time is shared out
 * @param seconds that the window lasted
 * @param brokerPeakRssBytes highest resident set size of the broker; {@code null} where it is not our process
 * @param harnessPeakRssBytes highest resident set size of the harness
 * @param engineWrittenBytes that the engine had the system write to disks in the window; {@code null} where the system does not
 *     tell
 * @param foreignShare of all processors of this machine, 0 to 1: taken in the window by processes that are not the suite's;
 *     {@code null} where the system does not tell, and where the broker is not our process, which may be one of them
 * @param stolenShare the same: taken by the hypervisor
 */
public record ResourceUse(
        Double engineCpuSeconds,
        Double engineCpuMicrosPerEvent,
        Long enginePeakRssBytes,
        Long engineHeapPeakBytes,
        Integer gcPauses,
        Long gcPauseTotalMs,
        Long gcPauseMaxMs,
        Double brokerCpuSeconds,
        Double harnessCpuSeconds,
        Long events,
        Double seconds,
        Long brokerPeakRssBytes,
        Long harnessPeakRssBytes,
        Long engineWrittenBytes,
        Double foreignShare,
        Double stolenShare) {}
