package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.scenario.Condition;
import tools.jackson.databind.node.ObjectNode;

class ResultStoreTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.999Z"), ZoneOffset.ofHours(9));

    @TempDir
    Path root;

    @Test
    void aRunIsReadAsItWasWritten() {
        RunFolder run = create("compare");
        RunResult result = Results.run(run.id());

        run.write(result);

        assertThat(ResultStore.read(run.path())).isEqualTo(result);
        assertThat(ResultStore.read(run.path().resolve("result.json"))).isEqualTo(result);
        assertThat(ResultStore.read(root.resolve("runs/latest"))).isEqualTo(result);
    }

    @Test
    void aRunsFolderIsNamedAfterItsTimeInUtcAndNeverUsedTwice() {
        assertThat(create("compare").id()).isEqualTo("20260102T030405Z-compare");
        assertThat(create("compare").id()).isEqualTo("20260102T030405Z-compare-2");
        assertThat(create("compare").id()).isEqualTo("20260102T030405Z-compare-3");
        assertThat(create("quick").id()).isEqualTo("20260102T030405Z-quick");
    }

    @Test
    void latestNamesTheRunWrittenLastAndNothingIsLeftBeside() throws IOException {
        RunFolder first = create("compare");
        RunFolder second = create("compare");
        first.write(Results.run(first.id()));
        second.write(Results.run(second.id()));
        second.write(Results.run(second.id()));

        assertThat(ResultStore.read(root.resolve("runs/latest")).id()).isEqualTo(second.id());
        try (var files = Files.list(root.resolve("runs"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(first.id(), second.id(), "latest");
        }
        try (var files = Files.list(second.path())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("result.json");
        }
    }

    @Test
    void whereLinksAreImpossibleLatestIsAFileWithTheName() throws IOException {
        RunFolder run = create("compare");
        run.write(Results.run(run.id()));

        ResultStore.pointLatestTo(run.path(), (link, target) -> {
            throw new UnsupportedOperationException("no links here");
        });

        Path latest = root.resolve("runs/latest");
        assertThat(Files.isSymbolicLink(latest)).isFalse();
        assertThat(latest).hasContent(run.id());
        assertThat(ResultStore.read(latest).id()).isEqualTo(run.id());
        assertThat(ResultStore.folderOf(latest)).isEqualTo(run.path());
    }

    @Test
    void aTrialsFilesAreNamedAfterItsOrderVariantAndBlock() throws IOException {
        RunFolder run = create("compare");

        RunFolder.TrialFiles files = run.trial(7, "spark-10s", 2);
        Files.writeString(files.hlog(), "");
        Files.writeString(files.log(), "");

        assertThat(run.path().relativize(files.spec())).hasToString("trials/07-spark-10s-block2/job.json");
        assertThat(run.path().relativize(files.signals())).hasToString("trials/07-spark-10s-block2/signals.jsonl");
        assertThat(run.path().relativize(run.trial(123, "a", 1).spec())).hasToString("trials/123-a-block1/job.json");
        assertThat(run.relative(files))
                .isEqualTo(Map.of(
                        "hlog",
                        "trials/07-spark-10s-block2/latency.hlog",
                        "log",
                        "trials/07-spark-10s-block2/engine.log"));
    }

    @Test
    void timesDurationsAndConstantsAreWrittenAsTheSchemaSays() {
        assertThat(RunResult.DOCUMENT.write(Results.run("x")))
                .contains("\"startedAt\" : \"2026-01-02T03:04:05Z\"")
                .contains("\"warmup\" : \"PT10S\"")
                .contains("\"emission\" : \"per-event\"")
                .contains("\"kind\" : \"processing-time\"")
                .contains("\"guarantee\" : \"at-least-once\"")
                .contains("\"distribution\" : \"uniform\"")
                .contains("\"profile\" : \"low-latency\"")
                .contains("\"status\" : \"unsupported\"")
                .containsSubsequence("schemaVersion", "id", "status", "startedAt", "command", "environment", "trials")
                .endsWith("}\n");
    }

    @Test
    void fractionsKeepSixDigitsAndWholePartsAllOfTheirs() {
        assertThat(meanOf(2.0 / 3)).isEqualTo("0.666667");
        assertThat(meanOf(12345.6789)).isEqualTo("12345.7");
        assertThat(meanOf(123456789.87)).isEqualTo("123456790");
        assertThat(meanOf(10_000)).isEqualTo("10000");
        assertThat(meanOf(0)).isEqualTo("0");
        assertThat(meanOf(1.5e-7)).isEqualTo("1.5E-7");
    }

    @Test
    void aFigureThatIsNoNumberIsNotWritten() {
        RunFolder run = create("compare");
        run.write(Results.run(run.id()));

        assertThatThrownBy(() -> meanOf(Double.NaN))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("NaN");
        assertThat(ResultStore.read(run.path()).id()).isEqualTo(run.id());
    }

    @Test
    void whatIsNoRunIsSaidToBeNone() throws IOException {
        Files.writeString(root.resolve("file.txt"), "x");
        Files.createSymbolicLink(root.resolve("latest"), Path.of("gone"));

        assertFails(root, "expected the folder of a run, " + root + " has no result.json");
        assertFails(root.resolve("none"), "expected the folder of a run, there is no " + root.resolve("none"));
        assertFails(
                root.resolve("file.txt"), "expected the folder of a run, " + root.resolve("file.txt") + " is a file");
        assertFails(root.resolve("latest"), "the run that " + root.resolve("latest") + " points to is gone");
    }

    @Test
    void aResultOfAnotherSchemaVersionIsRefused() throws IOException {
        Path file = Files.writeString(root.resolve("result.json"), "{\"schemaVersion\": 99, \"other\": true}");

        assertFails(
                root,
                file
                        + ": expected the result of a run of schemaVersion 2, got 99: written by another release of this suite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "status", "startedAt", "scenario", "environment"})
    void aResultWithoutWhatEveryReportNeedsIsRefused(String part) throws IOException {
        ObjectNode result = (ObjectNode) Document.JSON.readTree(RunResult.DOCUMENT.write(Results.run("x")));
        Path file = Files.writeString(
                root.resolve("result.json"), result.putNull(part).toString());

        assertFails(root, file + ": expected the result of a run, there is no " + part);
    }

    @Test
    void aResultWithATrialOfNoVariantIsRefused() throws IOException {
        Path file = root.resolve("result.json");
        ObjectNode result = (ObjectNode) Document.JSON.readTree(RunResult.DOCUMENT.write(Results.run("x")));
        ((ObjectNode) result.path("trials").get(0)).put("variant", "ghost");
        Files.writeString(file, result.toString());

        assertThatThrownBy(() -> ResultStore.read(root))
                .isInstanceOf(ResultException.class)
                .hasMessageStartingWith(file + ": expected the result of a run, trial ")
                .hasMessageEndingWith(" is of the variant 'ghost', which its scenario does not have");
    }

    @Test
    void brokenJsonIsReportedWithItsLine() throws IOException {
        Path file = root.resolve("result.json");
        Files.writeString(file, "{\n  \"schemaVersion\" : 1,\n  oops\n}");
        assertThatThrownBy(() -> ResultStore.read(root))
                .hasMessageStartingWith(file + ":3: expected the result of a run: ");

        Files.writeString(file, "");
        assertThatThrownBy(() -> ResultStore.read(root)).isInstanceOf(ResultException.class);

        Files.writeString(file, "[]");
        assertFails(root, file + ": expected the result of a run, there is no schemaVersion");

        Files.writeString(
                file,
                RunResult.DOCUMENT
                        .write(Results.run("x"))
                        .replace("\"status\" : \"invalid\"", "\"status\" : \"nice\""));
        assertThatThrownBy(() -> ResultStore.read(root))
                .isInstanceOf(ResultException.class)
                .hasMessageMatching("(?s).*result.json:\\d+: expected .*\\(trials\\.1\\.status\\)");
    }

    @Test
    void anInterruptedWriteLeavesTheLastResultReadable() throws IOException {
        RunFolder run = create("compare");
        run.write(Results.run(run.id()));
        Files.writeString(run.path().resolve(".result.json.tmp"), "{ \"half");

        assertThat(ResultStore.read(run.path()).trials()).hasSize(4);
        run.write(Results.run(run.id()));
        assertThat(run.path().resolve(".result.json.tmp")).doesNotExist();
    }

    @Test
    void aFullDiskIsOneClearMessageAndTheLastResultStays() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "needs /dev/full, a device that is always full");
        RunFolder run = create("compare");
        run.write(Results.run(run.id()));
        Files.createSymbolicLink(run.path().resolve(".result.json.tmp"), full);

        assertThatThrownBy(() -> run.write(Results.run(run.id())))
                .isInstanceOf(ResultException.class)
                .hasMessage("cannot write " + run.path().resolve("result.json") + ": No space left on device");
        assertThat(Files.isSymbolicLink(run.path().resolve(".result.json.tmp"))).isFalse();
        assertThat(ResultStore.read(run.path()).trials()).hasSize(4);
    }

    @Test
    void aFolderThatCannotBeMadeIsOneClearMessage() throws IOException {
        Files.writeString(root.resolve("runs"), "a file in the way");

        assertThatThrownBy(() -> create("compare"))
                .isInstanceOf(ResultException.class)
                .hasMessageStartingWith(
                        "cannot make a folder for the results in " + root.resolve("runs") + ": in the way is ");
    }

    @Test
    void aRunWhoseFolderIsGoneIsOneClearMessage() throws IOException {
        RunFolder run = create("compare");
        Files.delete(run.path());

        assertThatThrownBy(() -> run.write(Results.run(run.id())))
                .isInstanceOf(ResultException.class)
                .hasMessage("cannot write " + run.path().resolve("result.json") + ": there is no "
                        + run.path().resolve(".result.json.tmp"));
    }

    private RunFolder create(String name) {
        return ResultStore.create(root, CLOCK, name);
    }

    private static void assertFails(Path where, String message) {
        assertThatThrownBy(() -> ResultStore.read(where))
                .isInstanceOf(ResultException.class)
                .hasMessage(message);
    }

    private static String meanOf(double mean) {
        RunResult run = Results.run("x");
        TrialResult trial = Results.valid();
        TrialResult changed = new TrialResult(
                Condition.ONLY,
                trial.variant(),
                1,
                1,
                trial.status(),
                null,
                List.of(),
                trial.startedAt(),
                null,
                trial.events(),
                new Percentiles(1, 1, 1, 1, 1, 1, 1, mean),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of());
        String json = RunResult.DOCUMENT.write(new RunResult(
                RunResult.SCHEMA_VERSION,
                "x",
                run.status(),
                run.startedAt(),
                run.endedAt(),
                null,
                1,
                run.scenario(),
                run.environment(),
                List.of(),
                List.of(changed),
                null,
                null,
                null));
        return json.replaceAll("(?s).*\"mean\" : ([^\\n]*)\\n.*", "$1");
    }

    @Test
    void anInterruptedThreadKeepsWhatItMeasuredAndStaysInterrupted() throws Exception {
        RunFolder run = create("self");
        Thread.currentThread().interrupt();
        run.writeText("self.txt", "as far as it went");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.path().resolve("self.txt")).hasContent("as far as it went");
    }
}
