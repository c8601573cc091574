package org.keyedstatebench.harness.cli;

import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast every variant works through events that are there already: catch-up throughput. */
@Command(
        name = "drain",
        description = {
            "Sends events to a topic once, and then lets every variant drain the very same records as fast as it can.",
            "",
            "The rate is taken over the middle 80 %% of the events, in the order in which they became covered; start-up is shown"
                    + " beside it. Every event is verified. --rate, --warmup and --duration have no meaning here."
        },
        footer = {
            "  bench drain --quick",
            "  bench drain --events 5000000 --keys 100000 --blocks 6",
            "  bench drain --variants reference,flink-rocksdb,spark --batch-events 500000"
        })
final class DrainCommand extends TrialCommand {

    private static final long EVENTS = 2_000_000;
    private static final long QUICK_EVENTS = 500_000;

    /** Micro-batches of the default size that the events make. */
    private static final long BATCHES = 10;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Events that are drained (default: 2000000; 500000 with --quick).")
    private Long events;

    @Option(
            names = "--batch-events",
            paramLabel = "N",
            description =
                    "Most events of a micro-batch (default: a tenth of --events). Without a limit all events would be"
                            + " one batch, which has no rate.")
    private Long batchEvents;

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        Scenario scenario = options.scenario(options.scenarios().drain());
        long number = events != null ? events : options.quick ? QUICK_EVENTS : EVENTS;
        long batch = batchEvents != null ? batchEvents : Math.max(100, number / BATCHES);
        return scenario.under("drain", new Experiment.Drain(number, batch));
    }

    @Override
    public Integer call() {
        refuse(
                options,
                "events are drained as fast as an engine can",
                "workload.rate",
                "timing.warmup",
                "timing.duration");
        return measure(options.run, scenario());
    }
}
