package org.keyedstatebench.harness.cli;

import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.harness.scenario.ScenarioOverrides;
import picocli.CommandLine.Option;

/** What is sent, as options; the same for every command that sends events. What is not given stays as it was. */
final class WorkloadOptions {

    @Option(names = "--rate", paramLabel = "N", description = "Events per second (default: 10000).")
    private Long rate;

    @Option(names = "--keys", paramLabel = "N", description = "Number of keys (default: 100).")
    private Integer keys;

    @Option(
            names = "--key-distribution",
            paramLabel = "HOW",
            description = "${COMPLETION-CANDIDATES} (default: uniform).")
    private KeyDistribution distribution;

    @Option(names = "--zipf-exponent", paramLabel = "S", description = "Exponent for zipf (default: 1.0).")
    private Double zipfExponent;

    @Option(
            names = "--payload-bytes",
            paramLabel = "N",
            description = "Pads every event to this size (default: no padding).")
    private Integer payloadBytes;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of the topics (default: 4).")
    private Integer partitions;

    @Option(
            names = "--malformed-every",
            paramLabel = "N",
            description = "Sends a malformed record after every N events (default: none).")
    private Integer malformedEvery;

    ScenarioOverrides.OfWorkload overrides() {
        return new ScenarioOverrides.OfWorkload(
                rate, keys, distribution, zipfExponent, payloadBytes, partitions, malformedEvery);
    }
}
