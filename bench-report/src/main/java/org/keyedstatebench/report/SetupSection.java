package org.keyedstatebench.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.VariantWords;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.RoundTrip;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/** Says what was run, and where. */
final class SetupSection {

    private final Map<String, String> facts = new LinkedHashMap<>();

    private SetupSection() {}

    static Section of(RunResult run) {
        return new Section(
                "setup",
                "What was run",
                Columns.ofPairs("Workload and machine", "what", "value", facts(run)),
                new Columns<Variant>()
                        .text("variant", Variant::name)
                        .text("engine", Variant::engine)
                        .text("state", VariantWords::backend)
                        .text("trigger", variant -> variant.trigger().words())
                        .text("emission", variant -> VariantWords.emission(variant.emission()))
                        .text("durability", VariantWords::checkpointing)
                        .text("runs", SetupSection::where)
                        .table("Variants", run.scenario().variants()));
    }

    private static String where(Variant variant) {
        return variant.placement() == null ? "embedded" : variant.placement().toString();
    }

    /** Each thing that a reader must know of a run: its name and its value. */
    static Map<String, String> facts(RunResult run) {
        var setup = new SetupSection();
        setup.scenario(run.scenario(), run.seed());
        setup.environment(run.environment(), run.startedAt(), run.endedAt());
        return setup.facts;
    }

    /** Each thing that a reader must know of the machine, and when it was used. */
    static Map<String, String> machine(Environment environment, Instant started, Instant ended) {
        var setup = new SetupSection();
        setup.environment(environment, started, ended);
        return setup.facts;
    }

    /** In words, where it is not known too. */
    static String commit(Environment environment) {
        return Objects.requireNonNullElse(environment.gitCommit(), "unknown: no git checkout, or git did not tell");
    }

    private void scenario(Scenario scenario, long seed) {
        Workload workload = scenario.workload();
        row("scenario", scenario.name() + ", profile " + scenario.profile());
        load(scenario);
        boolean uniform = workload.keys().distribution() == KeyDistribution.UNIFORM;
        String spread =
                uniform ? "uniform" : "Zipf with exponent " + workload.keys().zipfExponent();
        row("keys", Figures.count(workload.keys().count()) + ", " + spread);
        int bytes = workload.payloadBytes();
        row("event", "JSON, " + (bytes == 0 ? "not padded" : "padded to " + Figures.count(bytes) + " bytes"));
        if (workload.stateBytes() > 0) {
            row("state of a key", "its count and " + Figures.count(workload.stateBytes()) + " bytes beside it");
        }
        if (workload.malformedEvery() > 0) {
            row("malformed records", "one after every " + Figures.count(workload.malformedEvery()) + " events");
        }
        row("partitions", "input " + workload.partitions() + ", each output " + workload.partitions());
        Resources resources = scenario.resources();
        String heap = "heap " + Figures.count(resources.heapMb()) + " MiB (Xms = Xmx), ";
        String processors = resources.processors() + " processors, collector " + resources.collector();
        row("each engine gets", heap + processors + ", parallelism " + resources.parallelism());
        if (runsOn(scenario, DeploymentKind.LOCAL_CLUSTER)) {
            row("each engine gets", Words.of("setup.local-cluster"));
        }
        if (runsOn(scenario, DeploymentKind.REMOTE)) {
            row("each engine gets", Words.of("setup.remote"));
        }
        if (scenario.price() != null) {
            row("price", scenario.price().toString());
        }
        row("blocks", Figures.count(scenario.blocks()) + ", in each every variant once, in random order");
        row("seed", String.valueOf(seed));
    }

    private static boolean runsOn(Scenario scenario, DeploymentKind kind) {
        return scenario.variants().stream().anyMatch(variant -> variant.placed(Placement::kind) == kind);
    }

    /** The load and the phases of a trial, by the experiments that there are. */
    private void load(Scenario scenario) {
        List<Condition> loops = new ArrayList<>();
        for (Condition condition : scenario.conditions()) {
            if (condition.experiment() instanceof Experiment.Drain drain) {
                String waiting = Figures.count(drain.events()) + " events that are in the topic before a trial starts";
                row("load", waiting + "; a micro-batch takes at most " + Figures.count(drain.batchEvents()));
            } else {
                loops.add(condition);
            }
        }
        if (loops.isEmpty()) {
            return;
        }
        String rates = loops.stream()
                .map(condition -> condition.workload().rateHz())
                .distinct()
                .map(Figures::count)
                .collect(Collectors.joining(", "));
        row("offered rate", rates + " events/s, open loop");
        Timing timing = loops.get(0).timing();
        String measured = "warm-up at least " + Durations.format(timing.warmup()) + ", measured window "
                + Durations.format(timing.duration());
        row("a trial", measured + ", drain at most " + Durations.format(timing.drainTimeout()));
    }

    private void environment(Environment environment, Instant started, Instant ended) {
        String cores = Sentences.many(environment.logicalCores(), "logical core");
        row("machine", environment.cpu() + ", " + cores + ", " + Figures.bytes((double) environment.memoryBytes()));
        row("system", environment.os() + ", kernel " + environment.kernel());
        row("Java", environment.jdk());
        row("Kafka", environment.kafka());
        environment.network().forEach(way -> row("network", network(way)));
        row("clock step", Figures.time((double) environment.clockTickNs()));
        List<String> versions = new ArrayList<>();
        environment.versions().forEach((name, version) -> versions.add(name + " " + version));
        row("versions", String.join(", ", versions));
        row("commit", commit(environment));
        row("started (UTC)", second(started));
        row("ended (UTC)", ended == null ? Figures.NONE : second(ended));
    }

    private static String network(RoundTrip way) {
        String to = way.what() + " " + way.address() + ": ";
        return way.connects() == 0
                ? to + "nobody answered"
                : to + "TCP connect in " + Figures.digits(way.medianMs()) + " ms, at most "
                        + Figures.digits(way.maxMs()) + " ms, of " + way.connects();
    }

    private static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Of several loads each has a line. */
    private void row(String what, String value) {
        facts.merge(what, value, (one, other) -> one + "\n" + other);
    }
}
