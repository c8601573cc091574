package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.command.Home;
import org.keyedstatebench.command.Reports;
import org.keyedstatebench.compare.ComparisonTable;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.engine.ClusterCheck;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.engine.OwnObjectStore;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.harness.machine.EnvironmentProbe;
import org.keyedstatebench.harness.machine.Finding;
import org.keyedstatebench.harness.machine.NetworkProbe;
import org.keyedstatebench.harness.trial.InputTopics;
import org.keyedstatebench.harness.trial.Run;
import org.keyedstatebench.harness.trial.TrialSetting;
import org.keyedstatebench.harness.trial.TrialSource;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RoundTrip;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.Versions;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.FaultKind;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;

/** Runs a scenario from the broker's start to the printed report; what every command that runs trials has in common. */
final class Benchmark {

    private static final Pattern PROPERTY = Pattern.compile("(--kafka-property=|)([A-Za-z0-9._-]+)=.*", Pattern.DOTALL);

    private final RunOptions options;
    private final Scenario scenario;
    private final EngineCatalogue catalogue;
    private final String command;
    private final RunFolder folder;
    private Environment environment;

    /**
     * Makes the folder of the run; starts nothing.
     *
     * @param builds engines of other builds than this one, by name of the variant
     * @param words the command line as it was typed
     * @throws IllegalArgumentException if an option is wrong
     */
    Benchmark(RunOptions options, Scenario scenario, Map<String, EngineCatalogue> builds, List<String> words) {
        this.options = options;
        this.scenario = scenario;
        this.catalogue = options.engines.catalogue().with(builds);
        this.command = repeatable(words, scenario);
        scenario.variants().forEach(catalogue::build);
        options.kafka.check(neededBy(scenario));
        this.folder = options.results.create(scenario.name());
    }

    /** Takes all that is kept of the run. */
    RunFolder folder() {
        return folder;
    }

    /** What to type to repeat it. */
    String command() {
        return command;
    }

    /** Machine, Java and source that it runs with, looked at once; the broker is told by {@link #run}. */
    Environment environment() {
        if (environment == null) {
            environment = EnvironmentProbe.probe(
                    Home.folder(), "none", Versions.with(catalogue.engines()), System.err::println);
        }
        return environment;
    }

    /** What can be run, engines of other builds included. */
    EngineCatalogue engines() {
        return catalogue;
    }

    /** The result with its comparison table, which is kept with it. */
    RunResult complete(RunResult measured, MicroResult micro, List<EngineDescriptor> of) {
        RunResult result = ComparisonTable.complete(measured, micro, of);
        folder.write(result);
        return result;
    }

    /** Runs what a source asks for: trials that are planned, or those of a search. */
    RunResult run(TrialSource source) {
        ConsoleProgress listener = options.progress();
        String prefix = Topics.prefix(folder.id());
        try (TemporaryRoot temporary = TemporaryRoot.create();
                CleanUp cleanUp = new CleanUp(listener::warned)) {
            System.err.println("starting Kafka");
            KafkaCluster kafka = cleanUp.closing(options.kafka.open(
                    catalogue, temporary.folder(), folder.path().resolve("broker.log"), failsOnTheNetwork()));
            Topics topics = cleanUp.closing(options.kafka.topics(kafka, listener::warned));
            System.err.println(kafka.description());
            EngineCatalogue engines = catalogue;
            if (scenario.variants().stream().anyMatch(OwnObjectStore::isNeededBy)) {
                System.err.println("starting an object store for checkpoints");
                OwnObjectStore store = cleanUp.closing(OwnObjectStore.start(
                        catalogue.argsFile("object-store"), temporary.folder(), scenario.variants()));
                engines = catalogue.inEnvironment(store::environment);
            }
            checkClusters(engines, kafka, temporary.folder());
            Environment here = environment().on(kafka.description(), network(topics));
            InputTopics inputs = cleanUp.closing(new InputTopics(kafka, topics, prefix, options.keepTopics));
            TrialSetting setting = new TrialSetting(
                    scenario,
                    engines,
                    kafka,
                    topics,
                    inputs,
                    prefix,
                    temporary.folder(),
                    options.keepTopics,
                    options.launch(),
                    listener::warned);
            RunResult result = new Run(setting, folder, listener, source, command, here).execute();
            if (options.keepTopics) {
                System.err.println(
                        "kept topics: " + String.join(", ", inputs.names()) + " and " + prefix + "-counts-...");
            }
            return result;
        }
    }

    /** Whether the connections between engines and broker are to fail. */
    private boolean failsOnTheNetwork() {
        return scenario.conditions().stream()
                .anyMatch(condition -> condition.experiment() instanceof Experiment.Torture torture
                        && torture.kinds().stream().anyMatch(FaultKind::isOfNetwork));
    }

    /** The way to each broker and to each cluster that is there. */
    private List<RoundTrip> network(Topics topics) {
        List<RoundTrip> all = new ArrayList<>(NetworkProbe.to("broker", topics.brokers()));
        oneOnEachCluster()
                .forEach(variant -> all.addAll(NetworkProbe.to(
                        variant.engine(), List.of(variant.placement().address()))));
        return all;
    }

    /** A variant for each cluster of somebody else. */
    private Collection<Variant> oneOnEachCluster() {
        Map<String, Variant> clusters = new LinkedHashMap<>();
        scenario.variants().stream()
                .filter(variant -> variant.placed(Placement::address) != null)
                .forEach(variant -> clusters.putIfAbsent(
                        variant.engine() + " " + variant.placement().address(), variant));
        return clusters.values();
    }

    /**
     * Each cluster of somebody else once, before trials begin that may take hours.
     *
     * @throws IllegalArgumentException if the scenario does not fit one
     */
    private void checkClusters(EngineCatalogue engines, KafkaCluster kafka, Path temporaryFolder) {
        for (Variant variant : oneOnEachCluster()) {
            System.err.println("looking at the " + variant.engine() + " cluster at "
                    + variant.placement().address());
            try {
                Finding finding = ClusterCheck.of(
                        engines.build(variant),
                        variant,
                        scenario.resources(),
                        kafka.bootstrapServers(),
                        kafka.clientProperties(),
                        temporaryFolder);
                if (finding.verdict() == Finding.Verdict.PROBLEM) {
                    throw new IllegalArgumentException(finding.name() + ": " + finding.advice());
                }
            } catch (InterruptedException e) {
                // The run notices it at once, and says so.
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Prints the report and judges by the trials; returns the exit code. */
    int report(RunResult result) {
        // From what was stored, so that every later rendering gives the same figures.
        boolean written = Reports.show(folder.path(), options.colour(), null);
        int code = exitCode(result);
        return code == ExitCode.OK && !written ? ExitCode.FAILURE : code;
    }

    /** What engines set beneath the user's client properties, as far as it can be at odds with them. */
    private static Map<String, String> neededBy(Scenario scenario) {
        return scenario.variants().stream().anyMatch(variant -> variant.guarantee() == Guarantee.EXACTLY_ONCE)
                ? Map.of("enable.idempotence", "true")
                : Map.of();
    }

    /** The command line with the seed that was drawn, so that it gives the same events in the same order again. */
    private static String repeatable(List<String> words, Scenario scenario) {
        List<String> shown = new ArrayList<>(List.of("./bench"));
        words.forEach(word -> shown.add(quoted(withoutSecret(word))));
        if (words.stream().noneMatch(word -> word.equals("--seed") || word.startsWith("--seed="))) {
            shown.addAll(List.of("--seed", Long.toString(scenario.seed())));
        }
        return String.join(" ", shown);
    }

    /** A Kafka property on the command line is KEY=VALUE, or --kafka-property=KEY=VALUE. */
    static String withoutSecret(String word) {
        Matcher property = PROPERTY.matcher(word);
        return property.matches() && Kafka.isSecret(property.group(2))
                ? property.group(1) + property.group(2) + "=" + Kafka.STRUCK_OUT
                : word;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=,@%+*-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    static int exitCode(RunResult result) {
        if (result.trials().stream().anyMatch(trial -> trial.status() == TrialStatus.FAILED)) {
            return ExitCode.FAILURE;
        }
        // A search finds its answer by rates that do not hold; and that an engine keeps no promise is what faults are
        // to find out.
        if (result.capacity().isEmpty()
                && result.trials().stream()
                        .anyMatch(trial -> trial.status() == TrialStatus.INVALID && trial.campaign() == null)) {
            return ExitCode.INVALID;
        }
        return result.status() == RunResult.Status.COMPLETE ? ExitCode.OK : ExitCode.INTERRUPTED;
    }
}
