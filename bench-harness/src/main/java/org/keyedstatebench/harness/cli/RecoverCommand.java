package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.List;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it costs when an engine is killed. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Kills each engine (SIGKILL) in the middle of the load, starts it again on its last checkpoint, and follows every"
                    + " event across the outage.",
            "",
            "Reports the outage (the longest time without newly covered events), when the backlog was back at what it was,"
                    + " what was counted again, and that no event was lost and every final count is exact."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench recover --variants flink,spark --kill-after 10s",
            "  bench recover --variants flink-hashmap,flink-rocksdb --keys 1000000 --blocks 3"
        })
final class RecoverCommand extends TrialCommand {

    /** What the window goes on for after the kill: a fresh JVM needs up to 15 s to its first count. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(25);

    @Option(
            names = "--kill-after",
            paramLabel = "T",
            description = "When, from the opening of the measured window (default: 10s).")
    private Duration killAfter = Duration.ofSeconds(10);

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        Scenario compare = options.scenarios().compare();
        Scenario scenario = options.scenario(compare.with(once -> once.name("recover")
                .timing(compare.timing().withDuration(killAfter.plus(AFTER_KILL)))
                .blocks(1)
                .variants(options.variants().resuming())
                .conditions(null)));
        if (killAfter.isZero()) {
            throw new IllegalArgumentException(
                    "--kill-after must be above 0, got 0: what follows the kill is held against what was before it");
        }
        if (scenario.timing().duration().compareTo(killAfter) <= 0) {
            throw new IllegalArgumentException("--kill-after must lie within the measured window of "
                    + Durations.format(scenario.timing().duration()) + ", got " + Durations.format(killAfter));
        }
        return scenario.withConditions(List.of(new Condition(
                "recovery",
                new Experiment.Recovery(killAfter),
                scenario.workload(),
                scenario.timing(),
                scenario.variants().stream().map(Variant::name).toList())));
    }

    @Override
    public Integer call() {
        return measure(options.run, scenario());
    }
}
