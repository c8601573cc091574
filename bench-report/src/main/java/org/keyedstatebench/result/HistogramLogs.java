package org.keyedstatebench.result;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.BiConsumer;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Reads the histograms that a trial left.
 *
 * <p>The form is the log of HdrHistogram, version 1.3 (see {@code HistogramLogWriter}). HdrHistogram's own reader ends silently
 * at a line that it cannot read, which would drop the rest of a trial; this one says where the line is. A log whose name ends in
 * {@code .gz} is read as a compressed one.
 */
public final class HistogramLogs {

    private static final String START_TIME = "#[StartTime: ";
    private static final String BASE_TIME = "#[BaseTime: ";
    private static final double SECONDS_PER_YEAR = 365 * 24 * 3600.0;

    private final BiConsumer<String, Interval> visitor;
    private double startTime;
    private double baseTime = Double.NaN;

    private HistogramLogs(BiConsumer<String, Interval> visitor) {
        this.visitor = visitor;
    }

    /**
     * One interval of a series.
     *
     * @param start when it began
     * @param length how long it lasted
     * @param histogram of the values recorded in it
     */
    public record Interval(Instant start, Duration length, Histogram histogram) {}

    /**
     * Shows every interval of every series, in the order of the log, without keeping any: a long log does not fit in memory.
     *
     * @param visitor gets the name of the series, empty for the untagged one, and the interval
     * @throws ResultException if the file cannot be read, or a line of it
     */
    public static void forEach(Path file, BiConsumer<String, Interval> visitor) {
        HistogramLogs log = new HistogramLogs(visitor);
        StoredText.lines(
                file,
                "histogram log",
                line -> log.read(line.strip()),
                (line, e) -> "an interval of a histogram log, got '"
                        + (line.strip().length() > 60 ? line.strip().substring(0, 60) + "..." : line.strip()) + "'");
    }

    private void read(String line) throws DataFormatException {
        if (line.startsWith(START_TIME)) {
            startTime = headerSeconds(line, START_TIME);
        } else if (line.startsWith(BASE_TIME)) {
            baseTime = headerSeconds(line, BASE_TIME);
        } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '"') {
            visit(line);
        }
    }

    private void visit(String line) throws DataFormatException {
        int comma = line.startsWith("Tag=") ? line.indexOf(',') : -1;
        String tag = comma < 0 ? "" : line.substring(4, comma);
        String[] fields = line.substring(comma + 1).split(",", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("four fields expected");
        }
        double stamp = Double.parseDouble(fields[0]);
        visitor.accept(
                tag,
                new Interval(
                        Instant.ofEpochMilli(Math.round((stamp + base(stamp)) * 1000)),
                        Duration.ofNanos(Math.round(Double.parseDouble(fields[1]) * 1e9)),
                        Histogram.decodeFromCompressedByteBuffer(
                                ByteBuffer.wrap(Base64.getDecoder().decode(fields[3])), 0)));
    }

    /** As in HdrHistogram's reader: without a base time, stamps that lie a year before the start are relative to it. */
    private double base(double stamp) {
        if (!Double.isNaN(baseTime)) {
            return baseTime;
        }
        return stamp < startTime - SECONDS_PER_YEAR ? startTime : 0;
    }

    private static double headerSeconds(String line, String header) {
        return Double.parseDouble(line.substring(header.length()).split(" ", 2)[0]);
    }
}
