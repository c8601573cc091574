package org.keyedstatebench.harness.cli;

import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.scenario.ScenarioOverrides;
import picocli.CommandLine.Option;

/** What is sent, as options; the same for every command that sends events. What is not given stays as it was. */
final class WorkloadOptions {

    private static final String FULL_SPEED = "max";

    @Option(names = "--rate", paramLabel = "N", description = "Events per second (default: 10000; of a gate 2000).")
    private String rate;

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
    Integer partitions;

    @Option(
            names = "--malformed-every",
            paramLabel = "N",
            description = "Sends a malformed record after every N events (default: none).")
    private Integer malformedEvery;

    /** Whether there is no rate but as fast as Kafka takes them; only a command without a schedule can do that. */
    boolean isFullSpeed() {
        return FULL_SPEED.equals(rate);
    }

    /** What was asked for. */
    ScenarioOverrides said() {
        return said(rateHz());
    }

    /** For a command that can do without a schedule: full speed is no rate. */
    ScenarioOverrides saidOrFullSpeed() {
        return said(isFullSpeed() ? null : rateHz());
    }

    private Long rateHz() {
        try {
            return rate == null ? null : Long.valueOf(rate);
        } catch (NumberFormatException e) {
            String hint = isFullSpeed() ? "; only bench generate knows 'max'" : "";
            throw new IllegalArgumentException(
                    "--rate must be a whole number of events per second, got '" + rate + "'" + hint, e);
        }
    }

    private ScenarioOverrides said(Long rateHz) {
        return new ScenarioOverrides()
                .say("workload.rate", rateHz)
                .say("workload.keys", keys)
                .say("workload.distribution", distribution)
                .say("workload.zipfExponent", zipfExponent)
                .say("workload.payloadBytes", payloadBytes)
                .say("workload.partitions", partitions)
                .say("workload.malformedEvery", malformedEvery);
    }
}
