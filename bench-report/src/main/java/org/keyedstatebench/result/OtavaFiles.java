package org.keyedstatebench.result;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.result.History.Entry;
import org.keyedstatebench.result.History.Series;

/**
 * Writes a history as Apache Otava reads it, which tells from the noise at which run a series changed its level: a CSV file for each
 * series, because Otava takes no row without a value, and the configuration that names their columns. See
 * https://otava.apache.org/docs/csv.
 */
public final class OtavaFiles {

    /** Name of the configuration. */
    public static final String CONFIG = "otava.yaml";
    /** Name of the group of all tests: what {@code otava analyze} is told. */
    public static final String GROUP = "latency";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99");
    private static final double NANOS_PER_MILLI = 1e6;

    private OtavaFiles() {}

    /** Texts by the names of their files, the configuration last. */
    public static Map<String, String> of(List<Entry> history) {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> tests = new ArrayList<>();
        StringBuilder config = new StringBuilder("tests:\n");
        for (Series series : History.series(history)) {
            int number = files.size() + 1;
            // Unique, because Otava wants its metrics to be, over all tests.
            String test = series.variant() + "." + number;
            String file = "series-" + number + ".csv";
            files.put(file, csv(series));
            tests.add(quoted(test));
            config.append(test(test, file, series));
        }
        String group = "test_groups:\n  " + GROUP + ": [" + String.join(", ", tests) + "]\n";
        files.put(CONFIG, (tests.isEmpty() ? "tests: {}\n" : config) + group);
        return files;
    }

    private static String test(String name, String file, Series series) {
        String metrics = PERCENTILES.stream()
                .map(percentile -> "      " + quoted(name + "." + percentile) + ": {column: " + percentile
                        + "_ms, direction: -1}\n")
                .collect(Collectors.joining());
        return "  # " + quoted(series.circumstances()) + "\n  " + quoted(name) + ":\n"
                + "    type: csv\n"
                + "    file: " + file + "\n"
                + "    time_column: time\n"
                + "    attributes: [commit, run]\n"
                + "    csv_options: {delimiter: ',', quote_char: '\"'}\n"
                + "    metrics:\n" + metrics;
    }

    private static String csv(Series series) {
        Stream<String> header = Stream.concat(
                Stream.of("time", "commit", "run"), PERCENTILES.stream().map(percentile -> percentile + "_ms"));
        return line(header) + series.entries().stream().map(OtavaFiles::row).collect(Collectors.joining());
    }

    private static String row(Entry entry) {
        Stream<String> texts =
                Stream.of(TIME.format(entry.at()), entry.commit() == null ? "" : entry.commit(), entry.run());
        Stream<String> figures =
                Stream.of(entry.p50Ns(), entry.p90Ns(), entry.p99Ns()).map(ns -> Double.toString(ns / NANOS_PER_MILLI));
        return line(Stream.concat(texts, figures));
    }

    /** After RFC 4180, but for the end of a line. */
    private static String line(Stream<String> values) {
        return values.map(value -> value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\n"));
    }

    /** As JSON does, which YAML understands, so that no name can be taken for a number or end its line. */
    private static String quoted(String text) {
        return Document.JSON.writeValueAsString(text);
    }
}
