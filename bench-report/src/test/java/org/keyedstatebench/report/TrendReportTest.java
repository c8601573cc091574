package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
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
    void aChangeOfLevelIsSaidWithItsDayAndItsLevels() {
        List<Entry> history = new ArrayList<>();
        for (int day = 0; day < 12; day++) {
            history.add(entry(day, "a", (day < 6 ? 100 : 150) + day % 3));
        }
        assertThat(MarkdownReport.render(TrendReport.of(history)))
                .contains("The level changed: p50 from 101 ms to 151 ms with the run of 2026-01-07 00:00");
        assertThat(HtmlReport.render(TrendReport.of(history))).contains("change of level");
    }

    @Test
    void anotherMachineIsAnotherSeries() {
        ReportModel model = TrendReport.of(List.of(entry(1, "a", 5), entry(2, "b", 50)));
        assertThat(model.sections()).hasSize(2);
        assertThat(MarkdownReport.render(model)).contains("Too few runs to say");
    }

    @Test
    void anEmptyHistorySaysHowToBegin() {
        assertThat(TerminalReport.render(TrendReport.of(List.of()), false)).contains("./bench trend --add");
    }
}
