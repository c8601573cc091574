package org.keyedstatebench.result;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
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

    private static final String BASE_TIME = "#[BaseTime: ";

    private final Consumer<Histogram> visitor;
    private double baseTime;

    private HistogramLogs(Consumer<Histogram> visitor) {
        this.visitor = visitor;
    }

    /**
     * Shows every interval of every series, in the order of the log, without keeping any: a long log does not fit in memory.
     *
     * @param visitor gets each with when it began and ended, epoch milliseconds, and the series as its tag, empty for the untagged one
     * @throws ResultException if the file cannot be read, or a line of it
     */
    public static void forEach(Path file, Consumer<Histogram> visitor) {
        HistogramLogs log = new HistogramLogs(visitor);
        StoredText.lines(
                file,
                "histogram log",
                line -> log.read(line.strip()),
                (line, e) -> "an interval of a histogram log, got '"
                        + (line.strip().length() > 60 ? line.strip().substring(0, 60) + "..." : line.strip()) + "'");
    }

    private void read(String line) throws DataFormatException {
        if (line.startsWith(BASE_TIME)) {
            baseTime = Double.parseDouble(line.substring(BASE_TIME.length()).split(" ", 2)[0]);
        } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '"') {
            visitor.accept(interval(line));
        }
    }

    private Histogram interval(String line) throws DataFormatException {
        int comma = line.startsWith("Tag=") ? line.indexOf(',') : -1;
        String[] fields = line.substring(comma + 1).split(",", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("four fields expected");
        }
        long start = Math.round((Double.parseDouble(fields[0]) + baseTime) * 1000);
        long length = Math.round(Double.parseDouble(fields[1]) * 1000);
        Histogram interval = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(fields[3])), 0);
        interval.setTag(comma < 0 ? "" : line.substring(4, comma));
        interval.setStartTimeStamp(start);
        interval.setEndTimeStamp(start + length);
        return interval;
    }
}
