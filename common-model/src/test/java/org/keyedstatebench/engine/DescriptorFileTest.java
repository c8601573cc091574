package org.keyedstatebench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.Trigger;

class DescriptorFileTest {

    private static final String SMALLEST = """
            {
              "contract": 1,
              "id": "mine",
              "name": "My engine",
              "version": "1.0",
              "start": {"command": ["./start.sh", "--fast"]},
              "processing": "per-record",
              "supports": {
                "guarantees": ["at-least-once"],
                "triggers": ["per-record"],
                "emissions": ["per-event"],
                "operators": ["count"],
                "stateBackends": ["heap"],
                "resumes": false
              },
              "variants": [
                {"name": "mine", "stateBackend": "heap"}
              ]
            }
            """;

    @TempDir
    private Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve(DescriptorFile.NAME), json);
    }

    private DescriptorFile read(String json) throws IOException {
        return DescriptorFile.read(file(json));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        EngineDescriptor mine = read(SMALLEST).engine();
        assertThat(mine.main()).isEqualTo("mine");
        assertThat(mine.startup()).isEqualTo(Duration.ofSeconds(15));
        assertThat(mine.profiles()).isEqualTo(Profiles.NONE);
        assertThat(mine.micro()).isNull();
        assertThat(List.of(
                        mine.claims(),
                        mine.table(),
                        List.copyOf(mine.environment().keySet())))
                .allMatch(List::isEmpty);
        EngineVariant variant = mine.variants().get(0);
        assertThat(variant.trigger()).isEqualTo(Trigger.PER_RECORD);
        assertThat(variant.emission()).isEqualTo(Emission.PER_EVENT);
        assertThat(variant.guarantee()).isEqualTo(Guarantee.AT_LEAST_ONCE);
        assertThat(variant.checkpointInterval()).isZero();
        assertThat(variant.asyncState()).isFalse();
        assertThat(variant.job()).isEqualTo(Operator.COUNT);

        EngineVariant ofBatches = read(SMALLEST.replace(
                        "\"processing\": \"per-record\"", "\"processing\": \"micro-batch\""))
                .engine()
                .variants()
                .get(0);
        assertThat(ofBatches.trigger()).isEqualTo(Trigger.ASAP);
        assertThat(ofBatches.emission()).isEqualTo(Emission.PER_KEY);
    }

    @Test
    void aVariantIsWhatItIsLikeButForWhatItSays() throws Exception {
        EngineDescriptor mine =
                read(SMALLEST.replace("\"stateBackend\": \"heap\"}", """
                        "stateBackend": "heap", "checkpointInterval": "5s", "config": {"a": 1, "b": true}},
                        {"name": "mine-timer", "like": "mine", "idleTimer": "1s", "timerDomain": "event-time",
                         "trigger": 0, "config": {"b": "no"}}
                        """)).engine();
        EngineVariant timer = mine.variants().get(1);
        assertThat(timer.checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(timer.config()).isEqualTo(Map.of("a", "1", "b", "no"));
        assertThat(timer.trigger()).isEqualTo(Trigger.ASAP);
        assertThat(timer.job()).isEqualTo(Operator.withIdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(1)));
    }

    @Test
    void aVariantOfTheTableMayBeSetUpOtherwiseUnderTheSameName() throws Exception {
        EngineDescriptor mine = read(SMALLEST.replace("\"variants\": [", """
                        "table": [
                          {"variant": "mine", "full": ["keys-100"]},
                          {"variant": {"name": "fast", "like": "mine", "checkpointInterval": "2s"}, "quick": ["keys-100"]}
                        ],
                        "claims": [
                          {"row": "per-record", "says": "It is fast.", "judge": "latency-below", "variants": ["fast"], "limit": "1ms"}
                        ],
                        "variants": [
                        """)).engine();
        assertThat(mine.table().get(0).variant()).isEqualTo(mine.variants().get(0));
        assertThat(mine.table().get(1).variant().checkpointInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(mine.claims().get(0).limit()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void theAddressOfAClusterIsHeldAgainstItsForm() throws Exception {
        ClusterSupport clusters = read(SMALLEST.replace(
                        "\"id\": \"mine\",",
                        "\"id\": \"mine\", \"clusters\": {\"address\": \"mine://HOST:1\", \"form\": \"mine://.+:\\\\d+\","
                                + " \"roles\": [\"worker\"]},"))
                .engine()
                .clusters();
        clusters.check("mine://h:17");
        assertThatThrownBy(() -> clusters.check("h:17"))
                .hasMessage("expected an address such as mine://HOST:1, got 'h:17'");
        assertThat(read(SMALLEST).engine().clusters()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "contract": 1,              | "contract": 5,                 | engine.json: the engine is of contract 5, and this build knows contracts up to 4
                    "contract": 1,              | ``                             | 19:1: expected a field 'contract', it is missing
                    "id": "mine",               | "id": "../mine",               | id: expected 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit, got '../mine'
                    ["./start.sh", "--fast"]    | []                             | :6:26: start: expected either args (an argument file for java) or command
                    "resumes": false            | "resume": false                | supports: expected a field 'resumes', it is missing
                    "resumes": false            | "resumes": false, "rescales": [{"name": "fast"}] | supports.rescales[0]: expected a field 'says', it is missing
                    "processing": "per-record"  | "processing": "per-recrod"     | :7:17: processing: expected per-record, micro-batch, got 'per-recrod'
                    "guarantees": ["at-least-once"] | "guarantees": ["once"]     | supports.guarantees[0]: expected at-least-once, exactly-once, got 'once'
                    "triggers": ["per-record"]  | "triggers": ["10s"]            | supports: triggers: expected per-record, interval, available-now, real-time, got '10s'
                    "name": "mine", "state      | "name": "mine", "like": "me", "state | variants[0] like: expected a variant that stands above: ; got 'me'
                    , "stateBackend": "heap"    | ``                             | variants[0] expected a field 'stateBackend', it is missing
                    "stateBackend": "heap"}     | "stateBackend": "heap", "trigger": "soon"} | :17:57: variants[0].trigger: expected a trigger: per-record, a duration such as 10s, 0, available-now, real-time or real-time 30s; got 'soon'
                    "stateBackend": "heap"}     | "stateBackend": "heap", "ttl": "soon"} | variants[0].ttl: expected a duration like 250ms, 10s, 5m or 1h, got 'soon'
                    "stateBackend": "heap"}     | "stateBackend": "heap", "operator": "pass-through", "ttl": "1s"} | variants[0] operator.kind PASS_THROUGH keeps no state
                    "stateBackend": "heap"}     | "stateBackend": "heap"}, {"name": "mine", "stateBackend": "heap"} | variants[1] name: 'mine' stands here again
                    "id": "mine",               | "id": "mine", "clusters": {"address": "h:1", "roles": ["boss"]}, | clusters: roles: expected worker, master, got 'boss'
                    "id": "mine",               | "id": "mine", "clusters": {"address": "h:1", "form": "(", "roles": ["worker"]}, | clusters: form: expected a regular expression, got '('
                    "id": "mine",               | "id": "mine", "main": "other", | main: expected one of [mine], got 'other'
                    "id": "mine",               | "id": "mine", "profiles": {"low-latency": [{"of": "engine", "key": "a", "why": "b"}]}, | profiles.low-latency[0]: a: expected a value, except of a note, which has none
                    "id": "mine",               | "id": "mine", "profiles": {"low-latency": [{"of": "variant", "key": "a", "value": "1", "why": "b"}]}, | key: expected changelog or watermark of a variant, got 'a'
                    "id": "mine",               | "id": "mine", "profiles": {"low-latency": [{"of": "engine", "key": "a", "value": "1"}]}, | profiles.low-latency[0]: expected a field 'why', it is missing
                    "id": "mine",               | "id": "mine", "claims": [{"row": "ttl", "says": "It ends.", "judge": "keeps-ttl", "variants": ["mine"]}], | claims[0] variants: expected , got 'mine'
                    "id": "mine",               | "id": "mine", "claims": [{"row": "ttl", "says": "It ends.", "judge": "latency-below", "variants": ["mine"]}], | claims[0]: limit: expected one for latency-below and for no other, got none for latency-below
                    "id": "mine",               | "id": "mine", "claims": [{"row": "tll", "says": "It ends.", "judge": "keeps-ttl", "variants": ["mine"]}], | claims[0]: row: expected abstraction, backend, per-record, checkpointing, ttl, timers, got 'tll'
                    "contract": 1,              | "contract": 1, "variants": 7, | variants: expected a list, got something else
                    "contract": 1,              | "contract": 1;                 | :2:16: expected JSON, Unexpected character (';'
                    """)
    void aMistakeIsNamedWithItsPlace(String right, String wrong, String message) throws Exception {
        assertThat(SMALLEST).contains(right);
        Path file = file(SMALLEST.replace(right, wrong));
        assertThatThrownBy(() -> DescriptorFile.read(file))
                .isInstanceOf(DescriptorException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> DescriptorFile.read(folder.resolve("none.json")))
                .hasMessageContaining("none.json: expected a descriptor of an engine, there is no such file");
    }

    @Test
    void anUnknownFieldIsPassedOverWithAWarningAndARemarkWithoutOne() throws Exception {
        DescriptorFile file = read(SMALLEST.replace(
                "\"name\": \"My engine\"", "\"name\": \"My engine\", \"$comment\": [1], \"startUp\": {\"a\": [1]}"));
        assertThat(file.warnings())
                .singleElement()
                .asString()
                .contains("engine.json:4:", "unknown field 'startUp'", "startup");
        assertThat(file.engine().id()).isEqualTo("mine");
    }

    @Test
    void whatStartsItLiesBesideIt() throws Exception {
        DescriptorFile file = read(SMALLEST);
        Start start = file.engine().start();
        Path java = Path.of("/jdk/bin/java");
        List<String> options = List.of("-Xmx1g", "-Djava.io.tmpdir=/a b");
        assertThat(start.command(file.folder(), java, options))
                .containsExactly(file.folder().resolve("start.sh").toString(), "--fast");
        assertThat(start.environment(Path.of("/jdk"), options))
                .isEqualTo(Map.of("JAVA_HOME", "/jdk", "JDK_JAVA_OPTIONS", "-Xmx1g \"-Djava.io.tmpdir=/a b\""));

        assertThat(new Start(null, List.of("python3", "count.py")).command(folder, java, options))
                .containsExactly("python3", "count.py");

        Start args = new Start("mine.args", null);
        assertThat(args.command(folder, java, options))
                .containsExactly("/jdk/bin/java", "-Xmx1g", "-Djava.io.tmpdir=/a b", "@" + folder.resolve("mine.args"));
        assertThat(args.environment(Path.of("/jdk"), options)).isEmpty();
    }

    @Test
    void aHomeHasItsOwnDescriptorThoseOfItsFoldersAndWhatMavenBuilt() throws Exception {
        Path own = file(SMALLEST);
        Path module = Files.createDirectories(folder.resolve("a-counter/target"));
        Path built = Files.writeString(module.resolve(DescriptorFile.NAME), SMALLEST);
        Path plain = Files.createDirectories(folder.resolve("b"));
        Path beside = Files.writeString(plain.resolve(DescriptorFile.NAME), SMALLEST);
        Files.createDirectories(folder.resolve("c/src/main/engine"));
        assertThat(DescriptorFile.in(folder)).containsExactly(own, built, beside);
        assertThat(DescriptorFile.in(folder.resolve("a-counter"))).containsExactly(built);
        assertThat(DescriptorFile.in(folder.resolve("none"))).isEmpty();
    }
}
