package org.keyedstatebench.harness.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.scenario.BuiltInVariants;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Latency and cost against load or another size of the work, and engines that differ in one key of their configuration. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures every variant at several rates, or with other sizes of the work, or at several values of one key of an"
                    + " engine's configuration, interleaved in random order.",
            "",
            "Without --rates, --vary and --knob the rates are 1000, 2000, 5000, 10000, 20000 and 50000 (1000, 5000 and 20000 with"
                    + " --quick)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench sweep --quick",
            "  bench sweep --rates 1000,5000,20000,50000 --variants reference,flink-hashmap,spark",
            "  bench sweep --vary keys=100,100000,1000000 --vary payload=110,1024",
            "  bench sweep --knob execution.buffer-timeout.interval=0ms,10ms,100ms --variants flink-hashmap"
        })
final class SweepCommand implements TrialCommand {

    private static final List<Long> RATES = List.of(1_000L, 2_000L, 5_000L, 10_000L, 20_000L, 50_000L);
    private static final List<Long> QUICK_RATES = List.of(1_000L, 5_000L, 20_000L);

    @Option(names = "--rates", split = ",", paramLabel = "LIST", description = "Rates, events per second.")
    private List<Long> rates = List.of();

    @Option(
            names = "--vary",
            paramLabel = "WHAT=LIST",
            description =
                    "keys, partitions, parallelism, payload (bytes) or distribution (uniform,zipf), one at a time while all else"
                            + " stays as it is; can be repeated.")
    private List<String> varied = List.of();

    @Option(
            names = "--knob",
            paramLabel = "KEY=LIST",
            description =
                    "Key of an engine's own configuration and the values to compare; the engine checks that the key exists."
                            + " Applied to every variant but the reference.")
    private String knob;

    @Option(
            names = {"--variants", "--engines"},
            split = ",",
            paramLabel = "LIST",
            description = "Variants, by name (default: those of the scenario file, else ${bundle:engines.throughput}).")
    private List<String> variants;

    @Mixin
    private ScenarioOptions scenarioOptions;

    @Mixin
    private EngineOptions engineOptions;

    @Mixin
    private KafkaOptions kafkaOptions;

    @Mixin
    private RunOptions runOptions;

    @Spec
    private CommandSpec command;

    @Override
    public Scenario scenario() {
        Scenario scenario = scenarioOptions.scenario(
                engineOptions, engineOptions.scenarios().load().withName("sweep"), variants);
        if (knob != null) {
            scenario = scenario.withVariants(turned(scenario.variants(), knob));
        }
        List<String> names = scenario.variants().stream().map(Variant::name).toList();
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, Work> work : works(scenario).entrySet()) {
            conditions.add(new Condition(
                    work.getKey(),
                    Experiment.OFFERED,
                    work.getValue().workload(),
                    scenario.timing(),
                    names,
                    List.of(),
                    work.getValue().resources()));
        }
        return scenario.withConditions(conditions);
    }

    @Override
    public Integer call() {
        return new Benchmark(engineOptions, kafkaOptions, runOptions)
                .run(scenario(), command.commandLine().getParseResult().originalArgs());
    }

    /** What is sent, and what each engine gets for it. */
    private record Work(Workload workload, Resources resources) {}

    /** The work under each condition, by its name. */
    private Map<String, Work> works(Scenario scenario) {
        Work base = new Work(scenario.workload(), scenario.resources());
        Map<String, Work> works = new LinkedHashMap<>();
        List<Long> steps = !rates.isEmpty() || !varied.isEmpty() || knob != null
                ? rates
                : scenarioOptions.isQuick() ? QUICK_RATES : RATES;
        if (!steps.isEmpty()) {
            OptionRules.refuse(command, "--rates says at which rates to measure", "--rate");
        }
        if (steps != rates && scenarioOptions.fileSays("workload.rate")) {
            throw new ParameterException(
                    command.commandLine(),
                    "sweep measures at several rates and the scenario file says one, workload.rate "
                            + base.workload().rateHz() + ": give --rates, or at this rate --vary or --knob");
        }
        for (long rate : steps) {
            works.put("rate-" + rate, new Work(base.workload().withRateHz(rate), base.resources()));
        }
        for (String text : varied) {
            String[] parts = parts("--vary", text);
            for (String value : parts[1].split(",", -1)) {
                works.put(parts[0] + "-" + value, changed(base, parts[0], value));
            }
        }
        if (works.isEmpty()) {
            works.put(Condition.ONLY, base);
        }
        return works;
    }

    private Work changed(Work base, String what, String value) {
        Resources all = base.resources();
        return what.equals("parallelism")
                ? new Work(
                        base.workload(),
                        new Resources(all.heapMb(), all.processors(), all.collector(), number(what, value)))
                : new Work(changed(base.workload(), what, value), all);
    }

    private Workload changed(Workload base, String what, String value) {
        KeySpace keys = base.keys();
        return switch (what) {
            case "keys" -> base.withKeys(new KeySpace(number(what, value), keys.distribution(), keys.zipfExponent()));
            case "distribution" -> base.withKeys(new KeySpace(keys.count(), distribution(value), keys.zipfExponent()));
            case "payload" ->
                new Workload(base.rateHz(), keys, number(what, value), base.partitions(), base.malformedEvery());
            case "partitions" ->
                new Workload(base.rateHz(), keys, base.payloadBytes(), number(what, value), base.malformedEvery());
            default ->
                throw new ParameterException(
                        command.commandLine(),
                        "--vary knows keys, partitions, parallelism, payload and distribution, got '" + what + "'");
        };
    }

    private int number(String what, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    command.commandLine(), "--vary " + what + " expects whole numbers, got '" + value + "'", e);
        }
    }

    private KeyDistribution distribution(String value) {
        return Arrays.stream(KeyDistribution.values())
                .filter(known -> known.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "--vary distribution expects uniform or zipf, got '" + value + "'"));
    }

    /** Each variant once for every value of the key; the reference has no configuration and stays as it is. */
    private List<Variant> turned(List<Variant> given, String text) {
        String[] parts = parts("--knob", text);
        List<String> engines = given.stream()
                .map(Variant::engine)
                .filter(engine -> !engine.equals(BuiltInVariants.REFERENCE))
                .distinct()
                .toList();
        if (engines.size() != 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--knob needs variants of exactly one engine beside the reference, got those of "
                            + (engines.isEmpty() ? "none" : String.join(", ", engines))
                            + "; say which with --variants");
        }
        List<Variant> all = new ArrayList<>();
        for (Variant variant : given) {
            if (variant.engine().equals(BuiltInVariants.REFERENCE)) {
                all.add(variant);
                continue;
            }
            for (String value : parts[1].split(",", -1)) {
                all.add(variant.withConfig(parts[0], value)
                        .withName(variant.name() + "-" + value.replaceAll("[^A-Za-z0-9._-]", "_")));
            }
        }
        return all;
    }

    private String[] parts(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new ParameterException(
                    command.commandLine(), option + " expects NAME=VALUE,VALUE,... , got '" + text + "'");
        }
        return new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }
}
