package org.keyedstatebench.harness.cli;

import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
final class CompareCommand extends TrialCommand {

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        return options.scenario(options.scenarios().compare());
    }

    @Override
    public Integer call() {
        return measure(options.run, scenario());
    }
}
