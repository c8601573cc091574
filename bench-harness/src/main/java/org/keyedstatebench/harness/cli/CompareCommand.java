package org.keyedstatebench.harness.cli;

import java.util.List;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: all variants on the same input, block by block, and the comparison of what came out. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the reference loop and the engines one after another on the same Kafka topic, and compares them.",
            "",
            "Every trial gets a fresh JVM and fresh state. Each event is followed to the first output row that counts it;"
                    + " lost events, wrong counts or a rate that was not held make a trial invalid."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench compare --quick",
            "  bench compare --variants reference,flink-rocksdb,spark --rate 20000 --keys 100000 --blocks 5",
            "  bench compare --scenario scenarios/flink-checkpoint-interval.yaml",
            "  bench compare --bootstrap-servers kafka:9092 --kafka-config client.properties"
        })
final class CompareCommand implements TrialCommand {

    @Option(
            names = {"--variants", "--engines"},
            split = ",",
            paramLabel = "LIST",
            description =
                    "Variants, by name (default: those of the scenario file, else ${bundle:engines.compared}; there are"
                            + " ${bundle:engines.variants}).")
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
        return scenarioOptions.scenario(engineOptions, engineOptions.scenarios().compare(), variants);
    }

    @Override
    public Integer call() {
        return new Benchmark(engineOptions, kafkaOptions, runOptions)
                .run(scenario(), command.commandLine().getParseResult().originalArgs());
    }
}
