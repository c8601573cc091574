package org.keyedstatebench.result;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps how a trial went, second by second, as lines of JSON: what was sent and covered, what the processes used. The
 * latencies of the same seconds are in the histogram log. Used by one thread.
 */
public final class Timeline implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final BufferedWriter out;

    /**
     * How things stood at one moment.
     *
     * @param at epoch milliseconds
     * @param phase of the trial, lower case
     * @param sent events handed to Kafka so far
     * @param covered events covered so far
     * @param engine {@code null} while there is no process
     * @param broker {@code null} where it is not our process
     * @param harness generator and measurement
     */
    public record Point(long at, String phase, long sent, long covered, Use engine, Use broker, Use harness) {

        /** Events that were sent and are not covered yet. */
        public long backlog() {
            return sent - covered;
        }
    }

    /**
     * What a process used.
     *
     * @param cpuSeconds user and system, so far
     * @param rssBytes resident set size at this moment
     */
    public record Use(double cpuSeconds, long rssBytes) {}

    private Timeline(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    /** @throws ResultException if the file cannot be written */
    public static Timeline create(Path file) {
        try {
            return new Timeline(file, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new ResultException("cannot write " + file + ": " + ResultStore.reason(e), e);
        }
    }

    /** @throws ResultException if the file cannot be written */
    public void add(Point point) {
        try {
            out.write(JSON.writeValueAsString(point));
            out.newLine();
        } catch (IOException e) {
            throw new ResultException("cannot write " + file + ": " + ResultStore.reason(e), e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new ResultException("cannot write all of " + file + ": " + ResultStore.reason(e), e);
        }
    }

    /**
     * The points in order; an unfinished last line, which an interrupted writer leaves, is passed over.
     *
     * @throws ResultException if the file cannot be read, or a line of it
     */
    public static List<Point> read(Path file) {
        List<Point> points = new ArrayList<>();
        StoredText.lines(
                file,
                "timeline",
                line -> points.add(JSON.readValue(line, Point.class)),
                (line, e) -> "a point of a timeline: "
                        + (e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage()));
        return points;
    }
}
