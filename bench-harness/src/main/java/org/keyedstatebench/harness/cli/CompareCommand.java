package org.keyedstatebench.harness.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.trial.BlockPlan;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.MatrixScenarios;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: all variants on the same input, block by block, and the comparison of what came out. */
@Command(
        name = "compare",
        description = {
            "Runs the reference loop and the engines one after another on the same Kafka topic, and compares them.",
            "",
            "Every trial gets a fresh JVM and fresh state. Each event is followed to the first output row that counts it;"
                    + " lost events, wrong counts or a rate that was not held make a trial invalid.",
            "",
            "Afterwards, short trials of the same engines fill what is still open of the comparison table: TTL, timers,"
                    + " and without --quick recovery."
        },
        footer = {
            "  bench compare --quick",
            "  bench compare --variants reference,flink-rocksdb,spark --rate 20000 --keys 100000 --blocks 5",
            "  bench compare --scenario scenarios/flink-checkpoint-interval.yaml",
            "  bench compare --variants flink-hashmap,flink-rocksdb --no-table",
            "  bench compare --bootstrap-servers kafka:9092 --kafka-config client.properties"
        })
final class CompareCommand extends TrialCommand {

    @Option(
            names = "--no-table",
            description =
                    "Leaves out the short trials and micro-benchmarks that, after the comparison's own trials, fill the"
                            + " rows of the comparison table which these leave open.")
    private boolean noTable;

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        Scenario comparison = options.scenario(options.scenarios().compare());
        EngineCatalogue catalogue = options.run.engines.catalogue();
        // Which engines know no clusters was told of the comparison itself.
        return noTable
                ? comparison
                : options.run.deployment.place(
                        new MatrixScenarios(catalogue.engines()).added(comparison, options.quick),
                        catalogue,
                        told -> {});
    }

    @Override
    public Integer call() throws InterruptedException {
        Scenario scenario = scenario();
        if (scenario.added().isEmpty()) {
            return measure(options.run, scenario);
        }
        Benchmark benchmark = prepared(options.run, scenario, Map.of());
        List<EngineDescriptor> engines = compared(scenario);
        StateSteps steps = new StateSteps(benchmark, engines);
        Optional<MicroResult> found = steps.found();
        if (steps.areAny()) {
            System.err.println(
                    found.map(micro -> "micro-benchmarks of the state are those of " + micro.id() + ", of this build")
                            .orElse("after the trials come micro-benchmarks of the state, about a minute"));
        }
        RunResult measured = benchmark.run(new BlockPlan(scenario));
        RunResult result = benchmark.complete(measured, null, engines);
        if (measured.status() == RunResult.Status.COMPLETE && steps.areAny()) {
            try {
                found.ifPresent(micro -> benchmark.folder().write(MicroResult.DOCUMENT, micro));
                result = benchmark.complete(measured, found.isPresent() ? found.get() : steps.measure(true), engines);
            } catch (EngineException e) {
                // What was compared is not lost with it.
                benchmark.report(result);
                throw e;
            }
        }
        return benchmark.report(result);
    }

    private List<EngineDescriptor> compared(Scenario scenario) {
        List<String> ids =
                scenario.variants().stream().map(Variant::engine).distinct().toList();
        return options.run.engines.catalogue().engines().stream()
                .filter(engine -> ids.contains(engine.id()))
                .toList();
    }
}
