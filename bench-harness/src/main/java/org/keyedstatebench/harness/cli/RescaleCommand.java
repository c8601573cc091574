package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.RescaleWay;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a job is away when its parallelism is changed. */
@Command(
        name = "rescale",
        description = {
            "Gives each engine's job another parallelism in the middle of the load, and in a second trial the first one back, in every"
                    + " way that its engine has, and follows every event across it.",
            "",
            "Reports the outage, when the backlog was back at what it was, in how many parts the state is afterwards, and that no"
                    + " event was lost and every final count is exact. What an engine refuses is quoted, and is no failure."
        },
        footer = {
            "  bench rescale",
            "  bench rescale --variants flink-rocksdb --from 1 --to 3 --keys 1000000",
            "  bench rescale --deployment local-cluster    also the ways of a job that goes on running"
        })
final class RescaleCommand extends TrialCommand {

    private static final int MOST = 1_024;

    @Option(names = "--from", paramLabel = "N", description = "Parallelism before (default: 2).")
    private int from = 2;

    @Option(names = "--to", paramLabel = "N", description = "Parallelism afterwards (default: 4).")
    private int to = 4;

    @Option(
            names = "--ways",
            split = ",",
            paramLabel = "LIST",
            description = "Only these: ${bundle:engines.rescales} (default: all that can be done where the jobs run).")
    private List<String> ways;

    @Option(
            names = "--change-after",
            paramLabel = "T",
            description = "When, from the opening of the measured window (default: 10s).")
    private Duration changeAfter = Duration.ofSeconds(10);

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        refuse("--parallelism", "--from and --to say it");
        if (from < 1 || to < 1 || from > MOST || to > MOST || from == to) {
            throw new IllegalArgumentException("--from and --to: expected two different numbers from 1 to " + MOST
                    + ", got " + from + " and " + to);
        }
        Scenario scenario = options.scenario(options.scenarios()
                .disturbed(
                        "rescale",
                        changeAfter.plus(RecoverCommand.FOLLOWED),
                        options.variants().rescaling()));
        RecoverCommand.checkMoment("--change-after", changeAfter, scenario);
        return scenario.withConditions(conditions(scenario));
    }

    /** There and back for each way, with the variants whose engines have it. */
    private List<Condition> conditions(Scenario scenario) {
        Map<RescaleWay, List<String>> variants = new LinkedHashMap<>();
        TreeSet<String> known = new TreeSet<>();
        for (Variant variant : scenario.variants()) {
            EngineDescriptor engine = options.run.engines.catalogue().engine(variant);
            if (engine.supports().rescales().isEmpty()) {
                throw new IllegalArgumentException(variant.name() + " cannot be rescaled: " + engine.id() + " "
                        + engine.version() + ", of contract " + engine.contract()
                        + ", says of no way in its engine.json (supports.rescales)");
            }
            for (RescaleWay way : engine.supports().rescales()) {
                known.add(way.name());
                if (ways != null && !ways.contains(way.name())) {
                    continue;
                }
                if (way.running() && (variant.placement() == null || variant.placed(Placement::isEmbedded))) {
                    toldOfClusters(variant, way);
                } else {
                    variants.computeIfAbsent(way, any -> new ArrayList<>()).add(variant.name());
                }
            }
        }
        if (ways != null && !known.containsAll(ways)) {
            throw new IllegalArgumentException(
                    "--ways: expected some of " + String.join(", ", known) + ", got " + String.join(",", ways));
        }
        List<Condition> conditions = new ArrayList<>();
        variants.forEach((way, names) -> {
            conditions.add(condition(scenario, way, names, from, to));
            conditions.add(condition(scenario, way, names, to, from));
        });
        return conditions;
    }

    private void toldOfClusters(Variant variant, RescaleWay way) {
        String sentence = way.name() + " (" + way.says() + ") is for a job of " + variant.name()
                + " on a cluster: --deployment local-cluster, or --cluster";
        if (ways != null) {
            throw new IllegalArgumentException(sentence);
        }
        Terminal.warn("left out: " + sentence);
    }

    private Condition condition(Scenario scenario, RescaleWay way, List<String> names, int before, int after) {
        return new Condition(
                way.name() + "-" + before + "-to-" + after,
                new Experiment.Change(
                        changeAfter,
                        "from parallelism " + before + " to " + after + ", " + way.says(),
                        way.name(),
                        after,
                        null),
                scenario.workload(),
                scenario.timing(),
                names,
                List.of(),
                scenario.resources().withParallelism(before));
    }

    @Override
    public Integer call() {
        return measure(options.run, scenario());
    }
}
