package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.History.Entry;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Reads back what Apache Otava would, as its documentation (docs/CSV.md, docs/GETTING_STARTED.md) and its importer say: a header, a
 * column of times, values that are numbers in every row; a configuration whose metrics name columns of the file and are unique.
 */
class OtavaFilesTest {

    private static Entry entry(int day, String variant, String cpu, String commit, double p50Ms) {
        return new Entry(
                Instant.parse("2026-01-01T03:04:05.678901234Z").plusSeconds(day * 86_400L),
                "2026010" + day + "-compare",
                commit,
                Map.of("cpu", cpu, "rate", "10000"),
                variant,
                3,
                p50Ms * 1e6,
                p50Ms * 2e6,
                p50Ms * 3e6);
    }

    private static final List<Entry> HISTORY = List.of(
            entry(2, "spark", "a", null, 200),
            entry(1, "spark", "a", "abc", 100),
            entry(1, "flink", "a", "abc", 4.5),
            entry(3, "flink", "b", "def", 5));

    @Test
    void aSeriesIsAFileWithTheColumnsThatItsTestNames() {
        Map<String, String> files = OtavaFiles.of(HISTORY);
        assertThat(files).containsOnlyKeys("series-1.csv", "series-2.csv", "series-3.csv", "otava.yaml");
        Map<String, Object> tests = part(config(files), "tests");
        assertThat(tests).containsOnlyKeys("spark.1", "flink.2", "flink.3");
        assertThat(config(files).get("test_groups")).isEqualTo(Map.of("latency", List.copyOf(tests.keySet())));
        List<String> metrics = new ArrayList<>();
        for (String name : tests.keySet()) {
            Map<String, Object> test = part(tests, name);
            assertThat(test).containsEntry("type", "csv");
            assertThat(test.get("csv_options")).isEqualTo(Map.of("delimiter", ",", "quote_char", "\""));
            List<List<String>> rows = rows(files.get((String) test.get("file")));
            List<String> header = rows.get(0);
            assertThat(header).contains((String) test.get("time_column")).containsAll(list(test, "attributes"));
            for (String metric : part(test, "metrics").keySet()) {
                Map<String, Object> settings = part(part(test, "metrics"), metric);
                // Higher is worse.
                assertThat(settings).containsEntry("direction", -1);
                int column = header.indexOf((String) settings.get("column"));
                rows.subList(1, rows.size())
                        .forEach(row ->
                                assertThat(Double.parseDouble(row.get(column))).isPositive());
                metrics.add(metric);
            }
        }
        assertThat(metrics).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void aRowIsARunInTheOrderOfTimeInMilliseconds() {
        List<List<String>> rows = rows(OtavaFiles.of(HISTORY).get("series-1.csv"));
        assertThat(rows)
                .containsExactly(
                        List.of("time", "commit", "run", "p50_ms", "p90_ms", "p99_ms"),
                        List.of("2026-01-02 03:04:05 +0000", "abc", "20260101-compare", "100.0", "200.0", "300.0"),
                        List.of("2026-01-03 03:04:05 +0000", "", "20260102-compare", "200.0", "400.0", "600.0"));
        assertThat(OffsetDateTime.parse(
                                rows.get(1).get(0), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT))
                        .toInstant())
                .isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void hostileNamesStayNames() {
        String evil = "../a: {x, \"y\"}\n# z";
        Map<String, String> files = OtavaFiles.of(List.of(entry(1, evil, evil, "a,\"b\"\nc", 4)));
        assertThat(files).containsOnlyKeys("series-1.csv", "otava.yaml");
        assertThat(part(config(files), "tests")).containsOnlyKeys(evil + ".1");
        assertThat(files.get("series-1.csv")).endsWith(",\"a,\"\"b\"\"\nc\",20260101-compare,4.0,8.0,12.0\n");
    }

    @Test
    void anEmptyHistoryIsAConfigurationWithoutTests() {
        Map<String, String> files = OtavaFiles.of(List.of());
        assertThat(config(files)).isEqualTo(Map.of("tests", Map.of(), "test_groups", Map.of("latency", List.of())));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> config(Map<String, String> files) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(files.get(OtavaFiles.CONFIG));
        return (Map<String, Object>) read;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> of, String name) {
        return (Map<String, Object>) of.get(name);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<String, Object> of, String name) {
        return (List<String>) of.get(name);
    }

    /** Of values without quotes. */
    private static List<List<String>> rows(String csv) {
        return csv.lines().map(line -> List.of(line.split(",", -1))).toList();
    }
}
