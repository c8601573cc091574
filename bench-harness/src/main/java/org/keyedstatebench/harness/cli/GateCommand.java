package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.command.Reports;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.gate.GateResult;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.gate.GateSession;
import org.keyedstatebench.gate.GateSide;
import org.keyedstatebench.gate.GateVerdict;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.harness.cli.GateOptions.OnInconclusive;
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
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fails a build that made an engine job slower, and no build that did not. */
@Command(
        name = "gate",
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
        footer = {
            "  bench gate --baseline origin/main --quick",
            "  bench gate --baseline ../checkout-of-last-week --variants spark",
            "  bench gate --candidate-set flink.version=2.2.0",
            "  bench gate --baseline origin/main --with-state    also whether the state of main is taken over",
            "  bench gate --baseline-set execution.buffer-timeout.interval=100ms",
            "  bench gate --candidate-set bench.test.delay=10ms --quick    must fail: a delay on purpose",
            "  bench gate --self-test --quick    what the gate finds on this machine",
            "",
            "Exit codes:",
            "  0  pass                   3  regression, or failed trials of the candidate",
            "  1  something failed       4  inconclusive (0 with --on-inconclusive warn)",
            "  2  an option is wrong     5  invalid measurement: a failed trial of the baseline"
        })
final class GateCommand extends TrialCommand {

    /** Names the file whose text a workflow of GitHub shows. */
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    /** What the window is open for before the baseline's job becomes the candidate's. */
    private static final Duration BEFORE_CHANGE = Duration.ofSeconds(6);

    @Mixin
    private GateSides sides;

    @Option(
            names = "--self-test",
            description =
                    "Compares this build with itself, then with itself plus a delay of about a fifth and of about half"
                            + " of its median latency, and says how small a slow-down the gate finds on this machine.")
    private boolean selfTest;

    @Mixin
    private GateOptions gateOptions;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        if (selfTest) {
            if (!sides.areTheSame()) {
                throw new IllegalArgumentException(
                        "--self-test compares this build with itself: expected neither --baseline"
                                + " nor --baseline-set nor --candidate-set beside it");
            }
            EngineCatalogue engines = options.engines.catalogue();
            return new GateSensitivity(gateOptions, this::compare).run(engines.engine(sides.variant(engines)));
        }
        if (sides.areTheSame()) {
            throw new IllegalArgumentException(
                    "expected something to compare this build with: --baseline, --baseline-set,"
                            + " --candidate-set or --self-test");
        }
        return compare(gateOptions.rules(), sides.candidateSet).map(this::code).orElse(ExitCode.INTERRUPTED);
    }

    private int code(GateResult result) {
        GateVerdict verdict = result.judgement().verdict();
        boolean isLet = verdict == GateVerdict.INCONCLUSIVE && gateOptions.onInconclusive == OnInconclusive.warn;
        return isLet ? ExitCode.OK : ExitCode.of(verdict);
    }

    @Override
    Scenario scenario() {
        return compared(sides.candidateSet).scenario();
    }

    /** Both sides where they run, and the circumstances under which they are compared. */
    private record Compared(
            Scenario scenario, Map<String, EngineCatalogue> builds, GateSide baseline, GateSide candidate) {}

    private Compared compared(Map<String, String> candidateSettings) {
        EngineCatalogue engines = options.engines.catalogue();
        Scenario circumstances = gateOptions.scenario(sides.scenarioFile(), engines);
        GateSides.Prepared before = sides.baseline(circumstances, engines);
        GateSides.Prepared after = sides.candidate(candidateSettings, engines);
        Map<String, EngineCatalogue> builds = Map.of(
                Side.BASELINE.word(), before.engines(),
                Side.CANDIDATE.word(), after.engines());
        Scenario scenario = options.deployment.place(
                circumstances.withVariants(List.of(before.variant(), after.variant())),
                engines.with(builds),
                sentence -> {
                    throw new IllegalArgumentException("both sides of a gate run in the same place: " + sentence);
                });
        if (gateOptions.withState) {
            scenario = withState(scenario);
        }
        return new Compared(
                scenario,
                builds,
                before.side().at(scenario.variant(Side.BASELINE.word())),
                after.side().at(scenario.variant(Side.CANDIDATE.word())));
    }

    /** With one more trial, which is none of the comparison. */
    private static Scenario withState(Scenario scenario) {
        Condition pairs = scenario.conditions().get(0);
        Scenario longer =
                scenario.withTiming(scenario.timing().withDuration(BEFORE_CHANGE.plus(RecoverCommand.FOLLOWED)));
        Condition change = UpgradeCommand.condition(
                "with-state",
                longer,
                BEFORE_CHANGE,
                "from the baseline to the candidate",
                List.of(Dimension.CHECKPOINTING));
        return scenario.withConditions(List.of(pairs, change));
    }

    /** What came of the comparison; nothing if it was interrupted. */
    private Optional<GateResult> compare(GateRules rules, Map<String, String> candidateSettings) {
        int mostRepeats = gateOptions.mostRepeats();
        Compared compared = compared(candidateSettings);
        Scenario scenario = compared.scenario();
        GateSession session =
                new GateSession(rules, mostRepeats, gateOptions.isGuarded(), scenario.seed(), System.err::println);
        Benchmark benchmark = prepared(options, scenario, compared.builds());
        RunResult run = benchmark.run(new GateTrials(scenario, session));
        RunFolder folder = benchmark.folder();
        Reports.write(folder.path());
        if (run.status() != RunResult.Status.COMPLETE) {
            System.err.println("interrupted: no verdict; the trials so far are in " + folder.path());
            return Optional.empty();
        }
        GateResult result = new GateResult(
                GateResult.SCHEMA_VERSION,
                run.id(),
                run.startedAt(),
                run.endedAt(),
                run.command(),
                run.seed(),
                compared.baseline(),
                compared.candidate(),
                rules,
                run.environment(),
                session.pairs(),
                session.confirmation(),
                session.discarded(),
                session.judgement());
        write(folder, result);
        System.out.print(TerminalReport.render(GateReport.summary(result), options.colour())
                + "Gate: " + folder.path().resolve("gate.html") + "\n"
                + "Trials: " + folder.path().resolve(Reports.HTML) + "\n");
        return Optional.of(result);
    }

    private static void write(RunFolder folder, GateResult result) {
        ReportModel model = GateReport.of(result);
        folder.write(GateResult.DOCUMENT, result);
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
