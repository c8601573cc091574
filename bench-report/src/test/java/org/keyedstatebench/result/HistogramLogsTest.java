package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramLogsTest {

    private static final long START = Instant.parse("2026-01-02T03:04:05Z").toEpochMilli();

    @TempDir
    Path folder;

    @Test
    void theIntervalsOfASeriesAreReadInOrder() {
        Path log = log(
                "a.hlog", List.of(interval("latency", 0, 5), interval("lateness", 0, 7), interval("latency", 1, 6)));

        List<Histogram> intervals = intervals(log, "latency");

        assertThat(intervals(log, "lateness")).hasSize(1);
        assertThat(intervals).extracting(Histogram::getStartTimeStamp).containsExactly(START, START + 1000);
        assertThat(intervals).extracting(Histogram::getEndTimeStamp).containsExactly(START + 1000, START + 2000);
        assertThat(intervals).extracting(Histogram::getMaxValue).containsExactly(5L, 6L);
    }

    @Test
    void theValuesOfAllIntervalsAndFilesAreMergedNotTheirPercentiles() {
        Histogram many = interval("latency", 0, 1);
        many.recordValueWithCount(1, 98);
        Path first = log("a.hlog", List.of(many, interval("lateness", 0, 999)));
        Path second = log("b.hlog", List.of(interval("latency", 0, 600_000_000_000L)));

        Histogram merged = merged("latency", List.of(first, second));

        assertThat(merged.getTotalCount()).isEqualTo(100);
        assertThat(merged.getValueAtPercentile(99)).isEqualTo(1);
        assertThat(merged.valuesAreEquivalent(merged.getMaxValue(), 600_000_000_000L))
                .isTrue();
    }

    @Test
    void aSeriesThatIsNotThereIsEmpty() {
        Path log = log("a.hlog", List.of(interval("latency", 0, 5)));

        assertThat(merged("lateness", List.of(log)).getTotalCount()).isZero();
        assertThat(intervals(log, "")).isEmpty();
    }

    @Test
    void anUnfinishedLastLineIsPassedOver() throws IOException {
        Path log = log("a.hlog", List.of(interval("latency", 0, 5), interval("latency", 1, 6)));
        String text = Files.readString(log);
        for (int cut = 1; cut < 60; cut++) {
            Files.writeString(log, text.substring(0, text.length() - cut));
            assertThat(merged("latency", List.of(log)).getTotalCount())
                    .as("without the last " + cut + " characters")
                    .isBetween(1L, 2L);
        }
    }

    @Test
    void aBrokenLineIsAnErrorInsteadOfASilentEnd() throws IOException {
        Path log = log("a.hlog", List.of(interval("latency", 0, 5), interval("latency", 1, 6)));
        List<String> lines = Files.readAllLines(log);
        int broken = lines.size() - 2;
        for (String line : List.of("garbage", "Tag=latency", "Tag=latency,0.0,1.0,5.0,HISTnonsense", "a,b,c,d")) {
            lines.set(broken, line);
            Files.write(log, lines);
            assertThatThrownBy(() -> merged("latency", List.of(log)))
                    .isInstanceOf(ResultException.class)
                    .hasMessage(
                            log + ":" + (broken + 1) + ": expected an interval of a histogram log, got '" + line + "'");
        }
    }

    @Test
    void aMissingLogIsNamed() {
        Path none = folder.resolve("none.hlog");

        assertThatThrownBy(() -> intervals(none, "latency"))
                .isInstanceOf(ResultException.class)
                .hasMessage("there is no histogram log " + none);
    }

    private static List<Histogram> intervals(Path log, String tag) {
        List<Histogram> intervals = new ArrayList<>();
        HistogramLogs.forEach(log, interval -> {
            if (interval.getTag().equals(tag)) {
                intervals.add(interval);
            }
        });
        return intervals;
    }

    static Histogram merged(String tag, List<Path> logs) {
        Histogram sum = new Histogram(3);
        logs.forEach(log -> intervals(log, tag).forEach(sum::add));
        return sum;
    }

    private static Histogram interval(String tag, int second, long value) {
        Histogram histogram = new Histogram(3);
        histogram.setTag(tag);
        histogram.setStartTimeStamp(START + second * 1000L);
        histogram.setEndTimeStamp(START + second * 1000L + 1000);
        histogram.recordValue(value);
        return histogram;
    }

    private Path log(String name, List<Histogram> intervals) {
        Path file = folder.resolve(name);
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputLogFormatVersion();
            writer.outputBaseTime(START);
            writer.setBaseTime(START);
            writer.outputStartTime(START);
            writer.outputLegend();
            intervals.forEach(writer::outputIntervalHistogram);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return file;
    }
}
