package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.compare.ComparisonTable;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.micro.MicroEffort;
import org.keyedstatebench.harness.micro.MicroRuns;
import org.keyedstatebench.harness.micro.MicroSuite;
import org.keyedstatebench.harness.trial.BlockPlan;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.MatrixScenarios;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The comparison table, each cell with its evidence. */
@Command(
        name = "matrix",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fills the comparison table of the engines with facts of this machine and these versions: state abstraction,"
                    + " state backend, per-record processing, checkpointing, state TTL, timers.",
            "",
            "Each cell is a measured figure, a verified yes or no, or the refusal of the engine in its own words, with the"
                    + " trial that it comes from."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench matrix --quick                  all six rows",
            "  bench matrix --quick --only timers    one row",
            "  bench matrix --only ttl,timers        two rows, with longer trials",
            "  bench matrix --only backend --blocks 6",
            "                                        claims of speed judged by intervals"
        })
final class MatrixCommand extends TrialCommand {

    private static final List<Integer> ONE_SIZE = List.of(100_000);
    private static final String READ_MODIFY_WRITE = "readModifyWrite";

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
    private RunOptions options;

    @Override
    Scenario scenario() {
        EngineCatalogue catalogue = options.engines.catalogue();
        return options.deployment.place(
                new MatrixScenarios(catalogue.engines()).of(dimensions(), quick, blocks, seed.givenOrDrawn()),
                catalogue,
                Terminal::warn);
    }

    private Set<Dimension> dimensions() {
        return only == null ? EnumSet.allOf(Dimension.class) : EnumSet.copyOf(only);
    }

    @Override
    public Integer call() throws InterruptedException {
        Scenario scenario = scenario();
        Benchmark benchmark = prepared(options, scenario, Map.of());
        List<MicroResult.Figure> micro = dimensions().contains(Dimension.STATE_ABSTRACTION)
                ? micro(options.engines.catalogue(), benchmark.folder())
                : List.of();
        RunResult result = ComparisonTable.complete(
                benchmark.run(new BlockPlan(scenario)),
                micro,
                options.engines.catalogue().engines());
        benchmark.folder().write(result);
        int code = benchmark.report(result);
        return code == ExitCode.OK && !result.table().stream().allMatch(TableRow::isFilled) ? ExitCode.INVALID : code;
    }

    private List<MicroResult.Figure> micro(EngineCatalogue catalogue, RunFolder folder) throws InterruptedException {
        List<MicroResult.Figure> figures = new ArrayList<>();
        ConsoleProgress progress = ConsoleProgress.onStandardError(true);
        MicroEffort effort = quick ? MicroEffort.QUICK.withKeys(ONE_SIZE) : MicroEffort.FULL;
        try (TemporaryRoot temporary = TemporaryRoot.create()) {
            Path logs = Files.createDirectories(folder.path().resolve("micro"));
            new MicroRuns(temporary.folder(), logs)
                    .run(MicroSuite.ofState(catalogue), effort, READ_MODIFY_WRITE, progress, figures::addAll);
            for (MicroSuite suite : quick ? List.<MicroSuite>of() : MicroSuite.ofState(catalogue)) {
                if (suite.oneSize() != null) {
                    new MicroRuns(temporary.folder(), Files.createDirectories(logs.resolve("one-size")))
                            .run(List.of(suite), effort.withKeys(ONE_SIZE), suite.oneSize(), progress, figures::addAll);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the micro-benchmarks: " + e.getMessage(), e);
        }
        progress.done();
        return figures;
    }
}
