package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.List;
import org.keyedstatebench.engine.ClusterSupport;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it costs when an engine is killed. */
@Command(
        name = "recover",
        description = {
            "Kills each engine (SIGKILL) in the middle of the load, starts it again on its last checkpoint, and follows every"
                    + " event across the outage.",
            "",
            "Reports the outage (the longest time without newly covered events), when the backlog was back at what it was,"
                    + " what was counted again, and that no event was lost and every final count is exact."
        },
        footer = {
            "  bench recover --variants flink,spark --kill-after 10s",
            "  bench recover --variants flink-hashmap,flink-rocksdb --keys 1000000 --blocks 3"
        })
final class RecoverCommand extends TrialCommand {

    /** What the window goes on for after an interruption: a fresh JVM needs up to 15 s to its first count. */
    static final Duration FOLLOWED = Duration.ofSeconds(25);

    @Option(
            names = "--kill-after",
            paramLabel = "T",
            description = "When, from the opening of the measured window (default: 10s).")
    private Duration killAfter = Duration.ofSeconds(10);

    @Option(
            names = "--kill",
            paramLabel = "WHAT",
            description =
                    "What is killed: the driver (the engine's own process and all that it started, which is started again; the"
                            + " default), or of a local-cluster a worker or the master (or job-manager), after which the job"
                            + " goes on by itself.")
    private String victim;

    @Option(
            names = "--kill-command",
            paramLabel = "COMMAND",
            description = "Kills instead, for clusters that are there: 'kubectl delete pod ...'.")
    private String killCommand;

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        Scenario scenario = options.scenario(options.scenarios()
                .disturbed(
                        "recover", killAfter.plus(FOLLOWED), options.variants().resuming()));
        if (killAfter.isZero()) {
            throw new IllegalArgumentException(
                    "--kill-after must be above 0, got 0: what follows the kill is held against what was before it");
        }
        checkMoment("--kill-after", killAfter, scenario);
        checkVictims(scenario, recovery());
        return scenario.under("recovery", recovery());
    }

    /** @throws IllegalArgumentException if the moment of an interruption does not lie within the window, with some of it before */
    static void checkMoment(String option, Duration moment, Scenario scenario) {
        if (moment.isZero() || scenario.timing().duration().compareTo(moment) <= 0) {
            throw new IllegalArgumentException(option + " must lie within the measured window of "
                    + Durations.format(scenario.timing().duration()) + " and be above 0, got "
                    + Durations.format(moment));
        }
    }

    private Experiment.Recovery recovery() {
        if (victim != null && killCommand != null) {
            throw new IllegalArgumentException("--kill and --kill-command exclude each other");
        }
        // One word for one thing: where one engine has a master, another calls it its job manager.
        String role = "job-manager".equals(victim) ? ClusterSupport.MASTER : victim;
        List<String> roles = List.of(Experiment.Recovery.DRIVER, ClusterSupport.WORKER, ClusterSupport.MASTER);
        if (role != null && !roles.contains(role)) {
            throw new IllegalArgumentException(
                    "--kill: expected driver, worker, master or job-manager; got '" + victim + "'");
        }
        return new Experiment.Recovery(killAfter, role, killCommand);
    }

    /** A process can be killed only where it is one of ours. */
    private void checkVictims(Scenario scenario, Experiment.Recovery recovery) {
        for (Variant variant : recovery.victim() == null ? List.<Variant>of() : scenario.variants()) {
            if (variant.placed(Placement::kind) != DeploymentKind.LOCAL_CLUSTER) {
                throw new IllegalArgumentException("--kill " + victim + " needs --deployment local-cluster, where "
                        + variant.name() + " does not run; on a cluster that is there, use --kill-command");
            }
            List<String> roles =
                    options.run.engines.catalogue().engine(variant).clusters().roles();
            if (!roles.contains(recovery.victim())) {
                throw new IllegalArgumentException("--kill: expected driver or " + String.join(" or ", roles) + " for "
                        + variant.name() + ", got '" + victim + "'");
            }
        }
    }

    @Override
    public Integer call() {
        return measure(options.run, scenario());
    }
}
