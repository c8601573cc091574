package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.ScenarioFile;
import org.keyedstatebench.scenario.Timing;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a gate measures and by what rules it judges, as options. */
final class GateOptions {

    /** What to do when nothing can be said. */
    enum OnInconclusive {
        fail,
        warn
    }

    private static final Duration WARMUP = Duration.ofSeconds(6);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration QUICK_WARMUP = Duration.ofSeconds(4);
    private static final Duration QUICK_WINDOW = Duration.ofSeconds(6);

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Pairs of trials in a set (default: 12; 7 with --quick). From 7 on, a set that cannot tell is"
                    + " extended once by two thirds.")
    private Integer pairs;

    @Option(
            names = "--quick",
            description =
                    "7 short pairs, at once or after an extension to 12: all 7 ratios must be above 1 before a regression is"
                            + " suspected, or 10 of 12. Small ones are missed more often than with the default.")
    private boolean quick;

    @Option(
            names = "--threshold",
            paramLabel = "RATIO",
            description = "Median ratio from which on slower is a regression (default: 1.10; for p99 at least 1.25).")
    private Double threshold;

    @Option(
            names = "--on-inconclusive",
            paramLabel = "WHAT",
            description = "fail (exit code 4, the default) or warn (exit code 0).")
    OnInconclusive onInconclusive = OnInconclusive.fail;

    @Option(
            names = "--max-repeats",
            paramLabel = "N",
            description = "Pairs that are repeated at most because other processes or the hypervisor took much of the"
                    + " machine in the window of a trial (default: half of the pairs).")
    private Integer mostRepeats;

    @Option(
            names = "--no-guard",
            description =
                    "Never repeats a pair and never calls the machine too busy: for machines that are always shared. The"
                            + " confirmation by a second set stays.")
    private boolean unguarded;

    @Option(
            names = "--with-state",
            description =
                    "After the pairs, has the candidate go on from the state of the baseline, under load: what it refuses, loses or"
                            + " counts wrongly fails the gate.")
    boolean withState;

    @Mixin
    private LoadOptions load;

    GateRules rules() {
        GateRules rules = GateRules.DEFAULT.withPairs(
                pairs != null ? pairs : quick ? GateRules.QUICK_PAIRS : GateRules.DEFAULT.pairs());
        return threshold == null ? rules : rules.withThreshold(threshold);
    }

    int mostRepeats() {
        if (mostRepeats != null && mostRepeats < 0) {
            throw new IllegalArgumentException("--max-repeats must be 0 or more, got " + mostRepeats);
        }
        return mostRepeats == null ? rules().pairs() / 2 : mostRepeats;
    }

    /** Whether pairs that others disturbed are repeated, and a machine that is never quiet makes the gate invalid. */
    boolean isGuarded() {
        return !unguarded;
    }

    /**
     * The circumstances: what nobody says, over it the file of the baseline, over that the options.
     *
     * @param file a scenario; {@code null} for none
     * @param engines that there are
     * @return with the variants of the file or, without one, those of a comparison
     */
    Scenario scenario(Path file, EngineCatalogue engines) {
        Scenario standard = timed(engines.scenarios().gate().withSeed(load.drawnSeed()), WARMUP, WINDOW);
        Scenario said = file == null ? standard : new ScenarioFile(file).over(standard, engines.variants());
        // A block is a pair, and the rules say how many.
        return load.said().say("blocks", 1).apply(quick ? timed(said, QUICK_WARMUP, QUICK_WINDOW) : said);
    }

    private static Scenario timed(Scenario base, Duration warmup, Duration window) {
        Timing timing = base.timing().with(other -> other.warmup(warmup).duration(window));
        return base.with(scenario -> scenario.timing(timing).conditions(null));
    }
}
