package org.keyedstatebench.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Keeps every series of a trial as one histogram a second in an .hlog file, each of {@link org.keyedstatebench.event.Series} under its
 * name as a tag, in the standard format of HdrHistogram. Used by one thread.
 */
public final class IntervalLog implements AutoCloseable {

    private final Path file;
    private final PrintStream out;
    private final HistogramLogWriter writer;
    private final long startedAt;

    /**
     * @param startedAt epoch milliseconds that the times in the log count from
     * @throws NotWrittenException if the file cannot be written
     */
    public IntervalLog(Path file, long startedAt) {
        this.file = file;
        this.startedAt = startedAt;
        try {
            out = new PrintStream(file.toFile(), StandardCharsets.UTF_8);
            writer = new HistogramLogWriter(out);
        } catch (IOException e) {
            throw new NotWrittenException("cannot write " + file + ": " + e.getMessage(), e);
        }
        writer.outputComment("[latency, outside, lateness: nanoseconds; throughput: events per "
                + TrialRecorder.THROUGHPUT_INTERVAL_MS + " ms]");
        writer.outputLogFormatVersion();
        writer.outputStartTime(startedAt);
        writer.outputBaseTime(startedAt);
        writer.outputLegend();
    }

    /** Empty histograms are left out. */
    public void write(String tag, Histogram interval) {
        if (interval.getTotalCount() > 0) {
            interval.setTag(tag);
            // Raw units in the column of the maximum: the unit of a series stands in the header.
            writer.outputIntervalHistogram(
                    (interval.getStartTimeStamp() - startedAt) / 1000.0,
                    (interval.getEndTimeStamp() - startedAt) / 1000.0,
                    interval,
                    1.0);
        }
    }

    /**
     * A stream of printed text keeps silent when a disk is full; here it may not.
     *
     * @throws NotWrittenException if not all of the log could be written
     */
    @Override
    public void close() {
        writer.close();
        if (out.checkError()) {
            throw new NotWrittenException(
                    "cannot write all of " + file + "; is the disk full?", new IOException("a write failed"));
        }
    }

    /** A log is not on the disk, or not all of it; says why to people. */
    public static final class NotWrittenException extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        NotWrittenException(String message, IOException cause) {
            super(message, cause);
        }
    }
}
