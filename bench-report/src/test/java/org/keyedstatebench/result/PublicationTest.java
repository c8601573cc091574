package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.event.Series;
import org.keyedstatebench.measure.IntervalLog;
import org.keyedstatebench.scenario.Dimension;

class PublicationTest {

    @TempDir
    private Path folder;

    private Path run;
    private Path published;

    @BeforeEach
    void storeARun() throws IOException {
        RunFolder stored = ResultStore.create(folder.resolve("results"), Clock.systemUTC(), "compare");
        RunFolder.TrialFiles files = stored.trial(1, "spark", 1);
        Files.writeString(files.log(), "log of a folder " + folder);
        Files.writeString(files.spec(), "{}");
        Files.writeString(files.signals(), "{\"signal\": \"ready\"}\n".repeat(1000));
        try (IntervalLog log = new IntervalLog(files.hlog(), 0)) {
            Histogram second = new Histogram(3);
            second.recordValueWithCount(17, 3);
            log.write(Series.LATENCY, second);
        }
        stored.write(Results.run(stored.id())
                .withTrials(List.of(
                        Results.valid().withFiles(stored.relative(files)),
                        Results.failed().withFiles(Map.of("hlog", "../secret", "signals", "trials/gone.jsonl")))));
        Files.writeString(stored.path().resolveSibling("secret"), "not of this run");
        run = stored.path();
        published = folder.resolve("reference");
    }

    @Test
    void theTableOfTheCopyNamesTheFilesThatTheCopyHas() throws IOException {
        RunResult stored = ResultStore.read(run);
        Map<String, String> files = stored.trials().get(0).files();
        Files.writeString(run.resolve("micro.json"), "{}");
        TableRow.Finding finding = new TableRow.Finding(
                TableRow.Kind.MEASURED,
                "spark, 100 keys",
                null,
                null,
                List.of(),
                List.of(1),
                List.of(files.get("hlog"), files.get("log"), "micro.json"));
        TableRow row =
                new TableRow(Dimension.STATE_BACKEND, List.of(new TableRow.Cell("spark", List.of(finding))), List.of());
        new RunFolder(run).write(stored.withTable(List.of(row)));

        Publication.copy(run, published);

        assertThat(ResultStore.read(published)
                        .table()
                        .get(0)
                        .cells()
                        .get(0)
                        .findings()
                        .get(0)
                        .files())
                .containsExactly(files.get("hlog") + ".gz", "micro.json")
                .allSatisfy(file -> assertThat(published.resolve(file)).exists());
    }

    @Test
    void theCopyHasTheResultAndWhatReportsAreMadeFromAndNothingElse() throws IOException {
        Publication.copy(run, published);

        try (Stream<Path> files = Files.walk(published)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> published.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "result.json",
                            "trials/01-spark-block1/latency.hlog.gz",
                            "trials/01-spark-block1/signals.jsonl.gz");
        }
        assertThat(folder.resolve(".reference.tmp")).doesNotExist();
    }

    @Test
    void theCopySaysTheSameAndNamesItsOwnFiles() {
        Publication.copy(run, published);

        RunResult original = ResultStore.read(run);
        RunResult copy = ResultStore.read(published);
        assertThat(copy.withTrials(original.trials())).isEqualTo(original);
        assertThat(copy.trials().get(0).withFiles(original.trials().get(0).files()))
                .isEqualTo(original.trials().get(0));
        assertThat(copy.trials().get(0).files())
                .isEqualTo(Map.of(
                        "hlog", "trials/01-spark-block1/latency.hlog.gz",
                        "signals", "trials/01-spark-block1/signals.jsonl.gz"));
        assertThat(copy.trials().get(1).files()).isEmpty();
    }

    @Test
    void compressedFilesAreReadLikePlainOnes() throws IOException {
        Publication.copy(run, published);

        Path plain = run.resolve("trials/01-spark-block1/latency.hlog");
        Path compressed = published.resolve("trials/01-spark-block1/latency.hlog.gz");
        assertThat(HistogramLogsTest.merged("latency", List.of(compressed)))
                .isEqualTo(HistogramLogsTest.merged("latency", List.of(plain)));
        Path signals = Path.of("trials/01-spark-block1/signals.jsonl");
        assertThat(StoredText.read(published.resolve(signals + ".gz")))
                .isEqualTo(StoredText.read(run.resolve(signals)));
        assertThat(Files.size(published.resolve(signals + ".gz"))).isLessThan(1000);
    }

    @Test
    void aReportOfTheCopyHasAllTheTracesOfTheRun() throws IOException {
        Path stored = run.resolve("trials/01-spark-block1");
        Files.writeString(
                stored.resolve("timeline.jsonl"),
                "{\"at\":1795601627704,\"phase\":\"start\",\"sent\":0,\"covered\":0,\"engine\":null,\"broker\":null,"
                        + "\"harness\":null}\n");
        RunResult result = ResultStore.read(run);
        TrialResult trial = result.trials().get(0);
        java.util.Map<String, String> files = new java.util.TreeMap<>(trial.files());
        files.put("timeline", "trials/01-spark-block1/timeline.jsonl");
        new RunFolder(run).write(result.withTrials(List.of(trial.withFiles(files))));
        Publication.copy(run, published);

        RunResult copy = ResultStore.read(published);
        TrialTrace trace =
                TrialTrace.read(published, copy).get(copy.trials().get(0).order());
        assertThat(trace.timeline()).hasSize(1);
        assertThat(trace.signals())
                .isEqualTo(TrialTrace.read(run, ResultStore.read(run))
                        .get(trial.order())
                        .signals());
    }

    @Test
    void whatWasPublishedBeforeIsReplacedAndACopyCanBeCopied() throws IOException {
        Publication.copy(run, published);
        Files.writeString(published.resolve("trials/old"), "of an older run");

        Publication.copy(run, published);
        Path second = folder.resolve("second");
        Publication.copy(published, second);

        assertThat(published.resolve("trials/old")).doesNotExist();
        assertThat(second.resolve("result.json")).hasSameTextualContentAs(published.resolve("result.json"));
        assertThat(second.resolve("trials/01-spark-block1/latency.hlog.gz"))
                .hasSameBinaryContentAs(published.resolve("trials/01-spark-block1/latency.hlog.gz"));
    }

    @Test
    void aFolderOfSomethingElseIsNotReplaced() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve("thesis.txt"), "three years");

        assertThatThrownBy(() -> Publication.copy(run, home))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("has files and no result.json");
        assertThatThrownBy(() -> Publication.copy(run, run)).hasMessageContaining("one is within the other");
        assertThatThrownBy(() -> Publication.copy(run, run.getParent()))
                .hasMessageContaining("one is within the other");
        assertThat(home.resolve("thesis.txt")).exists();
        assertThat(ResultStore.read(run).trials()).hasSize(2);
    }
}
