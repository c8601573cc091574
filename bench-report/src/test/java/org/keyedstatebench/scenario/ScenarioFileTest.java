package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.Checkout;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Trigger;

class ScenarioFileTest {

    /** The names of all variants. */
    private static final String KNOWN = String.join(", ", Checkout.VARIANTS.names());

    @TempDir
    Path folder;

    @Test
    void everyFieldIsRead() {
        Scenario scenario = read("""
                name: my-comparison
                profile: defaults
                seed: -7
                blocks: 5
                workload: {rate: 20000, keys: 1000, distribution: zipf, zipfExponent: 1.2, payloadBytes: 512, partitions: 8, malformedEvery: 9}
                timing: {warmup: 3s, duration: 2m, drainTimeout: 45s, startTimeout: 1h}
                resources: {heapMb: 2048, processors: 4, collector: Parallel, parallelism: 3}
                variants:
                  - reference
                  - name: flink-cp1s
                    like: flink-rocksdb
                    checkpointInterval: 1500ms
                    config: {execution.buffer-timeout.interval: 5ms, a/b: 1.10, yes-or-no: false}
                  - {name: my-spark, engine: spark, stateBackend: hdfs, trigger: 1s, emission: per-event, guarantee: exactly-once, changelog: true}
                """);

        assertThat(scenario.name()).isEqualTo("my-comparison");
        assertThat(scenario.profile()).isEqualTo(Profile.DEFAULTS);
        assertThat(scenario.seed()).isEqualTo(-7);
        assertThat(scenario.blocks()).isEqualTo(5);
        assertThat(scenario.workload()).isEqualTo(new Workload(20_000, KeySpace.zipf(1000, 1.2), 512, 8, 9, 0));
        assertThat(scenario.timing())
                .isEqualTo(new Timing(
                        Duration.ofHours(1), Duration.ofSeconds(3), Duration.ofMinutes(2), Duration.ofSeconds(45)));
        assertThat(scenario.resources()).isEqualTo(new Resources(2048, 4, "Parallel", 3));
        Variant rocksdb = Checkout.VARIANTS.named("flink-rocksdb");
        assertThat(scenario.variants())
                .containsExactly(
                        Checkout.VARIANTS.named("reference"),
                        new Variant(
                                "flink-cp1s",
                                "flink",
                                "rocksdb",
                                rocksdb.trigger(),
                                Operator.COUNT,
                                rocksdb.emission(),
                                rocksdb.guarantee(),
                                Duration.ofMillis(1500),
                                null,
                                false,
                                null,
                                null,
                                Map.of(
                                        "execution.buffer-timeout.interval",
                                        "5ms",
                                        "a/b",
                                        "1.10",
                                        "yes-or-no",
                                        "false")),
                        new Variant(
                                "my-spark",
                                "spark",
                                "hdfs",
                                Trigger.every(Duration.ofSeconds(1)),
                                Operator.COUNT,
                                Emission.PER_EVENT,
                                Guarantee.EXACTLY_ONCE,
                                Duration.ZERO,
                                true,
                                false,
                                null,
                                null,
                                Map.of()));
    }

    @Test
    void whatTheFileLeavesOutIsAsInTheBase() {
        Scenario scenario = read("workload: {rate: 500}");

        assertThat(scenario.workload())
                .isEqualTo(Checkout.SCENARIOS
                        .quick(Checkout.SCENARIOS.compare())
                        .workload()
                        .withRateHz(500));
        assertThat(scenario.timing())
                .isEqualTo(
                        Checkout.SCENARIOS.quick(Checkout.SCENARIOS.compare()).timing());
        assertThat(scenario.variants())
                .isEqualTo(
                        Checkout.SCENARIOS.quick(Checkout.SCENARIOS.compare()).variants());
        assertThat(read("{}")).isEqualTo(Checkout.SCENARIOS.quick(Checkout.SCENARIOS.compare()));
    }

    @Test
    void aVariantSaysWhereItRuns() {
        Scenario scenario = read("""
                variants:
                  - flink-hashmap
                  - {name: own, like: flink-hashmap, deployment: local-cluster, workers: 3}
                  - {name: theirs, like: spark, cluster: "spark://h:7077", checkpoints: "s3://b/c"}
                """);
        assertThat(scenario.variants())
                .extracting(Variant::placement)
                .containsExactly(
                        null,
                        new Placement(DeploymentKind.LOCAL_CLUSTER, 3, null, null, null),
                        new Placement(DeploymentKind.REMOTE, null, "spark://h:7077", "s3://b/c", null));
    }

    @Test
    void aVariantWithAnEngineAloneIsLikeTheFirstBuiltInOneOfThatEngine() {
        Variant variant =
                read("variants: [{name: mine, engine: flink}]").variants().get(0);

        assertThat(variant.stateBackend()).isEqualTo("hashmap");
        assertThat(variant.checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void zeroIsADurationAndATriggerWithoutAUnit() {
        Scenario scenario = read("timing: {warmup: 0}\nvariants: [{name: mine, like: spark-10s, trigger: 0}]");

        assertThat(scenario.timing().warmup()).isEqualTo(Duration.ZERO);
        assertThat(scenario.variants().get(0).trigger()).isEqualTo(Trigger.ASAP);
    }

    @ParameterizedTest
    @CsvSource({"per-record", "available-now", "real-time", "real-time 30s", "0", "250ms", "10s", "5m", "1h"})
    void everyTriggerThatThePeopleOfTheCountersTypeIsATriggerHere(String trigger) {
        assertThat(read("variants: [{name: mine, like: spark, trigger: " + trigger + "}]")
                        .variants()
                        .get(0)
                        .trigger())
                .isEqualTo(Trigger.parse(trigger));
    }

    @Test
    void allMistakesAreReportedAtOnceEachAtItsPlace() {
        assertThat(mistakes("""
                        name: my comparison
                        profle: low-latency
                        blocks: 0
                        workload:
                          rate: fast
                          keys: -1
                          distribution: zpif
                        timing:
                          warmup: 48h
                          duration: 0
                          drainTimeout: ten seconds
                        variants:
                          - flink-rocksd
                          - {name: a, like: spark}
                          - {name: a, engine: flnk}
                          - {name: a, like: reference}
                          - {like: spark}
                          - {name: b}
                        """))
                .containsExactly(
                        "F:1:7: name: expected 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit (a number"
                                + " in quotes), got the text 'my comparison'",
                        "F:2:1: unknown field 'profle'; did you mean 'profile'? known: name, profile, seed, blocks, price,"
                                + " workload, timing, resources, variants",
                        "F:3:9: blocks: expected a whole number from 1 to 1,000, got 0",
                        "F:5:9: workload.rate: expected a whole number from 1 to 10,000,000, got the text 'fast'",
                        "F:6:9: workload.keys: expected a whole number from 1 to 10,000,000, got -1",
                        "F:7:17: workload.distribution: expected uniform or zipf, got the text 'zpif'; did you mean 'zipf'?",
                        "F:9:11: timing.warmup must be 0 to 24h, got 48h",
                        "F:10:13: timing.duration must be 1s to 24h, got 0",
                        "F:11:17: timing.drainTimeout: expected a duration like 250ms, 10s, 5m, 1h or 0, got the text"
                                + " 'ten seconds'",
                        "F:13:5: unknown variant 'flink-rocksd'; did you mean 'flink-rocksdb'? known: " + KNOWN,
                        "F:15:23: unknown engine 'flnk'; did you mean 'flink'? known: reference, flink, spark",
                        "F:16:12: expected each variant name once, 'a' stands here again (first in line 14)",
                        "F:17:5: expected a field 'name', it is missing",
                        "F:18:5: expected a variant with 'like' or 'engine'");
    }

    @Test
    void aDuplicateKeyIsAMistake() {
        assertThat(mistakes("workload:\n  rate: 1\n  keys: 2\n  rate: 3\nseed: 1\nseed: 2\n"))
                .containsExactly(
                        "F:4:3: expected each field once, 'rate' stands here again (first in line 2)",
                        "F:6:1: expected each field once, 'seed' stands here again (first in line 5)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blocks: 1.5|F:1:9: blocks: expected a whole number from 1 to 1,000, got 1.5",
                "blocks: '3'|F:1:9: blocks: expected a whole number from 1 to 1,000, got the text '3'",
                "blocks:|F:1:8: blocks: expected a whole number from 1 to 1,000, got nothing",
                "blocks: [1]|F:1:9: blocks: expected a whole number from 1 to 1,000, got a list",
                "seed: 9223372036854775808|F:1:7: seed: expected a whole number from -9,223,372,036,854,775,808 to"
                        + " 9,223,372,036,854,775,807, got 9223372036854775808",
                "workload: 5|F:1:11: workload: expected a mapping, got 5",
                "workload: {zipfExponent: 0}|F:1:26: workload.zipfExponent: expected a number above 0 and at most 5, got 0",
                "timing: {warmup: 10}|F:1:18: timing.warmup: expected a duration like 250ms, 10s, 5m, 1h or 0, got 10",
                "timing: {warmup: -1s}|F:1:18: timing.warmup: expected a duration like 250ms, 10s, 5m, 1h or 0, got the text"
                        + " '-1s'",
                "resources: {heapMb: 64}|F:1:21: resources.heapMb: expected a whole number from 128 to 1,048,576, got 64",
                "resources: {collector: -G1}|F:1:24: resources.collector: expected the name in -XX:+Use<name>GC, such as G1,"
                        + " Parallel or Z, got the text '-G1'",
                "variants: []|F:1:11: variants: expected a list of at least one variant, got an empty list",
                "variants: spark|F:1:11: variants: expected a list of at least one variant, got the text 'spark'",
                "variants: [7]|F:1:12: variants.0: expected the name of a built-in variant, or a mapping with the fields of a"
                        + " variant, got 7",
                "variants: [spark, spark]|F:1:19: expected each variant name once, 'spark' stands here again (first in line 1)",
                "variants: [{name: x, like: sprk}]|F:1:28: unknown variant 'sprk'; did you mean 'spark'? known: ...",
                "variants: [{name: x, like: spark, engine: flink}]|F:1:43: expected the engine of 'spark', which is spark, got"
                        + " flink",
                "variants: [{name: x, like: spark, changelog: 'true'}]|F:1:46: variants.0.changelog: expected true or false, got"
                        + " the text 'true'",
                "variants: [{name: x, like: spark, config: {a: {b: c}}}]|F:1:47: variants.0.config.a: expected a text, a number,"
                        + " true or false (nested keys are written with dots), got a mapping",
                "variants: [&a {name: x, like: spark}, *a]|F:1:39: expected a value, got the alias *a: write the value out",
            })
    void aWrongValueIsReportedWithWhatWasExpectedAndWhatCame(String yaml, String mistake) {
        assertThat(mistakes(yaml)).containsExactly(mistake.replace("...", KNOWN));
    }

    @Test
    void anEmptyFileIsNoScenario() {
        assertThat(mistakes("")).containsExactly("F: expected a scenario, the file is empty");
        assertThat(mistakes("# nothing\n")).containsExactly("F: expected a scenario, the file is empty");
    }

    @Test
    void indentationWithTabsIsPointedAt() {
        assertThat(mistakes("workload:\n\trate: 1\n"))
                .containsExactly(
                        "F:2:1: expected YAML, found character 'TAB' that cannot start any token. (Do not use TAB for indentation)");
    }

    @Test
    void whatIsNoYamlIsPointedAt() {
        assertThat(mistakes("name: [a, b\nblocks: 3\n"))
                .singleElement()
                .asString()
                .startsWith("F:2:")
                .contains("expected YAML, ");
        assertThat(mistakes("just some words"))
                .containsExactly(
                        "F:1:1: expected a mapping with the fields of a scenario, got the text 'just some words'");
        assertThat(mistakes("seed: 1\n---\nseed: 2\n"))
                .containsExactly("F:3:1: expected one document, another one begins here");
    }

    @Test
    void aFileThatIsNoTextIsSaidToBeNone() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xd8, 1, 1});

        assertThat(mistakes(binary)).containsExactly("F: expected a scenario file in YAML, it is not text in UTF-8");

        Path utf16 = Files.write(folder.resolve("utf16"), "seed: 1".getBytes(StandardCharsets.UTF_16));

        assertThat(mistakes(utf16))
                .containsExactly("F: expected a scenario file in YAML, it is text in UTF-16: save it as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFblocks: 5",
                "blocks: 5\r\nseed: 1\r\n",
                "---\nblocks: 5\n...\n",
                "%YAML 1.2\n---\nblocks: 5"
            })
    void filesAreReadAsEditorsLeaveThem(String yaml) {
        assertThat(read(yaml).blocks()).isEqualTo(5);
    }

    @Test
    void aMistakeInAFileOfWindowsIsFoundInItsLine() {
        assertThat(mistakes("\uFEFFseed: 1\r\nblocks: 0\r\n"))
                .containsExactly("F:2:9: blocks: expected a whole number from 1 to 1,000, got 0");
    }

    @Test
    void conditionsAreNoFieldOfAFile() {
        assertThat(mistakes("conditions: [{name: a}]"))
                .singleElement()
                .asString()
                .startsWith("F:1:1: unknown field 'conditions'");
    }

    @Test
    void whatAFileSaysIsKnownByItsFields() {
        String text = "{blocks: 10, workload: {rate: 5, keys: 6}, variants: [spark]}";
        assertThat(List.of("blocks", "variants", "workload.keys", "workload.rate"))
                .allMatch(new ScenarioFile(file(text))::says);
        assertThat(List.of("name", "timing.warmup", "workload.partitions", "blocks.rate"))
                .noneMatch(new ScenarioFile(file(text))::says);
    }

    @Test
    void aMissingFileAndAFolderAreToldApart() {
        assertThat(mistakes(folder.resolve("none.yaml")))
                .containsExactly("F: expected a scenario file in YAML, there is no such file");
        assertThat(mistakes(folder)).containsExactly("F: expected a scenario file in YAML, it is a folder");
    }

    @Test
    void theSchemaAllowsExactlyWhatTheRecordsAllow() {
        assertThat(
                        read("workload: {rate: 10000000, keys: 10000000, payloadBytes: 900000, partitions: 1000, malformedEvery: 2147483647}")
                                .workload())
                .isEqualTo(new Workload(10_000_000, KeySpace.uniform(10_000_000), 900_000, 1000, Integer.MAX_VALUE, 0));
        assertThat(read("resources: {heapMb: 1048576, processors: 1024, parallelism: 1024}")
                        .resources())
                .isEqualTo(new Resources(1 << 20, 1024, "G1", 1024));
        assertThat(
                        mistakes(
                                "blocks: 1001\nworkload: {rate: 10000001, keys: 10000001, payloadBytes: 900001, partitions: 1001,"
                                        + " malformedEvery: 2147483648}\nresources: {heapMb: 1048577, processors: 1025, parallelism: 1025}"))
                .hasSize(9)
                .allSatisfy(mistake -> assertThat(mistake).contains(": expected a whole number from "));
    }

    @Test
    void theExampleScenariosAreRight() throws IOException {
        try (var files = Files.list(Path.of("..", "scenarios"))) {
            List<Path> examples = files.toList();
            assertThat(examples)
                    .isNotEmpty()
                    .allSatisfy(file -> new ScenarioFile(file).over(Checkout.SCENARIOS.compare(), Checkout.VARIANTS));
        }
    }

    private Scenario read(String yaml) {
        return new ScenarioFile(file(yaml))
                .over(Checkout.SCENARIOS.quick(Checkout.SCENARIOS.compare()), Checkout.VARIANTS);
    }

    private List<String> mistakes(String yaml) {
        return mistakes(file(yaml));
    }

    private static List<String> mistakes(Path file) {
        ScenarioException e = catchThrowableOfType(
                ScenarioException.class,
                () -> new ScenarioFile(file)
                        .over(Checkout.SCENARIOS.quick(Checkout.SCENARIOS.compare()), Checkout.VARIANTS));
        assertThat(e).as("a mistake").isNotNull();
        return e.mistakes().stream()
                .map(mistake -> mistake.toString().replace(file.toString(), "F"))
                .toList();
    }

    private Path file(String yaml) {
        try {
            return Files.writeString(folder.resolve("scenario.yaml"), yaml, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
