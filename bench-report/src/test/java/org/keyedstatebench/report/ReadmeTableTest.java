package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.Checkout;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunResult;

class ReadmeTableTest {

    private static final RunResult COMPARED = RunFixture.sixVariants(1).build();
    private static final RunResult WITH_TABLE = ShortTableTest.withTable();

    private static final String PAGE = String.join(
            "\n",
            "# A",
            "",
            ReadmeTable.mark("comparison", "results/table"),
            "old",
            ReadmeTable.END,
            "between",
            ReadmeTable.mark("latency", "results/reference"),
            "older",
            ReadmeTable.END,
            "rest",
            "");

    @Test
    void aRunFillsTheMarksThatNameItsFolderAndNoOthers() {
        String table = fill("results/table", WITH_TABLE);
        assertThat(table)
                .startsWith(
                        "# A\n\n" + ReadmeTable.mark("comparison", "results/table") + "\n\nMeasured on 2026-01-02 by")
                .contains("| Timers | flink-timer idle timers fire: cannot tell, no valid trial \\[7\\]")
                .contains(ReadmeTable.END + "\nbetween\n")
                .doesNotContain("old\n")
                .contains("older\n");
        assertThat(ReadmeTable.in(table, "README.md", "results/table", WITH_TABLE))
                .isEqualTo(table);

        assertThat(fill("results/reference", COMPARED))
                .contains("old\n")
                .doesNotContain("older")
                .contains("| flink-rocksdb: per record | ")
                .endsWith(ReadmeTable.END + "\nrest\n");
    }

    @Test
    void theReferenceIsTheOneThatTheOthersAreMultiplesOf() {
        assertThat(fill("results/reference", COMPARED).lines())
                .filteredOn(line -> line.startsWith("| reference"))
                .singleElement()
                .asString()
                .contains(" | 1 | ");
    }

    @Test
    void aVariantThatHasNoFiguresSaysWhy() {
        assertThat(fill("results/reference", COMPARED))
                .containsPattern("\\| spark-real-time: real-time.*, refused: [^|]+ \\| – \\| – \\|");
    }

    @Test
    void aPageWithoutTheMarksIsToldWhichOnesToPut() {
        assertThatThrownBy(() -> ReadmeTable.in("# A", "README.md", "results/mine", WITH_TABLE))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("expected the line " + ReadmeTable.mark("comparison", "results/mine"))
                .hasMessageContaining("in README.md");
    }

    @Test
    void aMarkWithoutAnEndTakesNotTheEndOfTheNextOne() {
        String page = PAGE.replaceFirst(ReadmeTable.END, "");
        assertThatThrownBy(() -> ReadmeTable.in(page, "README.md", "results/table", WITH_TABLE))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("expected the line " + ReadmeTable.END);
    }

    @Test
    void aRunThatChangedJobsSaysWhatTheChangeCostAndWhatWasRefused() {
        RunFixture changed = new RunFixture().blocks(1).defaultVariants().changing("to 4");
        Recovery.Change change = new Recovery.Change("to 4", Recovery.Means.KEPT, 310L, null, 4, 2, null);
        String page = ReadmeTable.mark("operations", "results/rescale") + ReadmeTable.END;

        assertThat(ReadmeTable.in(
                        page,
                        "README.md",
                        "results/rescale",
                        changed.changed(
                                        "spark",
                                        1,
                                        new Recovery(5_000, 4_000, 4_000L, 8_000L, 40_000, 0, List.of(), change))
                                .unsupported("spark-10s", 1, "no such field")
                                .failed("flink-rocksdb", 1, "no count became visible")
                                .build()))
                .contains("| spark: to 4; its state stays in 2 parts where 4 were asked for | 4 | 8 | 0 | exact |")
                .containsPattern("\\| spark-10s: to 4, refused: [^|]+ \\| – \\| – \\| – \\| – \\|")
                .contains("| flink-rocksdb: to 4, failed | – | – | – | – |");
        assertThatThrownBy(() -> ReadmeTable.in(page, "README.md", "results/rescale", COMPARED))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("has changed no job");
    }

    @Test
    void aRunWithoutTheTableIsRefused() {
        assertThatThrownBy(() -> fill("results/table", COMPARED))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("has none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"results/table", "results/reference"})
    void theProjectsReadmeHasTheTableOfThePublishedRun(String run) throws Exception {
        String readme = Files.readString(Checkout.HOME.resolve("README.md"));

        assertThat(readme)
                .as("./bench report " + run + " --readme README.md")
                .isEqualTo(ReadmeTable.in(readme, "README.md", run, ResultStore.read(Checkout.HOME.resolve(run))));
    }

    private static String fill(String folder, RunResult run) {
        return ReadmeTable.in(PAGE, "README.md", folder, run);
    }
}
