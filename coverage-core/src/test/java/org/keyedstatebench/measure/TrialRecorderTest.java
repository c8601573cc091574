package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRecorderTest {

    private static final long MS = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void anEventBelongsToTheWindowByItsIndexAndThroughputByItsTime() throws Exception {
        TrialRecorder recorder = new TrialRecorder();
        Path file = folder.resolve("latency.hlog");
        try (IntervalLog log = new IntervalLog(file, System.currentTimeMillis())) {
            recorder.covered(9, 5 * MS);
            recorder.pollEnded(50 * MS, 1);
            recorder.open(new Window(10, 12, 100 * MS, 400 * MS), false);
            recorder.covered(10, 7 * MS);
            recorder.covered(12, 9 * MS);
            recorder.pollEnded(150 * MS, 2);
            recorder.covered(11, 300 * MS);
            recorder.pollEnded(450 * MS, 1);
            recorder.finish();
            recorder.takeInterval(log);
        }
        assertThat(recorder.coveredInWindow()).isEqualTo(2);
        assertThat(recorder.latency().getTotalCount()).isEqualTo(2);
        assertThat(recorder.latency().getMaxValue()).isBetween(300 * MS, 301 * MS);
        // Two events in the first 100 ms of the window, none in the other two intervals.
        assertThat(recorder.throughput().getTotalCount()).isEqualTo(3);
        assertThat(recorder.throughput().getMaxValue()).isEqualTo(2);
        assertThat(recorder.coveredPerSecond()).isEqualTo(2 / 0.3);
        assertThat(countsByTag(file))
                .containsEntry("latency", 2L)
                .containsEntry("outside", 2L)
                .containsEntry("throughput", 3L);
    }

    @Test
    void aWindowBehindWhichNothingComesIsClosedByItsEnd() {
        TrialRecorder recorder = new TrialRecorder();
        recorder.open(new Window(0, 2, 0, 300 * MS), false);
        recorder.covered(0, 7 * MS);
        recorder.pollEnded(50 * MS, 1);
        recorder.finish();

        assertThat(throughputAfterTheLastInterval(recorder)).isEqualTo(3);
    }

    @Test
    void aTrialWhoseWindowNeverOpenedCanBeClosed() {
        TrialRecorder recorder = new TrialRecorder();
        recorder.finish();
        assertThat(recorder.coveredPerSecond()).isZero();
    }

    @Test
    void aSecondHoldsTheLatenciesOfAllEventsInsideAndOutsideOfTheWindow() throws Exception {
        TrialRecorder recorder = new TrialRecorder();
        recorder.open(new Window(1, 2, 0, 1000 * MS), false);
        recorder.covered(0, 5 * MS);
        recorder.covered(1, 9 * MS);
        recorder.lateness(3 * MS);
        try (IntervalLog log = new IntervalLog(folder.resolve("second.hlog"), System.currentTimeMillis())) {
            Histogram second = recorder.takeInterval(log);
            assertThat(second.getTotalCount()).isEqualTo(2);
            assertThat(second.getMaxValue()).isBetween(9 * MS, 9 * MS + MS / 100);
            assertThat(recorder.takeInterval(log).getTotalCount()).isZero();
        }
        assertThat(recorder.lateness().getTotalCount()).isOne();
    }

    @Test
    void whoFollowsProgressIsToldOfPollsThatCoveredSomething() {
        TrialRecorder recorder = new TrialRecorder();
        List<Long> told = new ArrayList<>();
        recorder.tellProgress(told::add);
        recorder.pollEnded(110, 1);
        recorder.pollEnded(150, 0);
        recorder.pollEnded(190, 1);

        assertThat(told).containsExactly(110L, 190L);
    }

    @Test
    void whoKeepsEachLatencyIsToldOfThoseInTheWindow() {
        TrialRecorder recorder = new TrialRecorder();
        recorder.open(new Window(1, 3, 0, 1000 * MS), true);
        recorder.covered(0, 5 * MS);
        recorder.covered(1, 9 * MS);

        assertThat(recorder.each().split(List.of(), false).getTotalCount()).isOne();
    }

    @Test
    void latenciesAreKeptWhereSomebodyAsksAndTheWindowIsNotTooLongForIt() {
        TrialRecorder recorder = new TrialRecorder();
        recorder.open(new Window(1, 3, 0, 1000 * MS), false);
        assertThat(recorder.each()).isNull();
        recorder.open(new Window(1, 2 + WindowLatencies.MOST_EVENTS, 0, 1000 * MS), true);
        assertThat(recorder.each()).isNull();
    }

    private long throughputAfterTheLastInterval(TrialRecorder recorder) {
        try (IntervalLog log = new IntervalLog(folder.resolve("end.hlog"), System.currentTimeMillis())) {
            recorder.takeInterval(log);
        }
        return recorder.throughput().getTotalCount();
    }

    @Test
    void theLogHoldsEveryValueThatTheTotalHolds() throws Exception {
        TrialRecorder recorder = new TrialRecorder();
        Path file = folder.resolve("latency.hlog");
        try (IntervalLog log = new IntervalLog(file, System.currentTimeMillis())) {
            recorder.open(new Window(0, 1000, 0, 1000 * MS), false);
            for (int event = 0; event < 1000; event++) {
                recorder.covered(event, event * MS);
                recorder.lateness(event);
                if (event % 100 == 0) {
                    recorder.takeInterval(log);
                }
            }
            recorder.finish();
            recorder.takeInterval(log);
        }
        assertThat(recorder.latency().getTotalCount()).isEqualTo(1000);
        assertThat(countsByTag(file)).containsEntry("latency", 1000L).containsEntry("lateness", 1000L);
    }

    private static Map<String, Long> countsByTag(Path file) throws Exception {
        Map<String, Long> counts = new HashMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            while (reader.hasNext()) {
                Histogram histogram = (Histogram) reader.nextIntervalHistogram();
                counts.merge(histogram.getTag(), histogram.getTotalCount(), Long::sum);
            }
        }
        return counts;
    }
}
