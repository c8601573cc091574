package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

class SideBySideTest {

    private final ReportModel model = SideBySide.of(List.of(
            RunFixture.sixVariants(1).build(),
            new RunFixture().defaultVariants().blocks(2).valid("spark", 1, 508).build()));

    @Test
    void theVerdictNamesEveryVariantsMedianInEveryRun() {
        Block.Bullets verdict = (Block.Bullets) model.sections().get(0).blocks().get(0);

        assertThat(verdict.items())
                .extracting(Paragraph::text)
                .contains(
                        "spark, median latency: run 1 262 ms and run 2 508 ms; the highest is 1.94 times the lowest.",
                        "reference, median latency: run 1 1.82 ms and run 2 no valid trial.")
                .anyMatch(sentence -> sentence.startsWith("These runs were not paired"));
    }

    @Test
    void whatDiffersStandsApartFromWhatIsEqual() {
        List<Block> setup = model.sections().get(1).blocks();

        assertThat(((Table) setup.get(0)).rows())
                .allMatch(row -> !row.get(1).text().equals(row.get(2).text()))
                .anyMatch(row -> row.get(0).text().equals("blocks"));
        assertThat(((Block.Folded) setup.get(1)).blocks()).hasSize(1);
    }

    @Test
    void theFlagsOfEveryRunAreExplained() {
        RunResult flagged = new RunFixture()
                .defaultVariants()
                .blocks(1)
                .flagged("spark", 1, 508, Flag.NOT_STEADY)
                .build();
        ReportModel both = SideBySide.of(List.of(RunFixture.sixVariants(1).build(), flagged));

        Section glossary = both.sections().get(both.sections().size() - 1);
        assertThat(((Table) glossary.blocks().get(0)).rows())
                .anyMatch(row -> row.get(0).text().equals(Flag.NOT_STEADY.word()));
    }

    @Test
    void oneRunIsNotSideBySideWithAnything() {
        assertThatThrownBy(() -> SideBySide.of(List.of(RunFixture.sixVariants(1).build())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two runs or more");
    }

    @Test
    void severalLoadsOfARunAreOneFact() {
        RunResult one = RunFixture.sixVariants(1).build();
        List<String> names =
                one.scenario().variants().stream().map(Variant::name).toList();
        List<Condition> drains = Stream.of(1_000, 2_000)
                .map(events -> new Condition(
                        "drain-" + events,
                        new Experiment.Drain(events, 100),
                        Workload.DEFAULT,
                        Timing.DEFAULT,
                        names,
                        List.of(),
                        null))
                .toList();
        RunResult drained =
                one.withScenario(one.scenario().withConditions(drains)).withTrials(List.of());

        List<Block> setup =
                SideBySide.of(List.of(one, drained)).sections().get(1).blocks();

        assertThat(((Table) setup.get(0)).rows())
                .filteredOn(row -> row.get(0).text().equals("load"))
                .singleElement()
                .satisfies(row -> assertThat(row.get(2).text().lines())
                        .hasSize(2)
                        .allMatch(line -> line.endsWith("a micro-batch takes at most 100")));
    }
}
