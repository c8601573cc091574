package org.keyedstatebench.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Reads the histograms that trials left, and merges them: the percentiles of a run come from one merged histogram, never from
 * percentiles.
 *
 * <p>The form is the log of HdrHistogram, version 1.3 (see {@code HistogramLogWriter}). HdrHistogram's own reader ends silently
 * at a line that it cannot read, which would drop the rest of a trial; this one says where the line is. Only an unfinished last
 * line is passed over: an interrupted writer leaves it. A log whose name ends in {@code .gz} is read as a compressed one.
 */
public final class HistogramLogs {

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final String START_TIME = "#[StartTime: ";
    private static final String BASE_TIME = "#[BaseTime: ";
    private static final double SECONDS_PER_YEAR = 365 * 24 * 3600.0;

    private HistogramLogs() {}

    /**
     * One interval of a series.
     *
     * @param start when it began
     * @param length how long it lasted
     * @param histogram of the values recorded in it
     */
    public record Interval(Instant start, Duration length, Histogram histogram) {}

    /** The names of the series in a log, without that of untagged intervals. */
    public static Set<String> tags(Path file) {
        Set<String> tags = new TreeSet<>();
        read(file, (tag, start, length, payload) -> {
            if (!tag.isEmpty()) {
                tags.add(tag);
            }
        });
        return tags;
    }

    /**
     * The intervals of a series, in the order of the log.
     *
     * @param tag name of the series, empty for the untagged one
     * @throws ResultException if the file cannot be read, or a line of it
     */
    public static List<Interval> intervals(Path file, String tag) {
        List<Interval> intervals = new ArrayList<>();
        read(file, (series, start, length, payload) -> {
            if (series.equals(tag)) {
                intervals.add(
                        new Interval(instant(start), Duration.ofNanos(Math.round(length * 1e9)), decode(payload)));
            }
        });
        return intervals;
    }

    /**
     * All values of a series in one histogram, over all intervals of all files.
     *
     * @param tag name of the series, empty for the untagged one; a log without it adds nothing
     * @throws ResultException if a file cannot be read, or a line of it
     */
    public static Histogram merged(String tag, Collection<Path> files) {
        Histogram sum = new Histogram(SIGNIFICANT_DIGITS);
        for (Path file : files) {
            read(file, (series, start, length, payload) -> {
                if (series.equals(tag)) {
                    sum.add(decode(payload));
                }
            });
        }
        return sum;
    }

    /**
     * Shows every interval of every series, in the order of the log, without keeping any: a long log does not fit in memory.
     *
     * @throws ResultException if the file cannot be read, or a line of it
     */
    static void forEach(Path file, BiConsumer<String, Interval> visitor) {
        read(
                file,
                (tag, start, length, payload) -> visitor.accept(
                        tag,
                        new Interval(instant(start), Duration.ofNanos(Math.round(length * 1e9)), decode(payload))));
    }

    private interface Visitor {
        void interval(String tag, double startSeconds, double lengthSeconds, String payload) throws DataFormatException;
    }

    private static void read(Path file, Visitor visitor) {
        String text = load(file);
        String[] lines = text.split("\n", -1);
        double startTime = 0;
        double baseTime = Double.NaN;
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            boolean unfinished = i == lines.length - 1;
            try {
                if (line.startsWith(START_TIME)) {
                    startTime = headerSeconds(line, START_TIME);
                } else if (line.startsWith(BASE_TIME)) {
                    baseTime = headerSeconds(line, BASE_TIME);
                } else if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '"') {
                    visit(line, startTime, baseTime, visitor);
                }
            } catch (RuntimeException | DataFormatException e) {
                // Any: HdrHistogram's decoder lets whatever it stumbles over in broken bytes through.
                if (!unfinished) {
                    throw new ResultException(
                            file + ":" + (i + 1) + ": expected an interval of a histogram log, got '"
                                    + (line.length() > 60 ? line.substring(0, 60) + "..." : line) + "'",
                            e);
                }
            }
        }
    }

    private static void visit(String line, double startTime, double baseTime, Visitor visitor)
            throws DataFormatException {
        String tag = "";
        String rest = line;
        if (line.startsWith("Tag=")) {
            int comma = line.indexOf(',');
            tag = line.substring(4, comma);
            rest = line.substring(comma + 1);
        }
        String[] fields = rest.split(",", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("four fields expected");
        }
        double stamp = Double.parseDouble(fields[0]);
        visitor.interval(tag, stamp + base(stamp, startTime, baseTime), Double.parseDouble(fields[1]), fields[3]);
    }

    /** As in HdrHistogram's reader: without a base time, stamps that lie a year before the start are relative to it. */
    private static double base(double stamp, double startTime, double baseTime) {
        if (!Double.isNaN(baseTime)) {
            return baseTime;
        }
        return stamp < startTime - SECONDS_PER_YEAR ? startTime : 0;
    }

    private static double headerSeconds(String line, String header) {
        return Double.parseDouble(line.substring(header.length()).split(" ", 2)[0]);
    }

    private static Instant instant(double epochSeconds) {
        return Instant.ofEpochMilli(Math.round(epochSeconds * 1000));
    }

    private static Histogram decode(String payload) throws DataFormatException {
        return Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(payload)), 0);
    }

    private static String load(Path file) {
        try {
            return StoredText.read(file);
        } catch (NoSuchFileException e) {
            throw new ResultException("there is no histogram log " + file, e);
        } catch (IOException e) {
            throw new ResultException("cannot read the histogram log " + file + ": " + ResultStore.reason(e), e);
        }
    }
}
