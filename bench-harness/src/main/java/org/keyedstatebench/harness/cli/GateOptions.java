package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.keyedstatebench.gate.GateRules;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.ScenarioFile;
import org.keyedstatebench.scenario.ScenarioOverrides;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a gate measures and by what rules it judges, as options. */
final class GateOptions {

    /** What to do when nothing can be said. */
    enum OnInconclusive {
        fail,
        warn
    }

    private static final long MAX_DRAWN_SEED = 1_000_000;
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
    private OnInconclusive onInconclusive = OnInconclusive.fail;

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

    @Mixin
    private WorkloadOptions workload;

    @Option(
            names = "--duration",
            paramLabel = "T",
            converter = ScenarioOptions.DurationConverter.class,
            description = "Measured window of a trial (default: 10s; 6s with --quick).")
    private Duration duration;

    @Option(
            names = "--warmup",
            paramLabel = "T",
            converter = ScenarioOptions.DurationConverter.class,
            description = "Least warm-up (default: 6s; 4s with --quick).")
    private Duration warmup;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of event sequences and of the coin (default: drawn, printed).")
    private Long seed;

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

    boolean failsOnInconclusive() {
        return onInconclusive == OnInconclusive.fail;
    }

    /**
     * The circumstances: what nobody says, over it the file of the baseline, over that the options.
     *
     * @param file a scenario; {@code null} for none
     * @param engines that there are
     * @return with the variants of the file or, without one, those of a comparison
     */
    Scenario scenario(Path file, EngineCatalogue engines) {
        long drawn = ThreadLocalRandom.current().nextLong(1, MAX_DRAWN_SEED);
        Scenario standard =
                overrides(null, WARMUP, WINDOW, drawn).apply(engines.scenarios().gate());
        Scenario said = file == null ? standard : ScenarioFile.read(file, standard, engines.variants());
        Scenario shortened =
                quick ? overrides(null, QUICK_WARMUP, QUICK_WINDOW, null).apply(said) : said;
        return overrides(workload.overrides(), warmup, duration, seed).apply(shortened);
    }

    private static ScenarioOverrides overrides(
            ScenarioOverrides.OfWorkload workload, Duration warmup, Duration window, Long seed) {
        // A block is a pair, and the rules say how many.
        return new ScenarioOverrides(
                null, null, workload, new ScenarioOverrides.OfTiming(null, warmup, window, null), null, 1, seed, null);
    }
}
