package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.Checkout;
import org.keyedstatebench.compare.ComparisonTable;
import org.keyedstatebench.compare.DescribedEngines;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TableRow;
import org.keyedstatebench.result.TableRow.Figure;
import org.keyedstatebench.result.TableRow.Finding;
import org.keyedstatebench.result.TableRow.Kind;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.Unit;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Scenario;

class ShortTableTest {

    private static final RunResult COMPARED = RunFixture.sixVariants(1).build();

    @Test
    void aLineHasTheFiguresThatAreAskedForMostEachWithItsTrial() {
        assertThat(cell(
                        Dimension.STATE_BACKEND,
                        measured(
                                "flink-hashmap, 100 keys",
                                3,
                                ns("latency p50", 6.19e6),
                                ns("p99", 25.4e6),
                                ns("max", 1e9)),
                        measured("flink-hashmap, 100,000 keys", 4, ns("latency p50", 7e6)),
                        measured("flink-hashmap, 100 keys", 5, new Figure("drain", 350_000, Unit.PER_SECOND))))
                .isEqualTo("flink-hashmap p50 6.19 ms, p99 25.4 ms, drain 350,000 events/s [3, 5]");
    }

    @Test
    void aLineEndsAfterThreeVariants() {
        assertThat(cell(
                        Dimension.STATE_BACKEND,
                        measured("a, x", 1, ns("p99", 1e6)),
                        measured("b, x", 2, ns("p99", 2e6)),
                        measured("c, x", 3, ns("p99", 3e6)),
                        measured("d, x", 4, ns("p99", 4e6))))
                .isEqualTo("a p99 1 ms [1]; b p99 2 ms [2]; c p99 3 ms [3]");
    }

    @Test
    void answersRefusalsAndWhatIsNotValidStandWithTheirTrials() {
        assertThat(cell(
                        Dimension.STATE_TTL,
                        new Finding(Kind.VERIFIED, "ttl, 1", true, "starts again", List.of(), List.of(7), List.of()),
                        new Finding(Kind.VERIFIED, "ttl, 1", false, "survives", List.of(), List.of(7), List.of()),
                        measured("plain, 1", 8, ns("latency p50", 1e6)),
                        new Finding(
                                Kind.REFUSED, "rt, 1", null, "Some[THING]: no, sir", List.of(), List.of(9), List.of()),
                        new Finding(Kind.NOT_VALID, "bad, 1", null, "lost", List.of(), List.of(10), List.of())))
                .isEqualTo("ttl starts again: yes, survives: no [7]; rt refused: THING [9]; bad no valid trial [10]");
        assertThat(cell(Dimension.TIMERS)).isEqualTo("not measured");
    }

    @Test
    void ofAComparisonEveryLineIsFilledAndItsOwnFiguresAreNotTouchedByWhatWasAdded() {
        RunResult whole = withTable();

        Table table = ShortTable.table(whole);
        assertThat(table.columns()).extracting(Column::header).containsExactly("dimension", "Flink", "Spark");
        assertThat(table.rows()).hasSize(6);
        assertThat(table.rows().get(0).get(1).text()).isEqualTo("rocksdb a step 4.31 µs [micro]");
        assertThat(table.rows().get(1).get(1).text())
                .contains("flink-rocksdb p50")
                .doesNotContain("drain");
        assertThat(table.rows().get(5).get(1).text())
                .isEqualTo("flink-timer idle timers fire: cannot tell, no valid trial [7]");

        assertThat(sections(whole, "verdict", "latency", "ratios", "fairness"))
                .isEqualTo(sections(COMPARED, "verdict", "latency", "ratios", "fairness"));
        List<String> ids = model(whole).sections().stream().map(Section::id).toList();
        assertThat(ids).startsWith(ShortTable.ID, "verdict");
        assertThat(model(whole).summary().sections())
                .extracting(Section::id)
                .contains(ShortTable.ID, "verdict")
                .doesNotContain("table");
        assertThat(MarkdownReport.render(model(whole))).contains("flink-timer, timers");
    }

    /** The comparison with one trial of those that are added to it, which failed. */
    static RunResult withTable() {
        Scenario whole = Checkout.MATRIX.added(COMPARED.scenario(), false);
        RunResult failed = new RunFixture()
                .under("timers")
                .variant(
                        "flink-timer",
                        "flink",
                        "rocksdb",
                        COMPARED.scenario().variants().get(0).trigger(),
                        COMPARED.scenario().variants().get(0).emission())
                .failed("flink-timer", 1, "it died")
                .build();
        List<TrialResult> trials = new ArrayList<>(COMPARED.trials());
        trials.add(failed.trials().get(0).withOrder(7));
        RunResult run = COMPARED.with(all -> all.scenario(whole).trials(trials));
        return ComparisonTable.complete(
                run,
                DescribedEngines.measured(List.of(new MicroResult.Figure(
                        "flink-counter",
                        "StateBenchmark.readModifyWrite",
                        Map.of("backend", "rocksdb"),
                        4_306,
                        90.0,
                        12.0,
                        1,
                        3))),
                Checkout.DESCRIPTORS.stream()
                        .filter(engine -> !engine.id().equals("reference"))
                        .toList());
    }

    private static ReportModel model(RunResult run) {
        return ReportModel.of(run, Map.of());
    }

    private static List<Section> sections(RunResult run, String... ids) {
        return model(run).only(List.of(ids)).sections();
    }

    private static String cell(Dimension dimension, Finding... findings) {
        TableRow row = new TableRow(dimension, List.of(new TableRow.Cell("flink", List.of(findings))), List.of());
        return ShortTable.table(COMPARED.withTable(List.of(row)))
                .rows()
                .get(0)
                .get(1)
                .text();
    }

    private static Finding measured(String setting, int trial, Figure... figures) {
        return new Finding(Kind.MEASURED, setting, null, null, List.of(figures), List.of(trial), List.of());
    }

    private static Figure ns(String name, double value) {
        return new Figure(name, value, Unit.NANOSECONDS);
    }
}
