package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Kind;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.Unit;
import org.keyedstatebench.scenario.Dimension;

class ComparisonTableSectionTest {

    @Test
    void everyAnswerHasItsWord() {
        List<String> cells = cells(run(
                1,
                new TableRow(
                        Dimension.STATE_TTL,
                        List.of(new TableRow.Cell(
                                "flink",
                                List.of(
                                        verified(true, "starts again"),
                                        verified(false, "survives"),
                                        verified(null, "fires: cannot tell, none had to"),
                                        new TableRow.Finding(
                                                Kind.NOT_VALID, "x", null, null, List.of(), List.of(1), List.of())))),
                        List.of(
                                claim(Verdict.CONFIRMED),
                                claim(Verdict.NOT_CONFIRMED),
                                claim(Verdict.CANNOT_TELL),
                                claim(Verdict.NOT_JUDGED)))));

        assertThat(cells)
                .contains(
                        "starts again: yes",
                        "survives: no",
                        "fires: cannot tell, none had to",
                        "no valid trial",
                        "confirmed",
                        "not confirmed here",
                        "cannot tell",
                        "not judged");
    }

    @Test
    void aFigureIsSaidWithItsRangeIfItHasOne() {
        List<TableRow.Figure> figures = List.of(
                new TableRow.Figure("p50", 5e6, Unit.NANOSECONDS, 4e6, 9e6),
                new TableRow.Figure("batches", 12_345, Unit.COUNT, 12_345.0, 12_345.0),
                new TableRow.Figure("outlived by", 0, Unit.MILLISECONDS));
        TableRow.Finding finding =
                new TableRow.Finding(Kind.MEASURED, "x", null, null, figures, List.of(1, 2), List.of());
        TableRow row = new TableRow(Dimension.TIMERS, List.of(new TableRow.Cell("flink", List.of(finding))), List.of());

        assertThat(cells(run(6, row))).contains("p50 5 ms (4 ms–9 ms), batches 12,345, outlived by 0 ms");
    }

    @Test
    void anEngineThatTakesNoPartInARowIsNamed() {
        RunResult run = new RunFixture()
                .variant("flink-rocksdb", "flink", "rocksdb", Trigger.PER_RECORD, Emission.PER_EVENT)
                .variant("kafka-streams", "kafka-streams", "rocksdb", Trigger.PER_RECORD, Emission.PER_EVENT)
                .build();
        TableRow row = new TableRow(Dimension.TIMERS, List.of(new TableRow.Cell("flink", List.of())), List.of());

        assertThat(cells(run.withTable(List.of(row))))
                .containsExactly("Flink", "–", "not measured", "–", "Kafka Streams", "–", "takes no part", "–");
    }

    @Test
    void aRunOfOneBlockSaysHowManyWouldJudgeClaimsOfSpeed() {
        TableRow empty = new TableRow(Dimension.STATE_TTL, List.of(), List.of());

        assertThat(paragraphs(run(1, empty))).anyMatch(text -> text.contains("--blocks 6 or more"));
        assertThat(paragraphs(run(6, empty))).noneMatch(text -> text.contains("--blocks"));
    }

    private static RunResult run(int blocks, TableRow row) {
        return RunFixture.sixVariants(blocks).build().withTable(List.of(row));
    }

    private static TableRow.Finding verified(Boolean answer, String words) {
        return new TableRow.Finding(Kind.VERIFIED, "x", answer, words, List.of(), List.of(1), List.of());
    }

    private static TableRow.Claim claim(Verdict verdict) {
        return new TableRow.Claim("flink", "It is so.", verdict, "of this", List.of(1));
    }

    private static List<String> cells(RunResult run) {
        return ComparisonTableSection.of(run).blocks().stream()
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .flatMap(table -> table.rows().stream())
                .flatMap(List::stream)
                .map(Cell::text)
                .toList();
    }

    private static List<String> paragraphs(RunResult run) {
        return ComparisonTableSection.of(run).blocks().stream()
                .filter(Paragraph.class::isInstance)
                .map(Paragraph.class::cast)
                .map(Paragraph::text)
                .toList();
    }
}
