package org.keyedstatebench.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.command.Home;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.machine.EnvironmentProbe;
import org.keyedstatebench.harness.micro.MicroEffort;
import org.keyedstatebench.harness.micro.MicroRuns;
import org.keyedstatebench.harness.micro.MicroSuite;
import org.keyedstatebench.report.MicroTable;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  state    read-modify-write of the value state in each backend of every engine, and what belongs to it",
            "  ENGINE   the same of one engine, by its id",
            "  all      everything (the default)",
            "",
            "No cluster, Kafka or checkpoint takes part: a figure says what a step costs, not how fast an engine is."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench micro state --quick --include readModifyWrite   value state of all engines, about 90 seconds",
            "  bench micro flink --keys 1000000                      one million keys",
            "  bench micro harness --include Coverage                one part",
        })
final class MicroCommand implements Callable<Integer> {

    private static final String HARNESS = "harness";
    private static final String STATE = "state";
    private static final String ALL = "all";

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description = "harness, state, all, or one engine of ${bundle:engines.micro} (default: all).")
    private String what = ALL;

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

    @Mixin
    private EngineOptions engineOptions;

    @Mixin
    private ResultsOption results;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        MicroEffort effort = quick ? MicroEffort.QUICK : MicroEffort.FULL;
        if (keys != null) {
            effort = effort.withKeys(keys);
        }
        checkRegex(include);
        EngineCatalogue catalogue = engineOptions.catalogue();
        List<MicroSuite> suites = suites(catalogue);
        RunFolder folder = results.create("micro");
        Environment environment =
                EnvironmentProbe.probe(Home.folder(), "none", Versions.with(catalogue.engines()), System.err::println);
        String words = String.join(" ", command.commandLine().getParseResult().originalArgs());
        ConsoleProgress progress = ConsoleProgress.onStandardError(true);
        MicroResult result;
        try (TemporaryRoot temporary = TemporaryRoot.create()) {
            MicroRuns runs = new MicroRuns(folder.id(), "./bench " + words, environment, temporary.folder(), progress);
            // After each suite: what was measured stays, whatever comes next.
            runs.run(suites, effort, include, folder.path(), () -> folder.write(MicroResult.DOCUMENT, runs.result()));
            result = runs.result();
        }
        progress.done();
        System.out.print(MicroTable.render(result));
        System.out.println("Results: " + folder.path());
        return ExitCode.OK;
    }

    private List<MicroSuite> suites(EngineCatalogue catalogue) {
        List<MicroSuite> suites = new ArrayList<>();
        if (isAsked(HARNESS)) {
            suites.add(MicroSuite.ofHarness(catalogue));
        }
        List<EngineDescriptor> engines = catalogue.engines().stream()
                .filter(engine -> engine.micro() != null)
                .toList();
        engines.stream()
                .filter(engine -> isAsked(STATE) || isAsked(engine.id()))
                .forEach(engine -> suites.add(MicroSuite.of(engine, catalogue)));
        if (suites.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected " + HARNESS + ", " + STATE + ", " + ALL + " or an engine with micro-benchmarks: "
                            + engines.stream().map(EngineDescriptor::id).collect(Collectors.joining(", ")) + "; got '"
                            + what + "'");
        }
        return suites;
    }

    private boolean isAsked(String part) {
        return what.equalsIgnoreCase(part) || what.equalsIgnoreCase(ALL);
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
