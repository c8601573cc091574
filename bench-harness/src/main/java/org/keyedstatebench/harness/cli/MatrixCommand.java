package org.keyedstatebench.harness.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.command.PriceOption;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.trial.BlockPlan;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.MatrixScenarios;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.ScenarioOverrides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The comparison table, each cell with its evidence. */
@Command(
        name = "matrix",
        description = {
            "Fills the comparison table of the engines with facts of this machine and these versions: state abstraction,"
                    + " state backend, per-record processing, checkpointing, state TTL, timers.",
            "",
            "Each cell is a measured figure, a verified yes or no, or the refusal of the engine in its own words, with the"
                    + " trial that it comes from."
        },
        footer = {
            "  bench matrix --quick                  all six rows",
            "  bench matrix --quick --only timers    one row",
            "  bench matrix --only ttl,timers        two rows, with longer trials",
            "  bench matrix --only backend --blocks 6",
            "                                        claims of speed judged by intervals"
        })
final class MatrixCommand extends TrialCommand {

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "LIST",
            description =
                    "Rows of the table: abstraction, backend, per-record, checkpointing, ttl, timers (default: all six).")
    private List<Dimension> only;

    @Option(names = "--quick", description = "Fewer settings and shorter trials; the report says what was left out.")
    private boolean quick;

    @Option(
            names = "--large",
            description =
                    "Also drains into a state of 10,000,000 keys with 8 bytes and with 1 KiB beside each count: some 10 GB of"
                            + " disk, and an hour.")
    private boolean large;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How often each trial is repeated (default: 1). From 6 on there are intervals of 95 %%, without which no"
                            + " claim of speed is judged by trials.")
    private int blocks;

    @Mixin
    private SeedOption seed;

    @Mixin
    private PriceOption price;

    @Mixin
    private RunOptions options;

    @Override
    Scenario scenario() {
        if (quick && large) {
            throw wrong("--quick and --large exclude each other");
        }
        EngineCatalogue catalogue = options.engines.catalogue();
        Scenario scenario =
                new MatrixScenarios(catalogue.engines()).of(dimensions(), quick, large, blocks, seed.givenOrDrawn());
        return options.deployment.place(
                new ScenarioOverrides().say("price", price.said()).apply(scenario), catalogue, Terminal::warn);
    }

    private Set<Dimension> dimensions() {
        return only == null ? EnumSet.allOf(Dimension.class) : EnumSet.copyOf(only);
    }

    @Override
    public Integer call() throws InterruptedException {
        Scenario scenario = scenario();
        Benchmark benchmark = prepared(options, scenario, Map.of());
        List<EngineDescriptor> engines = options.engines.catalogue().engines();
        MicroResult micro = dimensions().contains(Dimension.STATE_ABSTRACTION)
                ? new StateSteps(benchmark, engines).measure(quick)
                : null;
        RunResult result = benchmark.complete(benchmark.run(new BlockPlan(scenario)), micro, engines);
        int code = benchmark.report(result);
        return code == ExitCode.OK && !result.table().stream().allMatch(TableRow::isFilled) ? ExitCode.INVALID : code;
    }
}
