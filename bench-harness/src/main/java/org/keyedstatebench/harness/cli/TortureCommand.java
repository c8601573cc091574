package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.FaultKind;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether each engine keeps its promise that no failure loses or miscounts an event. */
@Command(
        name = "torture",
        description = {
            "Lets one fault after the other befall each engine under load, and accounts for every event after each: lost, counted"
                    + " twice, seen twice by a reader of committed records, outage, time to catch up.",
            "",
            "Kinds and times are drawn from the seed, so that --seed repeats them; half of the faults strike in the middle of the"
                    + " recovery of the one before. Kinds, and what is done:",
            "  kill     SIGKILL at a random time; while a checkpoint or a batch's commit is due; before the restarted engine has"
                    + " recovered; and twice in a row",
            "  stop     SIGSTOP, and SIGCONT after 0.1 to 30 s",
            "  broker   SIGKILL of the embedded broker, and its restart on the same data and port",
            "  network  nothing gets through between engine and broker, connections are reset, or every byte is late",
            "  disk     no room for state (a small tmpfs where this user may mount one, else no permission); a damaged newest"
                    + " checkpoint",
            "  clock    not possible here, which the report says",
            "",
            "An engine that ends by itself is started again on its newest checkpoint. That an engine fails is what is to be found"
                    + " out: the report says so, with the number and minute of the fault, and the exit code is 0. It is 1 if the"
                    + " harness fails."
        },
        footer = {
            "  bench torture --faults 12                           every kind about once, each engine",
            "  bench torture --for 30m --variants spark            as many as there is time for",
            "  bench torture --faults-of kill,broker --seed 7      two groups; the faults of seed 7 again",
            "  bench torture --faults-of damaged-checkpoint        one kind alone"
        })
final class TortureCommand extends TrialCommand {

    /** Undisturbed, before the first fault: long enough to know what the backlog is like. */
    private static final Duration UNDISTURBED = Duration.ofSeconds(10);

    private static final int FAULTS = 20;

    @Option(
            names = "--for",
            paramLabel = "T",
            description = "No further fault strikes when this is over, such as 30m (default: no limit).")
    private Duration atMost;

    @Option(
            names = "--faults",
            paramLabel = "N",
            description = "How many faults befall each variant (default: " + FAULTS
                    + ", or as many as there is time for with --for).")
    private Integer faults;

    @Option(
            names = "--faults-of",
            split = ",",
            paramLabel = "LIST",
            description =
                    "Which: kill, stop, broker, network, disk, clock, or one kind of them by its name (default: all).")
    private List<String> kinds;

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        Scenario scenario = options.scenario(options.scenarios()
                .disturbed("torture", UNDISTURBED, options.variants().resuming()));
        for (Variant variant : scenario.variants()) {
            if (variant.placed(Placement::kind) == DeploymentKind.REMOTE) {
                throw new IllegalArgumentException(
                        "torture kills the engine with all that does its work: " + variant.name()
                                + " runs on a cluster that is not ours; leave --deployment out, or use local-cluster");
            }
            if (!options.run.engines.catalogue().engine(variant).supports().resumes()) {
                throw new IllegalArgumentException("torture needs engines that go on after a kill, which "
                        + variant.name() + " does not: choose others with --variants");
            }
        }
        return scenario.under("torture", torture());
    }

    private Experiment.Torture torture() {
        List<FaultKind> chosen = kinds == null ? Arrays.asList(FaultKind.values()) : FaultKind.parse(kinds);
        return new Experiment.Torture(chosen, faults == null && atMost == null ? (Integer) FAULTS : faults, atMost);
    }

    @Override
    public Integer call() {
        return measure(options.run, scenario());
    }
}
