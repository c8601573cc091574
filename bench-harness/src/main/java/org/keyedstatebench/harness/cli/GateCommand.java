package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateResultJson;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.gate.GateSession;
import org.keyedstatebench.gate.GateSide;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.report.GateReport;
import org.keyedstatebench.report.HtmlReport;
import org.keyedstatebench.report.JUnitReport;
import org.keyedstatebench.report.MarkdownReport;
import org.keyedstatebench.report.ReportModel;
import org.keyedstatebench.report.TerminalReport;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.StoredText;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fails a build that made an engine job slower, and no build that did not. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs this build (the candidate) and a baseline in adjacent pairs of trials, in the order of a coin flip, and says"
                    + " whether the candidate is slower.",
            "",
            "Slower is: the exact confidence interval of the median ratio over pairs lies above 1, the median ratio above the"
                    + " threshold, the change above 1 ms, and a second, fresh set of pairs says so too. A trial of the candidate"
                    + " that loses events, counts wrongly or is refused fails the gate at once; so does the second that dies or"
                    + " does not hold the rate, and with one alone the gate cannot pass. p99.9 and maximum are shown, not judged.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench gate --baseline origin/main --quick",
            "  bench gate --baseline ../checkout-of-last-week --variants spark",
            "  bench gate --candidate-set flink.version=2.2.0",
            "  bench gate --baseline-set execution.buffer-timeout.interval=100ms",
            "  bench gate --candidate-set bench.test.delay=10ms --quick    must fail: a delay on purpose",
            "  bench gate --self-test --quick    what the gate finds on this machine",
            "",
            "Exit codes:",
            "  0  pass                   3  regression, or failed trials of the candidate",
            "  1  something failed       4  inconclusive (0 with --on-inconclusive warn)",
            "  2  an option is wrong     5  invalid measurement: a failed trial of the baseline"
        })
final class GateCommand implements TrialCommand {

    /** Names the file whose text a workflow of GitHub shows. */
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    @Option(
            names = "--baseline",
            paramLabel = "WHAT",
            description =
                    "A git ref, which is built and kept below target/gate; the folder of another checkout that was built; or"
                            + " a scenario file (.yaml) with the variant to compare with, and the circumstances of both sides"
                            + " (default: this build).")
    private String baseline;

    @Option(
            names = "--baseline-set",
            paramLabel = "KEY=VALUE",
            description =
                    "Key of the engine's configuration for the baseline, or the version of a library to build it with"
                            + " (${bundle:engines.versions}); can be repeated.")
    private Map<String, String> baselineSet = new LinkedHashMap<>();

    @Option(names = "--candidate-set", paramLabel = "KEY=VALUE", description = "The same for the candidate.")
    private Map<String, String> candidateSet = new LinkedHashMap<>();

    @Option(
            names = {"--variants", "--variant"},
            paramLabel = "NAME",
            description =
                    "What is compared, one name of ${bundle:engines.variants} (default: ${bundle:engines.typical}).")
    private String variantName;

    @Option(
            names = "--self-test",
            description =
                    "Compares this build with itself, then with itself plus a delay of about a fifth and of about half"
                            + " of its median latency, and says how small a slow-down the gate finds on this machine.")
    private boolean selfTest;

    @Mixin
    private GateOptions gateOptions;

    @Mixin
    private EngineOptions engineOptions;

    @Mixin
    private KafkaOptions kafkaOptions;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec command;

    /** One side, ready to run. */
    private record Prepared(Variant variant, GateSide side, EngineCatalogue engines) {}

    @Override
    public Integer call() {
        if (selfTest) {
            if (baseline != null || !baselineSet.isEmpty() || !candidateSet.isEmpty()) {
                throw new IllegalArgumentException(
                        "--self-test compares this build with itself: expected neither --baseline"
                                + " nor --baseline-set nor --candidate-set beside it");
            }
            return new GateSelfTest(
                            gateOptions.rules(), gateOptions.mostRepeats(), gateOptions.isGuarded(), this::compare)
                    .run(engineOptions.catalogue().engine(standard(engineOptions.catalogue())));
        }
        if (baseline == null && baselineSet.isEmpty() && candidateSet.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected something to compare this build with: --baseline, --baseline-set,"
                            + " --candidate-set or --self-test");
        }
        return compare(gateOptions.rules(), candidateSet).code();
    }

    /** What came of one comparison: its result, or only a code if it was interrupted. */
    record Compared(int code, Optional<GateResult> result) {}

    @Override
    public Scenario scenario() {
        return sides(candidateSet).scenario();
    }

    /** Both sides, and the circumstances under which they are compared. */
    private record Sides(Scenario scenario, Prepared before, Prepared after) {}

    private Sides sides(Map<String, String> candidateSettings) {
        Scenario circumstances =
                gateOptions.scenario(isScenario() ? Path.of(baseline) : null, engineOptions.catalogue());
        GateBuilds builds = new GateBuilds(Home.folder(), System.err::println);
        Prepared before = baseline(circumstances, builds);
        Prepared after = prepared(GateTrials.CANDIDATE, null, "this build", null, null, candidateSettings, builds);
        return new Sides(circumstances.withVariants(List.of(before.variant(), after.variant())), before, after);
    }

    /** What is compared, as a build has it. */
    private Variant standard(EngineCatalogue engines) {
        if (variantName == null) {
            return engines.variants().typical();
        }
        if (variantName.contains(",")) {
            throw new IllegalArgumentException(
                    "a gate compares two builds of one variant: expected one name, got '" + variantName + "'");
        }
        return engines.variants().select(List.of(variantName), List.of()).get(0);
    }

    private boolean isScenario() {
        return baseline != null && (baseline.endsWith(".yaml") || baseline.endsWith(".yml"));
    }

    private Compared compare(GateRules rules, Map<String, String> candidateSettings) {
        int mostRepeats = gateOptions.mostRepeats();
        Sides sides = sides(candidateSettings);
        Scenario scenario = sides.scenario();
        Prepared before = sides.before();
        Prepared after = sides.after();
        GateSession session =
                new GateSession(rules, mostRepeats, gateOptions.isGuarded(), scenario.seed(), System.err::println);
        Benchmark benchmark = new Benchmark(engineOptions, kafkaOptions, runOptions);
        benchmark.startingFrom(Map.of(
                before.variant().name(), before.engines(), after.variant().name(), after.engines()));
        AtomicReference<GateResult> result = new AtomicReference<>();
        benchmark.endingWith((run, folder) -> {
            Optional<GateResult> ended = end(run, folder, session, rules, before.side(), after.side());
            result.set(ended.orElse(null));
            return ended.map(this::code).orElse(ExitCode.INTERRUPTED);
        });
        int code = benchmark.search(
                scenario, command.commandLine().getParseResult().originalArgs(), new GateTrials(scenario, session));
        return new Compared(code, Optional.ofNullable(result.get()));
    }

    private int code(GateResult result) {
        GateVerdict verdict = result.judgement().verdict();
        return verdict == GateVerdict.INCONCLUSIVE && !gateOptions.failsOnInconclusive()
                ? ExitCode.OK
                : ExitCode.of(verdict);
    }

    private Prepared baseline(Scenario circumstances, GateBuilds builds) {
        if (baseline == null) {
            return prepared(GateTrials.BASELINE, null, "this build", null, null, baselineSet, builds);
        }
        Path path = Path.of(baseline);
        if (isScenario()) {
            Variant own = only(circumstances);
            return prepared(GateTrials.BASELINE, own, baseline, null, null, baselineSet, builds);
        }
        if (Files.exists(path.resolve("result.json"))) {
            throw new IllegalArgumentException("expected a build as the baseline, got the stored run " + path
                    + ": what was measured on another day or machine differs by more than a regression does");
        }
        // Any other folder is no checkout, and may have the name of a ref; so has the one where nothing is named.
        if (!baseline.isBlank() && Files.exists(path.resolve("pom.xml"))) {
            Path home = path.toAbsolutePath().normalize();
            return prepared(GateTrials.BASELINE, null, baseline, null, home, baselineSet, builds);
        }
        String commit = builds.commit(baseline);
        return prepared(
                GateTrials.BASELINE,
                null,
                baseline,
                commit,
                builds.of(commit, versions(baselineSet)),
                baselineSet,
                builds);
    }

    private Variant only(Scenario scenario) {
        return scenario.variants().stream()
                .filter(variant -> scenario.variants().size() == 1
                        || variant.name()
                                .equals(standard(engineOptions.catalogue()).name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one variant in " + baseline
                        + ", or one named '"
                        + standard(engineOptions.catalogue()).name() + "', got "
                        + scenario.variants().stream().map(Variant::name).toList()));
    }

    private Prepared prepared(
            String name,
            Variant own,
            String label,
            String commit,
            Path home,
            Map<String, String> settings,
            GateBuilds builds) {
        Map<String, String> versions = versions(settings);
        Path built = home;
        String builtFrom = commit;
        if (!versions.isEmpty() && commit == null) {
            if (home != null) {
                throw new IllegalArgumentException("expected a git ref as the baseline beside " + versions.keySet()
                        + ": the folder " + home + " was built already");
            }
            if (builds.isDirty()) {
                throw new IllegalArgumentException("expected a checkout without changes beside " + versions.keySet()
                        + ", because its last commit is what is built with another version: commit them first");
            }
            builtFrom = builds.commit("HEAD");
            built = builds.of(builtFrom, versions);
        }
        // By what that build says of its engines, where it says something.
        EngineCatalogue engines = built == null
                ? engineOptions.catalogue()
                : engineOptions.catalogue().at(built);
        Variant standard = own == null ? standard(engines) : own;
        Variant variant = standard.withName(name);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (!versions.containsKey(setting.getKey())) {
                variant = variant.withConfig(setting.getKey(), setting.getValue());
            }
        }
        String shown = settings.isEmpty()
                ? label
                : label + " with "
                        + String.join(
                                ", ",
                                settings.entrySet().stream()
                                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                                        .toList());
        return new Prepared(variant, new GateSide(shown, standard.name(), builtFrom, settings), engines);
    }

    /** Those that are properties of the build; every other key is one of the engine's configuration. */
    private Map<String, String> versions(Map<String, String> settings) {
        Map<String, String> versions = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            if (engineOptions.catalogue().versions().containsKey(key)) {
                versions.put(key, value);
            }
        });
        return versions;
    }

    private Optional<GateResult> end(
            RunResult run, RunFolder folder, GateSession session, GateRules rules, GateSide before, GateSide after) {
        Reports.write(folder.path(), false);
        if (run.status() != RunResult.Status.COMPLETE) {
            System.err.println("interrupted: no verdict; the trials so far are in " + folder.path());
            return Optional.empty();
        }
        GateResult result = GateResult.of(
                run.id(),
                run.startedAt(),
                run.endedAt(),
                run.command(),
                run.seed(),
                before,
                after,
                rules,
                run.environment(),
                session.pairs(),
                session.confirmation(),
                session.discarded(),
                session.faults());
        write(folder, result);
        System.out.print(TerminalReport.render(GateReport.summary(result), runOptions.colour())
                + "Gate: " + folder.path().resolve("gate.html") + "\n"
                + "Trials: " + folder.path().resolve(Reports.HTML) + "\n");
        return Optional.of(result);
    }

    private static void write(RunFolder folder, GateResult result) {
        ReportModel model = GateReport.of(result);
        folder.writeText(GateResult.FILE, GateResultJson.write(result));
        folder.writeText("gate.md", MarkdownReport.render(model));
        folder.writeText("gate.html", HtmlReport.render(model));
        folder.writeText("junit.xml", JUnitReport.render(result));
        tell(System.getenv(SUMMARY), MarkdownReport.render(GateReport.summary(result)), Terminal::warn);
    }

    /**
     * Tells the workflow that the gate runs in. The verdict stands, also where nobody can be told.
     *
     * @param workflow file that takes the text; {@code null} or empty outside of a workflow
     */
    static void tell(String workflow, String text, Consumer<String> warnings) {
        if (workflow == null || workflow.isBlank()) {
            return;
        }
        try {
            StoredText.append(Path.of(workflow), text);
        } catch (IOException | InvalidPathException e) {
            warnings.accept("cannot append to " + SUMMARY + ", " + workflow + ": " + e);
        }
    }
}
