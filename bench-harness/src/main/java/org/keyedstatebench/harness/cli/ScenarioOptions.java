package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.ScenarioFile;
import org.keyedstatebench.scenario.ScenarioOverrides;
import org.keyedstatebench.scenario.Scenarios;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What to run, as options; the same for every command that runs trials. */
final class ScenarioOptions {

    /** Durations as people type them. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return OptionRules.read(text, Durations::parse);
        }
    }

    /** Seeds that are drawn are short, because people type them. */
    private static final long MAX_DRAWN_SEED = 1_000_000;

    @Option(
            names = "--scenario",
            paramLabel = "FILE.yaml",
            description = "Scenario file; options on the command line win over it.")
    private Path file;

    /** What the file of a command line says: a pipe can be read only once. */
    private final IdentityHashMap<Path, String> texts = new IdentityHashMap<>();

    @Option(names = "--quick", description = "One short block: every variant once, figures without an interval.")
    private boolean quick;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "defaults (engines out of the box) or low-latency (the documented knobs; the default).")
    private Profile profile;

    @Mixin
    private WorkloadOptions workload;

    @Option(
            names = "--duration",
            paramLabel = "T",
            converter = DurationConverter.class,
            description = "Measured window of a trial (default: 20s; of capacity and sweep, and with --quick, 12s).")
    private Duration duration;

    @Option(
            names = "--warmup",
            paramLabel = "T",
            converter = DurationConverter.class,
            description =
                    "Least warm-up; goes on until latency is steady, at most three times as long (default: 10s; 6s with"
                            + " --quick).")
    private Duration warmup;

    @Option(
            names = "--drain-timeout",
            paramLabel = "T",
            converter = DurationConverter.class,
            description = "After the load, how long an event may stay uncovered before it is lost (default: 60s).")
    private Duration drainTimeout;

    @Option(
            names = "--start-timeout",
            paramLabel = "T",
            converter = DurationConverter.class,
            description = "How long an engine may take to its first count (default: 90s).")
    private Duration startTimeout;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description = "How often each variant is measured (default: 3, of capacity and sweep 2; 1 with --quick).")
    private Integer blocks;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of event sequences and trial order (default: drawn, printed).")
    private Long seed;

    @Option(names = "--heap", paramLabel = "MB", description = "Heap of each engine's JVM, MiB (default: 1024).")
    private Integer heapMb;

    @Option(names = "--parallelism", paramLabel = "N", description = "Parallel tasks of each stage (default: 2).")
    private Integer parallelism;

    /**
     * The scenario that was asked for: the standard one, over it the file, over that the options that were given.
     *
     * @param standard what a command runs when nothing is said; its seed is replaced by one that is drawn
     * @throws org.keyedstatebench.scenario.ScenarioException with all that is wrong in the file or the options
     */
    private Scenario scenario(EngineOptions engines, Scenario standard) {
        long drawn = ThreadLocalRandom.current().nextLong(1, MAX_DRAWN_SEED);
        Scenario base = new ScenarioOverrides(null, null, null, null, null, null, drawn, null).apply(standard);
        Scenario said = file == null ? base : ScenarioFile.read(file, text(), base, engines.variants());
        return asked().apply(quick ? shortened(said, engines.scenarios()) : said);
    }

    /**
     * The same with the variants that were chosen.
     *
     * @param engines that there are
     * @param variants names; {@code null} for those of the file or, without one, of the standard
     */
    Scenario scenario(EngineOptions engines, Scenario standard, List<String> variants) {
        Scenario scenario = scenario(engines, standard);
        return variants == null
                ? scenario
                : scenario.withVariants(engines.variants().select(variants, scenario.variants()));
    }

    /** Whether the scenario file says this field, such as {@code workload.rate}. */
    boolean fileSays(String field) {
        return file != null && ScenarioFile.fields(file, text()).contains(field);
    }

    private String text() {
        return texts.computeIfAbsent(file, ScenarioFile::load);
    }

    /**
     * Tells which fields of the scenario file the command has no use for, so that nobody believes that they did something.
     *
     * @param why as a clause
     */
    void tellUnused(CommandSpec command, String why, String... fields) {
        List<String> unused = Stream.of(fields).filter(this::fileSays).toList();
        if (!unused.isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println("bench: " + command.name() + " has no use for " + String.join(", ", unused) + " of " + file
                            + ": " + why);
        }
    }

    boolean isQuick() {
        return quick;
    }

    /** An option like the others: it wins over the file. */
    private static Scenario shortened(Scenario scenario, Scenarios scenarios) {
        Scenario quick = scenarios.quick();
        return new ScenarioOverrides(
                        scenario.name().equals(scenarios.compare().name()) ? quick.name() : null,
                        null,
                        null,
                        new ScenarioOverrides.OfTiming(
                                null, quick.timing().warmup(), quick.timing().duration(), null),
                        null,
                        quick.blocks(),
                        null,
                        null)
                .apply(scenario);
    }

    private ScenarioOverrides asked() {
        return new ScenarioOverrides(
                null,
                profile,
                workload.overrides(),
                new ScenarioOverrides.OfTiming(startTimeout, warmup, duration, drainTimeout),
                new ScenarioOverrides.OfResources(heapMb, null, null, parallelism),
                blocks,
                seed,
                null);
    }
}
