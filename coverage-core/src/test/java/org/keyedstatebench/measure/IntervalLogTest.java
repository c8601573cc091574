package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.event.Series;
import org.keyedstatebench.process.CleanUp;

/** By its text, because other programs read it: the format of HdrHistogram, its version, its times in seconds. */
class IntervalLogTest {

    private static final long STARTED_AT = 1_760_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void theHeaderSaysWhenTheTrialBeganAndInWhichUnitsTheSeriesAre() throws Exception {
        List<String> lines = written(List.of());

        assertThat(lines.get(0)).isEqualTo("#[latency, outside, lateness: nanoseconds; throughput: events per 100 ms]");
        assertThat(lines.get(1)).isEqualTo("#[Histogram log format version 1.3]");
        assertThat(lines.get(2)).startsWith("#[StartTime: 1760000000.000 (seconds since epoch)");
        assertThat(lines.get(3)).isEqualTo("#[BaseTime: 1760000000.000 (seconds since epoch)]");
        assertThat(lines.get(4))
                .isEqualTo("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"");
        assertThat(lines).hasSize(5);
    }

    @Test
    void anIntervalIsALineWithItsTagAndItsTimesFromTheStart() throws Exception {
        Histogram interval = new Histogram(3);
        interval.setStartTimeStamp(STARTED_AT + 2_500);
        interval.setEndTimeStamp(STARTED_AT + 3_750);
        interval.recordValue(17);

        List<String> lines = written(List.of(interval, new Histogram(3)));

        assertThat(lines).hasSize(6);
        assertThat(lines.get(5)).startsWith("Tag=latency,2.500,1.250,17.000,");
    }

    @Test
    void aFullDiskCostsTheLogAndNothingElseAndIsTold() {
        List<String> warnings = new ArrayList<>();
        try (CleanUp cleanUp = new CleanUp(warnings::add)) {
            cleanUp.closing(new IntervalLog(Path.of("/dev/full"), STARTED_AT));
        }
        assertThat(warnings).containsExactly("cannot write all of /dev/full; is the disk full?");
    }

    private List<String> written(List<Histogram> intervals) throws Exception {
        Path file = folder.resolve("a.hlog");
        try (IntervalLog log = new IntervalLog(file, STARTED_AT)) {
            intervals.forEach(interval -> log.write(Series.LATENCY, interval));
        }
        return Files.readAllLines(file);
    }
}
