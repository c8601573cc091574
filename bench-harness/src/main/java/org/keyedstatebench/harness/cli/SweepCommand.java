package org.keyedstatebench.harness.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.BuiltInVariants;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Latency and cost against load or another size of the work, and engines that differ in one key of their configuration. */
@Command(
        name = "sweep",
        description = {
            "Measures every variant at several rates, or with other sizes of the work, or at several values of one key of an"
                    + " engine's configuration, interleaved in random order.",
            "",
            "Without --rates, --vary and --knob the rates are 1000, 2000, 5000, 10000, 20000 and 50000 (1000, 5000 and 20000 with"
                    + " --quick)."
        },
        footer = {
            "  bench sweep --quick",
            "  bench sweep --rates 1000,5000,20000,50000 --variants reference,flink-hashmap,spark",
            "  bench sweep --vary keys=100,100000,1000000 --vary payload=110,1024",
            "  bench sweep --vary checkpoint-latency=0,20ms,50ms --variants flink-rocksdb,spark",
            "  bench sweep --vary checkpoint-interval=100ms,300ms,1s,3s,10s,60s --variants flink-exactly-once",
            "  bench sweep --knob execution.buffer-timeout.interval=0ms,10ms,100ms --variants flink-hashmap"
        })
final class SweepCommand extends TrialCommand {

    private static final List<Long> RATES = List.of(1_000L, 2_000L, 5_000L, 10_000L, 20_000L, 50_000L);
    private static final List<Long> QUICK_RATES = List.of(1_000L, 5_000L, 20_000L);

    private static final String CHECKPOINT_LATENCY = "checkpoint-latency";
    private static final String CHECKPOINT_INTERVAL = "checkpoint-interval";

    /** A window has at least so many of the times that rows wait for a checkpoint, so that its figures are not those of one moment of it. */
    private static final int WAITS_IN_WINDOW = 3;

    /** The option that says for a whole run what a value of --vary says for a part of it. */
    private static final Map<String, String> VARIED = Map.of(
            "keys", "--keys",
            "partitions", "--partitions",
            "parallelism", "--parallelism",
            "payload", "--payload-bytes",
            "state-bytes", "--state-bytes",
            "distribution", "--key-distribution");

    @Option(names = "--rates", split = ",", paramLabel = "LIST", description = "Rates, events per second.")
    private List<Long> rates = List.of();

    @Option(
            names = "--vary",
            paramLabel = "WHAT=LIST",
            description =
                    "keys, partitions, parallelism, payload (bytes), state-bytes, distribution (uniform,zipf), checkpoint-latency or"
                            + " checkpoint-interval, one at a time while all else stays as it is; can be repeated.")
    private List<String> varied = List.of();

    @Option(
            names = "--knob",
            paramLabel = "KEY=LIST",
            description =
                    "Key of an engine's own configuration and the values to compare; the engine checks that the key exists."
                            + " Applied to every variant but the reference.")
    private String knob;

    @Mixin
    private ComparisonOptions options;

    @Override
    Scenario scenario() {
        Scenario scenario = options.scenario(options.scenarios().load().withName("sweep"));
        if (knob != null) {
            scenario = scenario.withVariants(turned(scenario.variants(), knob));
        }
        for (String text : varied) {
            String[] parts = parts("--vary", text);
            if (parts[0].equals(CHECKPOINT_LATENCY)) {
                scenario = scenario.withVariants(stored(scenario.variants(), parts[1]));
            }
        }
        Set<Variant> variants = new LinkedHashSet<>();
        List<Condition> conditions = new ArrayList<>();
        conditions(scenario).forEach((name, under) -> {
            variants.addAll(under.variants());
            conditions.add(new Condition(
                    name,
                    Experiment.OFFERED,
                    under.workload(),
                    under.timing(),
                    under.variants().stream().map(Variant::name).toList(),
                    List.of(),
                    under.resources()));
        });
        return scenario.with(all -> all.variants(List.copyOf(variants)).conditions(conditions));
    }

    @Override
    public Integer call() {
        return measure(options.run, scenario());
    }

    /** What is measured under each condition, by its name. */
    private Map<String, Scenario> conditions(Scenario base) {
        Map<String, Scenario> conditions = new LinkedHashMap<>();
        List<Long> steps =
                !rates.isEmpty() || !varied.isEmpty() || knob != null ? rates : options.quick ? QUICK_RATES : RATES;
        if (!steps.isEmpty()) {
            refuse("--rate", "--rates says at which rates to measure");
        }
        if (steps != rates && options.fileSays("workload.rate")) {
            throw wrong("sweep measures at several rates and the scenario file says one, workload.rate "
                    + base.workload().rateHz() + ": give --rates, or at this rate --vary or --knob");
        }
        for (long rate : steps) {
            conditions.put("rate-" + rate, changed(base, "--rate=" + rate));
        }
        for (String text : varied) {
            String[] parts = parts("--vary", text);
            if (parts[0].equals(CHECKPOINT_LATENCY)) {
                continue;
            }
            for (String value : parts[1].split(",", -1)) {
                conditions.put(
                        parts[0] + "-" + value.strip(),
                        parts[0].equals(CHECKPOINT_INTERVAL)
                                ? checkpointing(base, value.strip())
                                : varied(base, parts[0], value));
            }
        }
        return conditions.isEmpty() ? Map.of(Condition.ONLY, base) : conditions;
    }

    private Scenario varied(Scenario base, String what, String value) {
        if (!VARIED.containsKey(what)) {
            throw wrong(
                    "--vary knows keys, partitions, parallelism, payload, state-bytes, distribution, checkpoint-latency and"
                            + " checkpoint-interval, got '" + what + "'");
        }
        try {
            return changed(base, VARIED.get(what) + "=" + value);
        } catch (ParameterException e) {
            String expected = what.equals("distribution") ? "uniform or zipf" : "whole numbers";
            throw wrong("--vary " + what + " expects " + expected + ", got '" + value + "'");
        }
    }

    /** Every variant that takes checkpoints at an interval, at this one; the others as they are. */
    private Scenario checkpointing(Scenario base, String value) {
        Duration interval = duration(CHECKPOINT_INTERVAL, value);
        List<Variant> variants = base.variants().stream()
                .map(variant -> variant.checkpointInterval().isZero()
                        ? variant
                        : variant.with(other -> other.name(variant.name() + "-checkpoint-" + value)
                                .checkpointInterval(interval)))
                .toList();
        if (variants.equals(base.variants())) {
            throw wrong("--vary " + CHECKPOINT_INTERVAL + " needs a variant that takes checkpoints at an interval, got "
                    + variants.stream().map(Variant::name).collect(Collectors.joining(", "))
                    + "; say which with --variants");
        }
        Duration least = variants.stream()
                .map(variant -> variant.rowsWait().multipliedBy(WAITS_IN_WINDOW))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Timing timing = base.timing();
        return base.with(one -> one.variants(variants)
                .timing(timing.duration().compareTo(least) < 0 ? timing.withDuration(least) : timing)
                .conditions(null));
    }

    private static Scenario changed(Scenario base, String option) {
        ScenarioOptions one = new ScenarioOptions();
        new CommandLine(one).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(option);
        return one.overrides().apply(base);
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
            throw wrong("--knob needs variants of exactly one engine beside the reference, got those of "
                    + (engines.isEmpty() ? "none" : String.join(", ", engines))
                    + "; say which with --variants");
        }
        return given.stream()
                .flatMap(variant -> variant.engine().equals(BuiltInVariants.REFERENCE)
                        ? Stream.of(variant)
                        : Stream.of(parts[1].split(",", -1))
                                .map(value -> variant.withConfig(parts[0], value)
                                        .withName(variant.name() + "-" + value.replaceAll("[^A-Za-z0-9._-]", "_"))))
                .toList();
    }

    /** Each variant once for every latency of its checkpoint store; who keeps no checkpoints elsewhere stays as it is. */
    private List<Variant> stored(List<Variant> given, String latencies) {
        List<Variant> all = new ArrayList<>();
        for (Variant variant : given) {
            if (options.run.engines.catalogue().engine(variant).clusters() == null) {
                Terminal.warn(variant.name() + " has no " + CHECKPOINT_LATENCY + " to vary and is run once: its engine "
                        + variant.engine() + " says of no clusters in its engine.json");
                all.add(variant);
                continue;
            }
            for (String latency : latencies.split(",", -1)) {
                all.add(variant.withPlacement(Placement.of(
                                variant.placed(Placement::kind),
                                variant.placed(Placement::workers),
                                variant.placed(Placement::address),
                                null,
                                duration(CHECKPOINT_LATENCY, latency)))
                        .withName(variant.name() + "-store-" + latency.trim()));
            }
        }
        return all;
    }

    private Duration duration(String what, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--vary " + what + ": " + e.getMessage());
        }
    }

    private String[] parts(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw wrong(option + " expects NAME=VALUE,VALUE,... , got '" + text + "'");
        }
        return new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }
}
