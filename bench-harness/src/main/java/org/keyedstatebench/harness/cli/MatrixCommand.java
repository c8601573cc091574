package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.keyedstatebench.compare.MatrixTable;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.micro.MicroEffort;
import org.keyedstatebench.harness.micro.MicroRuns;
import org.keyedstatebench.harness.micro.MicroSuite;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class MatrixCommand implements TrialCommand {

    private static final long MAX_DRAWN_SEED = 1_000_000;
    private static final List<Integer> ONE_SIZE = List.of(100_000);
    private static final String READ_MODIFY_WRITE = "readModifyWrite";

    /** Dimensions as people type them. */
    static final class DimensionConverter implements ITypeConverter<Dimension> {
        @Override
        public Dimension convert(String text) {
            return OptionRules.read(text, Dimension::parse);
        }
    }

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "LIST",
            converter = DimensionConverter.class,
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

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of event sequences and trial order (default: drawn, printed).")
    private Long seed;

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
        return engineOptions
                .catalogue()
                .matrix()
                .of(
                        dimensions(),
                        quick,
                        blocks,
                        seed == null ? ThreadLocalRandom.current().nextLong(1, MAX_DRAWN_SEED) : seed);
    }

    private Set<Dimension> dimensions() {
        return only == null ? EnumSet.allOf(Dimension.class) : EnumSet.copyOf(only);
    }

    @Override
    public Integer call() {
        Scenario scenario = scenario();
        List<MicroResult.Figure> micro = new ArrayList<>();
        Benchmark benchmark = new Benchmark(engineOptions, kafkaOptions, runOptions);
        if (dimensions().contains(Dimension.STATE_ABSTRACTION)) {
            benchmark.before((catalogue, temporary, folder) -> micro.addAll(micro(catalogue, temporary, folder)));
        }
        benchmark.completing(run ->
                MatrixTable.complete(run, micro, engineOptions.catalogue().engines()));
        int code =
                benchmark.run(scenario, command.commandLine().getParseResult().originalArgs());
        return code == ExitCode.OK && !benchmark.result().table().stream().allMatch(TableRow::isFilled)
                ? ExitCode.INVALID
                : code;
    }

    private List<MicroResult.Figure> micro(EngineCatalogue catalogue, Path temporary, RunFolder folder) {
        try {
            Path logs = Files.createDirectories(folder.path().resolve("micro"));
            Path files = Files.createDirectories(temporary.resolve("micro"));
            List<MicroResult.Figure> figures = new ArrayList<>();
            StepProgress progress = StepProgress.onTerminal();
            MicroEffort effort = quick ? MicroEffort.QUICK.withKeys(ONE_SIZE) : MicroEffort.FULL;
            new MicroRuns(files, logs)
                    .run(MicroSuite.ofState(catalogue), effort, READ_MODIFY_WRITE, progress, figures::addAll);
            for (MicroSuite suite : quick ? List.<MicroSuite>of() : MicroSuite.ofState(catalogue)) {
                if (suite.oneSize() != null) {
                    new MicroRuns(files, Files.createDirectories(logs.resolve("one-size")))
                            .run(List.of(suite), effort.withKeys(ONE_SIZE), suite.oneSize(), progress, figures::addAll);
                }
            }
            progress.done();
            return figures;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the micro-benchmarks: " + e.getMessage(), e);
        }
    }
}
