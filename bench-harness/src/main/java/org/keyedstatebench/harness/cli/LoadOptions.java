package org.keyedstatebench.harness.cli;

import java.time.Duration;
import org.keyedstatebench.scenario.ScenarioOverrides;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a trial sends and for how long, as options; the same for every command that runs trials of one load. */
final class LoadOptions {

    @Mixin
    private WorkloadOptions workload;

    @Option(
            names = "--state-bytes",
            paramLabel = "N",
            description = "Bytes that the state of each key holds beside its count (default: none).")
    private Integer stateBytes;

    @Option(
            names = "--duration",
            paramLabel = "T",
            description =
                    "Measured window of a trial (default: 20s; of capacity and sweep, and with --quick, 12s; of a gate"
                            + " 10s, with --quick 6s).")
    private Duration duration;

    @Option(
            names = "--warmup",
            paramLabel = "T",
            description =
                    "Least warm-up; goes on until latency is steady, at most three times as long (default: 10s; 6s with"
                            + " --quick; of a gate 6s, with --quick 4s).")
    private Duration warmup;

    @Mixin
    private SeedOption seed;

    /** The seed that a scenario has if neither its file nor an option says one. */
    long drawnSeed() {
        return seed.givenOrDrawn();
    }

    /** What was asked for. */
    ScenarioOverrides said() {
        return workload.said()
                .say("workload.stateBytes", stateBytes)
                .say("timing.warmup", warmup)
                .say("timing.duration", duration)
                .say("seed", seed.given());
    }
}
