package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.kafka.KafkaCluster;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.harness.trial.InputTopics;
import org.keyedstatebench.harness.trial.RunExecutor;
import org.keyedstatebench.harness.trial.RunListener;
import org.keyedstatebench.harness.trial.TrialSetting;
import org.keyedstatebench.harness.trial.TrialSource;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.EnvironmentProbe;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.Versions;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;

/** Runs a scenario from the broker's start to the printed report; what every command that runs trials has in common. */
final class Benchmark {

    private static final Pattern PROPERTY = Pattern.compile("(--kafka-property=|)([A-Za-z0-9._-]+)=.*", Pattern.DOTALL);

    private final EngineOptions engineOptions;
    private final KafkaOptions kafkaOptions;
    private final RunOptions runOptions;

    private Before before = (catalogue, temporary, folder) -> {};
    private UnaryOperator<RunResult> completion = UnaryOperator.identity();
    private RunResult result;
    private RunFolder folder;
    private Map<String, EngineCatalogue> builds = Map.of();
    private BiFunction<RunResult, RunFolder, Integer> ending = this::report;

    /** Something to do before the broker is started. */
    @FunctionalInterface
    interface Before {
        void act(EngineCatalogue catalogue, Path temporaryFolder, RunFolder folder);
    }

    Benchmark(EngineOptions engineOptions, KafkaOptions kafkaOptions, RunOptions runOptions) {
        this.engineOptions = engineOptions;
        this.kafkaOptions = kafkaOptions;
        this.runOptions = runOptions;
    }

    void before(Before action) {
        before = action;
    }

    /** Adds to the result what is found out when all trials are over. */
    void completing(UnaryOperator<RunResult> adding) {
        completion = adding;
    }

    /**
     * Starts the engines of some variants from another build than this one.
     *
     * @param byVariant the engines of the other build, by name of the variant
     */
    void startingFrom(Map<String, EngineCatalogue> byVariant) {
        builds = byVariant;
    }

    /** Does something else at the end than to print the report and to judge by the trials; what it returns is the exit code. */
    void endingWith(BiFunction<RunResult, RunFolder, Integer> other) {
        ending = other;
    }

    /** The result of {@link #run}. */
    RunResult result() {
        return result;
    }

    /**
     * @param words the command line as it was typed
     * @return the exit code
     */
    int run(Scenario scenario, List<String> words) {
        return run(scenario, words, RunExecutor::execute);
    }

    /**
     * Tries rates as a search asks for them, instead of trials that are planned.
     *
     * @param words the command line as it was typed
     * @return the exit code
     */
    int search(Scenario scenario, List<String> words, TrialSource search) {
        return run(scenario, words, (executor, command, environment) -> executor.search(command, environment, search));
    }

    /** What a run does once all is ready. */
    private interface Execution {
        RunResult by(RunExecutor executor, String command, Environment environment);
    }

    private int run(Scenario scenario, List<String> words, Execution execution) {
        EngineCatalogue catalogue = engineOptions.catalogue().with(builds);
        for (Variant variant : scenario.variants()) {
            catalogue.build(variant);
        }
        kafkaOptions.check(neededBy(scenario));
        ResultStore store = new ResultStore(runOptions.resultsFolder(), Clock.systemUTC());
        RunListener listener = runOptions.progress();
        try (TemporaryRoot temporary = TemporaryRoot.create();
                CleanUp cleanUp = new CleanUp(listener::warned)) {
            folder = store.create(scenario.name());
            before.act(catalogue, temporary.folder(), folder);
            System.err.println("starting Kafka");
            KafkaCluster kafka = cleanUp.closing(kafkaOptions.open(
                    catalogue, temporary.folder(), folder.path().resolve("broker.log")));
            Topics topics = cleanUp.closing(kafkaOptions.topics(kafka, listener::warned));
            System.err.println(kafka.description());
            result = execute(
                    scenario,
                    repeatable(words, scenario),
                    catalogue,
                    kafka,
                    topics,
                    temporary.folder(),
                    folder,
                    listener,
                    execution);
        }
        result = completion.apply(result);
        folder.write(result);
        return ending.apply(result, folder);
    }

    /** What engines set beneath the user's client properties, as far as it can be at odds with them. */
    private static Map<String, String> neededBy(Scenario scenario) {
        return scenario.variants().stream().anyMatch(variant -> variant.guarantee() == Guarantee.EXACTLY_ONCE)
                ? Map.of("enable.idempotence", "true")
                : Map.of();
    }

    private int report(RunResult ended, RunFolder stored) {
        // From what was stored, so that every later rendering gives the same figures.
        System.out.print(Reports.write(stored.path(), runOptions.colour()));
        return exitCode(ended);
    }

    private RunResult execute(
            Scenario scenario,
            String command,
            EngineCatalogue catalogue,
            KafkaCluster kafka,
            Topics topics,
            Path temporaryFolder,
            RunFolder folder,
            RunListener listener,
            Execution execution) {
        String prefix = "ksb-" + folder.id();
        Environment environment = EnvironmentProbe.probe(
                Home.folder(), kafka.description(), Versions.with(catalogue.engines()), System.err::println);
        try (InputTopics inputs = new InputTopics(kafka, topics, prefix, runOptions.keepTopics())) {
            TrialSetting setting = new TrialSetting(
                    scenario,
                    catalogue,
                    kafka,
                    topics,
                    inputs,
                    prefix,
                    temporaryFolder,
                    runOptions.keepTopics(),
                    runOptions.launch(),
                    listener::warned);
            RunResult result = execution.by(new RunExecutor(setting, folder, listener), command, environment);
            if (runOptions.keepTopics()) {
                System.err.println(
                        "kept topics: " + String.join(", ", inputs.names()) + " and " + prefix + "-counts-...");
            }
            return result;
        }
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
        // A search finds its answer by rates that do not hold.
        if (result.capacity().isEmpty()
                && result.trials().stream().anyMatch(trial -> trial.status() == TrialStatus.INVALID)) {
            return ExitCode.INVALID;
        }
        return result.status() == RunResult.Status.COMPLETE ? ExitCode.OK : ExitCode.INTERRUPTED;
    }
}
