package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.History.Entry;

class TrendReportTest {

    private static Entry entry(int day, String cpu, double p50Ms) {
        return new Entry(
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(day * 86_400L),
                "run-" + day,
                "0123456789abcdef",
                Map.of("cpu", cpu),
                "spark",
                3,
                p50Ms * 1e6,
                p50Ms * 2e6,
                p50Ms * 3e6);
    }

    @Test
    void aSeriesIsPlottedAndListedInTheOrderOfTime() {
        List<Entry> history = List.of(entry(3, "a", 150), entry(1, "a", 100), entry(2, "a", 101));
        assertThat(MarkdownReport.render(TrendReport.of(history)))
                .contains("3 runs, from p50 100 ms to 150 ms.")
                .containsSubsequence("2026-01-02 00:00", "2026-01-03 00:00", "2026-01-04 00:00");
        assertThat(HtmlReport.render(TrendReport.of(history))).contains("spark: latency over runs");
    }

    @Test
    void anotherMachineIsAnotherSeries() {
        ReportModel model = TrendReport.of(List.of(entry(1, "a", 5), entry(2, "b", 50)));
        assertThat(model.sections()).hasSize(2);
        assertThat(MarkdownReport.render(model)).contains("cpu a", "cpu b");
    }

    @Test
    void anEmptyHistorySaysHowToBegin() {
        assertThat(TerminalReport.render(TrendReport.of(List.of()), false)).contains("./bench trend --add");
    }
}
