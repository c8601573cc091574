package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.micro.MicroEffort;
import org.keyedstatebench.harness.micro.MicroRuns;
import org.keyedstatebench.harness.micro.MicroSuite;
import org.keyedstatebench.harness.report.MicroTable;
import org.keyedstatebench.harness.result.Environment;
import org.keyedstatebench.harness.result.EnvironmentProbe;
import org.keyedstatebench.harness.result.MicroResult;
import org.keyedstatebench.harness.result.MicroResultJson;
import org.keyedstatebench.harness.result.ResultStore;
import org.keyedstatebench.harness.result.RunFolder;
import org.keyedstatebench.harness.result.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The cost of single steps, without Kafka: value state of each backend, and the harness' own hot paths. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures single steps by JMH, in JVMs with the options that engines get: nanoseconds and bytes of heap per"
                    + " operation.",
            "",
            "  harness  encode and decode events and counts, due times, coverage, recording",
            "  flink    read-modify-write of the value state: hashmap, rocksdb, forst, forst with asynchronous state",
            "  spark    the same, with and without changelog; and the commit of a small batch",
            "  state    flink and spark",
            "  all      everything (the default)",
            "",
            "No cluster, Kafka or checkpoint takes part: a figure says what a step costs, not how fast an engine is."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench micro state --quick                        value state of both engines, about 90 seconds",
            "  bench micro flink --keys 1000000                 one million keys",
            "  bench micro harness --include Coverage           one part",
        })
final class MicroCommand implements Callable<Integer> {

    private enum Scope {
        HARNESS,
        STATE,
        FLINK,
        SPARK,
        ALL;

        List<MicroSuite> suites() {
            return switch (this) {
                case HARNESS -> List.of(MicroSuite.HARNESS);
                case STATE -> MicroSuite.STATE;
                case FLINK -> List.of(MicroSuite.FLINK);
                case SPARK -> List.of(MicroSuite.SPARK);
                case ALL -> List.of(MicroSuite.values());
            };
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description = "harness, state, flink, spark or all (default: all).")
    private Scope scope = Scope.ALL;

    @Option(names = "--quick", description = "One JVM and half-second iterations, 100 and 100,000 keys.")
    private boolean quick;

    @Option(
            names = "--keys",
            split = ",",
            paramLabel = "LIST",
            description = "Numbers of keys (default: 100,100000,1000000; with --quick 100,100000).")
    private List<Integer> keys;

    @Option(
            names = "--include",
            paramLabel = "REGEX",
            description = "Only benchmarks whose name, package.Class.method, contains a match.")
    private String include = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for results (default: results).")
    private Path out;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        MicroEffort effort = quick ? MicroEffort.QUICK : MicroEffort.FULL;
        if (keys != null) {
            effort = effort.withKeys(keys);
        }
        checkRegex(include);
        Path results = out == null
                ? Home.folder().resolve("results")
                : out.toAbsolutePath().normalize();
        EngineCatalogue catalogue = new EngineCatalogue(Home.folder());
        scope.suites().forEach(suite -> catalogue.microArgsFile(suite.module()));
        RunFolder folder = new ResultStore(results, Clock.systemUTC()).create("micro");
        Instant startedAt = Instant.now();
        Environment environment = EnvironmentProbe.probe(Home.folder(), "none", Versions.all(), System.err::println);
        List<MicroResult.Figure> figures = new ArrayList<>();
        StepProgress progress = StepProgress.onTerminal();
        try (TemporaryRoot temporary = TemporaryRoot.create()) {
            new MicroRuns(catalogue, temporary.folder(), folder.path())
                    .run(scope.suites(), effort, include, progress, measured -> {
                        figures.addAll(measured);
                        // After each suite: what was measured stays, whatever comes next.
                        folder.writeText(
                                MicroResult.FILE,
                                MicroResultJson.write(result(folder, startedAt, environment, figures)));
                    });
        }
        progress.done();
        System.out.print(MicroTable.render(result(folder, startedAt, environment, figures)));
        System.out.println("Results: " + folder.path());
        return ExitCode.OK;
    }

    private MicroResult result(
            RunFolder folder, Instant startedAt, Environment environment, List<MicroResult.Figure> figures) {
        String words = String.join(" ", command.commandLine().getParseResult().originalArgs());
        return new MicroResult(
                MicroResult.SCHEMA_VERSION,
                folder.id(),
                startedAt,
                "./bench micro" + (words.isEmpty() ? "" : " " + words),
                environment,
                MicroRuns.jvmOptions(),
                figures);
    }

    private static void checkRegex(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "expected a regular expression for --include, got '" + regex + "': " + e.getDescription(), e);
        }
    }
}
