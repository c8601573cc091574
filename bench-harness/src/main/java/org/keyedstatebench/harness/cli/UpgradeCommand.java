package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.trial.BlockPlan;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether another build, version or form of a job goes on from its state, and how long it is away. */
@Command(
        name = "upgrade",
        description = {
            "Runs a baseline under load, has it keep its state and stop, starts the candidate on that state, and follows every event across"
                    + " it: all counts must go on exactly.",
            "",
            "The candidate is this build, or one with other versions or settings (--candidate-set), or another variant of the same engine"
                    + " (--to), whose job graph or state is of another form. What the engine refuses is quoted, and is no failure.",
            ""
        },
        footer = {
            "  bench upgrade --baseline origin/main",
            "  bench upgrade --variant flink-rocksdb --baseline-set flink.version=2.2.0",
            "  bench upgrade --variant spark --baseline-set spark.version=4.1.1",
            "  bench upgrade --variant flink-rocksdb --to flink-pojo"
        })
final class UpgradeCommand extends TrialCommand {

    @Mixin
    private GateSides sides;

    @Option(
            names = "--to",
            paramLabel = "NAME",
            description = "The variant that goes on, of the same engine (default: the same variant).")
    private String to;

    @Option(
            names = "--change-after",
            paramLabel = "T",
            description = "When, from the opening of the measured window (default: 10s).")
    private Duration changeAfter = Duration.ofSeconds(10);

    @Mixin
    private ScenarioOptions options;

    /** What is run, and with which builds. */
    private record Upgrade(Scenario scenario, Map<String, EngineCatalogue> builds) {}

    @Override
    Scenario scenario() {
        return upgrade().scenario();
    }

    private Upgrade upgrade() {
        if (sides.areTheSame() && to == null) {
            throw new IllegalArgumentException("expected something to upgrade from or to: --baseline, --baseline-set,"
                    + " --candidate-set or --to");
        }
        if (sides.scenarioFile() != null) {
            throw new IllegalArgumentException(
                    "--baseline: expected a git ref or the folder of a checkout that was built, got the scenario file "
                            + sides.scenarioFile());
        }
        EngineCatalogue engines = options.run.engines.catalogue();
        Scenario standard = options.scenarios()
                .disturbed("upgrade", changeAfter.plus(RecoverCommand.FOLLOWED), List.of(sides.variant(engines)));
        Scenario circumstances = options.scenario(standard, null);
        RecoverCommand.checkMoment("--change-after", changeAfter, circumstances);
        GateSides.Prepared before = sides.baseline(circumstances, engines);
        GateSides.Prepared after = sides.candidate(sides.candidateSet, engines, to);
        checkPair(before.variant(), after.variant());
        Map<String, EngineCatalogue> builds = Map.of(
                Side.BASELINE.word(), before.engines(),
                Side.CANDIDATE.word(), after.engines());
        Scenario scenario = options.run.deployment.place(
                circumstances.withVariants(List.of(before.variant(), after.variant())),
                engines.with(builds),
                sentence -> {
                    throw new IllegalArgumentException("both sides of an upgrade run in the same place: " + sentence);
                });
        String says = says(before) + " to " + says(after);
        return new Upgrade(
                scenario.withConditions(
                        List.of(condition("upgrade", scenario, changeAfter, "from " + says, List.of()))),
                builds);
    }

    private static String says(GateSides.Prepared side) {
        return side.side().variant() + " of " + side.side().label();
    }

    /** Under which the baseline's job becomes the candidate's. */
    static Condition condition(
            String name, Scenario scenario, Duration after, String says, List<Dimension> dimensions) {
        return new Condition(
                name,
                new Experiment.Change(after, says, null, null, Side.CANDIDATE.word()),
                scenario.workload(),
                scenario.timing(),
                List.of(Side.BASELINE.word()),
                dimensions,
                null);
    }

    /** Another engine cannot read the state, and one that writes other rows cannot be judged by the same rules. */
    private static void checkPair(Variant before, Variant after) {
        boolean comparable = before.engine().equals(after.engine())
                && before.emission() == after.emission()
                && before.guarantee() == after.guarantee();
        if (!comparable) {
            throw new IllegalArgumentException("--to: expected a variant of " + before.engine() + " with emission "
                    + before.emission() + " and " + before.guarantee() + ", got one of " + after.engine() + " with "
                    + after.emission() + " and " + after.guarantee());
        }
    }

    @Override
    public Integer call() {
        Upgrade upgrade = upgrade();
        Benchmark benchmark = prepared(options.run, upgrade.scenario(), upgrade.builds());
        return benchmark.report(benchmark.run(new BlockPlan(upgrade.scenario())));
    }
}
