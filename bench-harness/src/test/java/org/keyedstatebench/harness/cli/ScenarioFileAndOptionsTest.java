package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.ScenarioException;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What a scenario file says holds in every command unless an option says otherwise, and what an option says holds anyway. */
class ScenarioFileAndOptionsTest {

    /** How each command is called with a scenario file. */
    private static final Map<String, String> CALLS = Map.of(
            "compare", "compare --scenario FILE",
            "run", "run flink-hashmap --scenario FILE",
            "drain", "drain --scenario FILE",
            "recover", "recover --kill-after 2s --scenario FILE",
            "torture", "torture --faults 2 --scenario FILE",
            "sweep", "sweep --rates 1000,2000 --scenario FILE",
            "sweep of keys", "sweep --vary payload=110,200 --scenario FILE",
            "capacity", "capacity --p99-below 1s --scenario FILE",
            "gate", "gate --baseline FILE");

    /** What a command decides itself, and says so where it matters. */
    private static final Map<String, Set<String>> OF_ITS_OWN = Map.of(
            "drain", Set.of("workload.rate", "timing.warmup", "timing.duration"),
            "sweep", Set.of("workload.rate"),
            "sweep of keys", Set.of("workload.payloadBytes"),
            "capacity", Set.of("workload.rate"),
            "gate", Set.of("blocks"));

    /**
     * A field of a file.
     *
     * @param yaml its value in the file
     * @param option that says the same; {@code null} if there is none
     * @param given its value on the command line
     */
    private record Field(String name, String yaml, String option, String given, Function<Scenario, Object> reader) {
        String file() {
            int dot = name.indexOf('.');
            return dot < 0
                    ? name + ": " + yaml
                    : name.substring(0, dot) + ": {" + name.substring(dot + 1) + ": " + yaml + "}";
        }
    }

    private static final List<Field> FIELDS = List.of(
            new Field("name", "my-own", null, null, Scenario::name),
            new Field(
                    "profile",
                    "defaults",
                    "--profile",
                    "low-latency",
                    s -> s.profile().toString()),
            new Field("price", "0.04/cpu-hour", "--price", "0.05/cpu-hour", s -> String.valueOf(s.price())),
            new Field("seed", "77", "--seed", "88", Scenario::seed),
            new Field("blocks", "7", "--blocks", "8", Scenario::blocks),
            workload("rate", "777", "--rate", "888", Workload::rateHz),
            workload("keys", "77", "--keys", "88", w -> w.keys().count()),
            workload(
                    "distribution",
                    "zipf",
                    "--key-distribution",
                    "uniform",
                    w -> w.keys().distribution()),
            workload(
                    "zipfExponent",
                    "1.5",
                    "--zipf-exponent",
                    "1.7",
                    w -> w.keys().zipfExponent()),
            workload("payloadBytes", "333", "--payload-bytes", "444", Workload::payloadBytes),
            workload("partitions", "5", "--partitions", "6", Workload::partitions),
            workload("malformedEvery", "55", "--malformed-every", "66", Workload::malformedEvery),
            timing("startTimeout", "33s", "--start-timeout", "44s", t -> Durations.format(t.startTimeout())),
            timing("warmup", "3s", "--warmup", "5s", t -> Durations.format(t.warmup())),
            timing("duration", "33s", "--duration", "44s", t -> Durations.format(t.duration())),
            timing("drainTimeout", "33s", "--drain-timeout", "44s", t -> Durations.format(t.drainTimeout())),
            new Field(
                    "resources.heapMb",
                    "333",
                    "--heap",
                    "444",
                    s -> s.resources().heapMb()),
            new Field(
                    "resources.processors", "3", null, null, s -> s.resources().processors()),
            new Field(
                    "resources.collector",
                    "Parallel",
                    null,
                    null,
                    s -> s.resources().collector()),
            new Field(
                    "resources.parallelism",
                    "3",
                    "--parallelism",
                    "4",
                    s -> s.resources().parallelism()),
            new Field(
                    "variants",
                    "[spark-10s]",
                    "--variants",
                    "spark-per-event",
                    s -> s.variants().get(0).trigger() + " "
                            + s.variants().get(0).emission()));

    private static final CommandLine BENCH = Bench.commandLine(new Cancellation());

    @TempDir
    private Path folder;

    /** Also of every condition, where the scenario has more than one. */
    private static Field workload(
            String name, String yaml, String option, String given, Function<Workload, Object> reader) {
        return new Field("workload." + name, yaml, option, given, s -> one(s, reader.compose(Condition::workload)));
    }

    private static Field timing(
            String name, String yaml, String option, String given, Function<Timing, Object> reader) {
        return new Field("timing." + name, yaml, option, given, s -> one(s, reader.compose(Condition::timing)));
    }

    private static Object one(Scenario scenario, Function<Condition, Object> reader) {
        List<Object> values =
                scenario.conditions().stream().map(reader).distinct().toList();
        return values.size() == 1 ? values.get(0) : values;
    }

    @TestFactory
    Stream<DynamicTest> inEveryCommandEveryFieldOfTheFileHoldsAndTheOptionWins() {
        return CALLS.entrySet().stream()
                .flatMap(call -> FIELDS.stream()
                        .filter(field -> !OF_ITS_OWN
                                .getOrDefault(call.getKey(), Set.of())
                                .contains(field.name()))
                        .filter(field -> !(field.name().equals("variants")
                                && call.getKey().equals("run")))
                        .map(field -> DynamicTest.dynamicTest(
                                call.getKey() + ": " + field.name(),
                                () -> holds(call.getKey(), call.getValue(), field))));
    }

    private void holds(String command, String call, Field field) {
        Object nothingSaid = field.reader().apply(scenario(call, "seed: 1"));
        Object inFile = field.reader().apply(scenario(call, field.file()));
        assertThat(inFile).as("what the file says").isNotEqualTo(nothingSaid);
        if (field.option() == null || !hasOption(command, field.option()) || command.equals("gate")) {
            return;
        }
        String withOption = call + " " + field.option() + " " + field.given();
        Object given = field.reader().apply(scenario(withOption, field.file()));
        assertThat(given).as("what the option says").isNotEqualTo(inFile);
        assertThat(given)
                .as("with and without the file")
                .isEqualTo(field.reader().apply(scenario(withOption, "seed: 1")));
    }

    @ParameterizedTest
    @CsvSource({
        "--rate 888, 888",
        "--duration 44s, 44s",
        "--warmup 5s, 5s",
        "--keys 88, 88",
        "--seed 88, 88",
        "--quick, 6s",
        "--quick --duration 44s, 44s"
    })
    void theOptionsOfAGateWinOverItsFileToo(String option, String expected) {
        Scenario scenario = scenario(
                "gate --baseline FILE " + option,
                "{workload: {rate: 777, keys: 77}, seed: 77, timing: {duration: 33s, warmup: 3s}}");
        assertThat(List.of(
                        Long.toString(scenario.workload().rateHz()),
                        Integer.toString(scenario.workload().keys().count()),
                        Long.toString(scenario.seed()),
                        Durations.format(scenario.timing().duration()),
                        Durations.format(scenario.timing().warmup())))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compare --no-table",
                "drain",
                "recover --kill-after 2s",
                "sweep --rates 1000",
                "capacity --p99-below 1s"
            })
    void variantsOfTheFileAreRunAndCanBeChosenByNameInEveryCommand(String command) {
        String yaml =
                "variants: [{name: mine, like: flink-hashmap, checkpointInterval: 1s}, {name: spark, like: spark-10s}]";
        assertThat(names(scenario(command + " --scenario FILE", yaml))).containsExactly("mine", "spark");
        for (String option : List.of("--variants", "--engines")) {
            Scenario chosen = scenario(command + " --scenario FILE " + option + " spark,flink", yaml);
            assertThat(names(chosen)).containsExactly("spark", "flink-rocksdb");
            assertThat(chosen.variants().get(0).trigger().interval())
                    .as("the file's own spark")
                    .hasSeconds(10);
            assertThat(chosen.conditions())
                    .allSatisfy(
                            condition -> assertThat(condition.variants()).containsExactly("spark", "flink-rocksdb"));
        }
    }

    @Test
    void runTakesAVariantOfTheFileAndItsOptionsChangeThat() {
        String yaml = "variants: [{name: mine, like: flink-rocksdb, checkpointInterval: 1s, config: {a: b}}, spark]";
        Variant mine = scenario("run mine --emission per_key --set c=d --scenario FILE", yaml)
                .variants()
                .get(0);
        assertThat(mine.stateBackend()).isEqualTo("rocksdb");
        assertThat(mine.checkpointInterval()).hasSeconds(1);
        assertThat(mine.config()).containsEntry("a", "b").containsEntry("c", "d");
        assertThat(scenario("run mine --scenario FILE", yaml).name()).isEqualTo("mine");
        assertThatThrownBy(() -> scenario("run none --scenario FILE", yaml))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("unknown variant 'none'");
    }

    @Test
    void whatOnlyACommandSaysHoldsBesideAFile() {
        String yaml = "timing: {duration: 40s}";
        assertThat(experiment("recover --kill-after 20s --scenario FILE", yaml))
                .isEqualTo(new Experiment.Recovery(Durations.parse("20s"), null, null));
        assertThat(experiment("drain --events 5000 --batch-events 700 --scenario FILE", yaml))
                .isEqualTo(new Experiment.Drain(5000, 700));
        assertThat(scenario("sweep --rates 11,22 --scenario FILE", "workload: {rate: 5}")
                        .conditions())
                .extracting(condition -> condition.workload().rateHz())
                .containsExactly(11L, 22L);
        assertThat(scenario("sweep --vary keys=11,22 --scenario FILE", "workload: {rate: 5}")
                        .conditions())
                .extracting(condition -> condition.workload().rateHz())
                .containsOnly(5L);
    }

    @Test
    void aSweepOverCheckpointIntervalsSeesThreeOfEach() {
        Scenario scenario = scenario(
                "sweep --vary checkpoint-interval=100ms,60s --variants reference,flink-exactly-once --scenario FILE",
                "timing: {duration: 40s}");
        assertThat(scenario.conditions())
                .extracting(condition -> condition.timing().duration().toSeconds())
                .containsExactly(40L, 180L);
        assertThat(scenario.conditions())
                .extracting(Condition::variants)
                .containsExactly(
                        List.of("reference", "flink-exactly-once-checkpoint-100ms"),
                        List.of("reference", "flink-exactly-once-checkpoint-60s"));
        assertThat(scenario.variants())
                .extracting(Variant::checkpointInterval)
                .containsExactly(Duration.ZERO, Duration.ofMillis(100), Duration.ofSeconds(60));
    }

    @Test
    void aSweepOverRatesAsksWhatToDoWithTheOneOfTheFile() {
        assertThatThrownBy(() -> scenario("sweep --scenario FILE", "workload: {rate: 5}"))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "sweep measures at several rates and the scenario file says one, workload.rate 5: give --rates, or at this"
                                + " rate --vary or --knob");
    }

    @Test
    void quickIsAnOptionAndWinsToo() {
        String yaml = "{name: mine, blocks: 7, timing: {duration: 33s, warmup: 9s, drainTimeout: 99s}}";
        Scenario scenario = scenario("compare --quick --scenario FILE", yaml);
        assertThat(scenario.name()).isEqualTo("mine");
        assertThat(scenario.blocks()).isEqualTo(1);
        assertThat(scenario.timing().duration()).hasSeconds(12);
        assertThat(scenario.timing().warmup()).hasSeconds(6);
        assertThat(scenario.timing().drainTimeout()).hasSeconds(99);
        assertThat(scenario("compare --quick", "").name()).isEqualTo("quick");
        assertThat(scenario("compare --quick --blocks 3", "").blocks()).isEqualTo(3);
        assertThat(scenario("capacity --p99-below 1s --quick", "").timing().drainTimeout())
                .hasSeconds(15);
    }

    @Test
    void whatACommandHasNoUseForIsSaid() {
        StringWriter err = new StringWriter();
        CommandLine bench = Bench.commandLine(new Cancellation());
        bench.setErr(new PrintWriter(err, true));
        // Kafka is refused before anything is started.
        bench.execute("drain", "--kafka-property", "a=b", "--scenario", file("workload: {rate: 5, keys: 5}"));
        assertThat(err.toString())
                .contains("bench: drain has no use for workload.rate of ")
                .contains("scenario.yaml: events are drained as fast as an engine can");
    }

    @Test
    @Timeout(60)
    void aPipeIsReadOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = new Thread(
                () -> {
                    try {
                        Files.writeString(pipe, "{name: piped, blocks: 7}", StandardOpenOption.WRITE);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "writer");
        writer.start();
        // Asks the file for its name besides.
        CommandLine.ParseResult parsed = BENCH.parseArgs("run", "reference", "--scenario", pipe.toString());
        Scenario scenario = ((TrialCommand) parsed.subcommand().commandSpec().userObject()).scenario();
        writer.join();
        assertThat(scenario.name()).isEqualTo("piped");
        assertThat(scenario.blocks()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare", "drain", "recover", "torture", "sweep", "capacity", "gate"})
    void everyCommandNamesVariantsByTheSameOption(String command) {
        assertThat(hasOption(command, "--variants")).isTrue();
        assertThat(hasOption(command, command.equals("gate") ? "--variant" : "--engines"))
                .as("what it was called before")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compare --variants flink-hashmap",
                "run flink-hashmap",
                "drain --variants flink-hashmap",
                "recover --variants flink-hashmap",
                "sweep --rates 1000 --variants flink-hashmap",
                "capacity --p99-below 1s --variants flink-hashmap",
                "matrix --only ttl",
                "gate --candidate-set a=b --variants flink-hashmap"
            })
    void everyCommandRunsItsTrialsWhereTheOptionsSay(String command) {
        Scenario local = scenario(command + " --deployment local-cluster --workers 2 --checkpoint-latency 20ms", "");
        Scenario remote = scenario(
                command + " --cluster flink=http://h:8081 --checkpoints s3://b/c"
                        + (command.startsWith("matrix") ? " --cluster spark=spark://h:7077" : ""),
                "");

        assertThat(local.variants())
                .filteredOn(variant -> !variant.engine().equals("reference"))
                .isNotEmpty()
                .allSatisfy(variant -> assertThat(variant.placement())
                        .hasToString(
                                "local cluster of 2 workers, checkpoints on an object store with a latency of 20ms"));
        assertThat(remote.variants())
                .filteredOn(variant -> variant.engine().equals("flink"))
                .isNotEmpty()
                .allSatisfy(variant -> assertThat(variant.placement())
                        .hasToString("remote cluster http://h:8081, checkpoints at s3://b/c"));
    }

    @Test
    void whatStaysEmbeddedOrIsMovedByAnOptionIsSaid() {
        String yaml = "variants: [reference, {name: far, like: spark, cluster: spark://h:7077}, flink-hashmap]";

        assertThat(warnings(() -> scenario("compare --deployment embedded --scenario FILE", yaml)))
                .contains("far runs embedded because an option says so, and not remote cluster spark://h:7077 as its"
                        + " scenario file says")
                .contains("reference stays in its engine's own process")
                .doesNotContain("flink-hashmap");
        assertThat(warnings(() -> scenario("compare --checkpoints s3://b/c --scenario FILE", yaml)))
                .contains("reference stays in its engine's own process, with its checkpoints in a folder of the trial")
                .doesNotContain("far");
    }

    private static String warnings(Runnable parsing) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            parsing.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private Experiment experiment(String line, String yaml) {
        return scenario(line, yaml).conditions().get(0).experiment();
    }

    private static List<String> names(Scenario scenario) {
        return scenario.variants().stream().map(Variant::name).toList();
    }

    private static boolean hasOption(String command, String option) {
        return BENCH.getSubcommands()
                        .get(command.split(" ", 2)[0])
                        .getCommandSpec()
                        .findOption(option)
                != null;
    }

    /** What a command line would run, with the file in the place of FILE. */
    private Scenario scenario(String line, String yaml) {
        String[] words = line.replace("FILE", file(yaml)).split(" +", -1);
        CommandLine.ParseResult parsed = BENCH.parseArgs(words);
        return ((TrialCommand) parsed.subcommand().commandSpec().userObject()).scenario();
    }

    private String file(String yaml) {
        try {
            return Files.writeString(folder.resolve("scenario.yaml"), yaml).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
