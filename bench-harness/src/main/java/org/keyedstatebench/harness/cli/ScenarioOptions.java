package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import org.keyedstatebench.command.PriceOption;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.scenario.BuiltInVariants;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.ScenarioFile;
import org.keyedstatebench.scenario.ScenarioOverrides;
import org.keyedstatebench.scenario.Scenarios;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Under which scenario to run trials, as options; the same for every command that takes a scenario file. */
class ScenarioOptions {

    @Option(
            names = "--scenario",
            paramLabel = "FILE.yaml",
            description = "Scenario file; options on the command line win over it.")
    Path file;

    /** The file of a command line: a pipe can be read only once. */
    private final IdentityHashMap<Path, ScenarioFile> loaded = new IdentityHashMap<>();

    @Option(names = "--quick", description = "One short block: every variant once, figures without an interval.")
    boolean quick;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "defaults (engines out of the box) or low-latency (the documented knobs; the default).")
    private Profile profile;

    @Mixin
    private LoadOptions load;

    @Option(
            names = "--drain-timeout",
            paramLabel = "T",
            description = "After the load, how long an event may stay uncovered before it is lost (default: 60s).")
    private Duration drainTimeout;

    @Option(
            names = "--start-timeout",
            paramLabel = "T",
            description = "How long an engine may take to its first count (default: 90s).")
    private Duration startTimeout;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description = "How often each variant is measured (default: 3, of capacity and sweep 2; 1 with --quick).")
    private Integer blocks;

    @Option(names = "--heap", paramLabel = "MB", description = "Heap of each engine's JVM, MiB (default: 1024).")
    private Integer heapMb;

    @Option(names = "--parallelism", paramLabel = "N", description = "Parallel tasks of each stage (default: 2).")
    private Integer parallelism;

    @Mixin
    private PriceOption price;

    @Mixin
    final RunOptions run = new RunOptions();

    /**
     * The scenario that was asked for: the standard one, over it the file, over that the options that were given.
     *
     * @param standard what a command runs when nothing is said; its seed is replaced by one that is drawn
     * @param names of variants; {@code null} for those of the file or, without one, of the standard
     * @throws org.keyedstatebench.scenario.ScenarioException with all that is wrong in the file or the options
     */
    final Scenario scenario(Scenario standard, List<String> names) {
        Scenario base = standard.withSeed(load.drawnSeed());
        Scenario said = file == null ? base : loaded().over(base, variants());
        Scenario asked = overrides().apply(quick ? scenarios().quick(said) : said);
        Scenario chosen = names == null ? asked : asked.withVariants(variants().select(names, asked.variants()));
        return run.deployment.place(chosen, run.engines.catalogue(), Terminal::warn);
    }

    /** What the options say that change one field of a scenario each. */
    final ScenarioOverrides overrides() {
        return load.said()
                .say("profile", profile)
                .say("price", price.said())
                .say("timing.startTimeout", startTimeout)
                .say("timing.drainTimeout", drainTimeout)
                .say("resources.heapMb", heapMb)
                .say("resources.parallelism", parallelism)
                .say("blocks", blocks);
    }

    /** Whether the scenario file says this field, such as {@code workload.rate}. */
    final boolean fileSays(String field) {
        return file != null && loaded().says(field);
    }

    private ScenarioFile loaded() {
        return loaded.computeIfAbsent(file, ScenarioFile::new);
    }

    final Scenarios scenarios() {
        return run.engines.catalogue().scenarios();
    }

    final BuiltInVariants variants() {
        return run.engines.catalogue().variants();
    }
}
