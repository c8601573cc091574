package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.event.Series;
import org.keyedstatebench.measure.IntervalLog;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.signal.Signal;

class TrialTraceTest {

    private static final long START = 1_760_000_000_000L;
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void theSeriesOfOneSecondBecomeOneSliceAlthoughTheyBeginMillisecondsApart() throws IOException {
        try (IntervalLog log = new IntervalLog(folder.resolve("latency.hlog"), START)) {
            for (int second = 0; second < 3; second++) {
                write(log, Series.LATENCY, second, 0, 5 * MILLI, 10);
                write(log, Series.OUTSIDE, second, 2, 50 * MILLI, 1);
                write(log, Series.LATENESS, second, 4, MILLI, 7);
                write(log, Series.THROUGHPUT, second, 6, 99, 10);
            }
        }

        TrialTrace trace =
                TrialTrace.read(folder, trial(Map.of("hlog", "latency.hlog"))).orElseThrow();

        assertThat(trace.slices()).hasSize(3).allSatisfy(slice -> {
            assertThat(slice.latency().count()).isEqualTo(11);
            assertThat(slice.latency().max()).isBetween(50 * MILLI, 51 * MILLI);
            assertThat(slice.inWindow()).isEqualTo(10);
            assertThat(slice.lateness().count()).isEqualTo(7);
            assertThat(slice.bins().values()).containsExactly(10L, 1L);
        });
        assertThat(trace.slices())
                .extracting(TrialTrace.Slice::from)
                .containsExactly(START, START + 1000, START + 2000);
        assertThat(trace.latency().getTotalCount()).isEqualTo(30);
    }

    @Test
    void aLongTrialIsCondensedWithoutLosingAnEvent() throws IOException {
        try (IntervalLog log = new IntervalLog(folder.resolve("latency.hlog"), START)) {
            for (int second = 0; second < 1000; second++) {
                write(log, Series.LATENCY, second, second % 3, (1 + second) * MILLI, 10);
            }
        }

        TrialTrace trace =
                TrialTrace.read(folder, trial(Map.of("hlog", "latency.hlog"))).orElseThrow();

        assertThat(trace.slices()).hasSizeBetween(60, TrialTrace.MOST_SLICES);
        assertThat(trace.slices().stream()
                        .mapToLong(slice -> slice.latency().count())
                        .sum())
                .isEqualTo(10_000);
        assertThat(trace.slices())
                .last()
                .satisfies(slice -> assertThat(slice.latency().max()).isBetween(1000 * MILLI, 1001 * MILLI));
    }

    @Test
    void signalsAndTimelineAreReadWithIt() throws IOException {
        Signal pause = new Signal.GcPause(START, 7, "G1", "test");
        Timeline.Point point = new Timeline.Point(
                START, "measure", 10, 8, new Timeline.Use(1.5, 100), null, new Timeline.Use(0.5, 50));
        new IntervalLog(folder.resolve("latency.hlog"), START).close();
        Files.writeString(folder.resolve("signals.jsonl"), pause.toJson() + "\nnoise\n");
        try (Timeline timeline = Timeline.create(folder.resolve("timeline.jsonl"))) {
            timeline.add(point);
        }

        TrialTrace trace = TrialTrace.read(
                        folder,
                        trial(Map.of("hlog", "latency.hlog", "signals", "signals.jsonl", "timeline", "timeline.jsonl")))
                .orElseThrow();

        assertThat(trace.slices()).isEmpty();
        assertThat(trace.signals()).containsExactly(pause);
        assertThat(trace.timeline()).containsExactly(point);
        assertThat(point.backlog()).isEqualTo(2);
    }

    @Test
    void aFileOutsideOfTheRunsFolderIsNotRead() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        new IntervalLog(folder.resolve("latency.hlog"), START).close();

        assertThat(TrialTrace.read(run, trial(Map.of("hlog", "../latency.hlog"))))
                .isEmpty();
        assertThat(TrialTrace.read(run, trial(Map.of("hlog", "missing.hlog")))).isEmpty();
        assertThat(TrialTrace.read(folder, trial(Map.of("hlog", "latency.hlog"))))
                .isPresent();
    }

    @Test
    void anUnfinishedLastLineOfATimelineIsPassedOverAndABrokenOneIsNot() throws IOException {
        String line =
                "{\"at\":1,\"phase\":\"drain\",\"sent\":5,\"covered\":5,\"engine\":null,\"broker\":null,\"harness\":null}";
        Path unfinished = Files.writeString(folder.resolve("a"), line + "\n" + line.substring(0, 20));
        Path broken = Files.writeString(folder.resolve("b"), line.substring(0, 20) + "\n" + line + "\n");

        assertThat(Timeline.read(unfinished)).hasSize(1);
        assertThatThrownBy(() -> Timeline.read(broken))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("b:1: expected a point of a timeline");
    }

    private static void write(IntervalLog log, String tag, int second, int offsetMs, long value, int count) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(value, count);
        histogram.setStartTimeStamp(START + second * 1000L + offsetMs);
        histogram.setEndTimeStamp(START + second * 1000L + 1000 + offsetMs);
        log.write(tag, histogram);
    }

    private static TrialResult trial(Map<String, String> files) {
        return new TrialResult(
                Condition.ONLY,
                "v",
                1,
                1,
                TrialStatus.VALID,
                null,
                List.of(),
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                files);
    }
}
