package org.keyedstatebench.harness.cli;

import java.util.List;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast every variant works through events that are there already: catch-up throughput. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends events to a topic once, and then lets every variant drain the very same records as fast as it can.",
            "",
            "The rate is taken over the middle 80 %% of the events, in the order in which they became covered; start-up is shown"
                    + " beside it. Every event is verified. --rate, --warmup and --duration have no meaning here."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench drain --quick",
            "  bench drain --events 5000000 --keys 100000 --blocks 6",
            "  bench drain --variants reference,flink-rocksdb,spark --batch-events 500000"
        })
final class DrainCommand implements TrialCommand {

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

    @Option(
            names = {"--variants", "--engines"},
            split = ",",
            paramLabel = "LIST",
            description = "Variants, by name (default: those of the scenario file, else ${bundle:engines.throughput}).")
    private List<String> variants;

    @Mixin
    private ScenarioOptions scenarioOptions;

    @Mixin
    private EngineOptions engineOptions;

    @Mixin
    private KafkaOptions kafkaOptions;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec command;

    @Override
    public Scenario scenario() {
        Scenario scenario = scenarioOptions.scenario(
                engineOptions, engineOptions.scenarios().drain(), variants);
        long number = events != null ? events : scenarioOptions.isQuick() ? QUICK_EVENTS : EVENTS;
        long batch = batchEvents != null ? batchEvents : Math.max(100, number / BATCHES);
        Condition drain = new Condition(
                "drain",
                new Experiment.Drain(number, batch),
                scenario.workload(),
                scenario.timing(),
                scenario.variants().stream().map(Variant::name).toList());
        return scenario.withConditions(List.of(drain));
    }

    @Override
    public Integer call() {
        String why = "events are drained as fast as an engine can";
        OptionRules.refuse(command, why, "--rate", "--warmup", "--duration");
        Scenario scenario = scenario();
        scenarioOptions.tellUnused(command, why, "workload.rate", "timing.warmup", "timing.duration");
        return new Benchmark(engineOptions, kafkaOptions, runOptions)
                .run(scenario, command.commandLine().getParseResult().originalArgs());
    }
}
