package org.keyedstatebench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The end of a log as it is shown to people: without stack frames, of which a single exception has more than are shown, so that its
 * message and those of its causes would be cut off.
 */
public final class LogEnd {

    private static final Pattern FRAME = Pattern.compile(
            "\\s+at [\\w.$/<>@-]+\\(.*\\)( ~?\\[.*\\])?|\\s*\\.\\.\\. \\d+ (more|common frames omitted)");

    private LogEnd() {}

    /** The last lines of a file; one line that says why, if it cannot be read. */
    public static List<String> of(Path log, int lines) {
        // Not Files.lines: a log may hold bytes that are no UTF-8.
        try (var reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            return of(reader.lines(), lines);
        } catch (IOException | UncheckedIOException e) {
            return List.of("(cannot read " + log + ": " + e.getMessage() + ")");
        }
    }

    /** The last lines of each log below a folder, each with the file's name: of a cluster, whose logs are gone with it. */
    public static List<String> below(Path folder, int lines) {
        try (Stream<Path> files = Files.walk(folder)) {
            // Further below, RocksDB's files end like this.
            return files.filter(file -> file.endsWith("stderr")
                            || (folder.equals(file.getParent())
                                    && file.toString().endsWith(".log")))
                    .sorted()
                    .flatMap(log -> of(log, lines).stream().map(line -> folder.relativize(log) + ": " + line))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of("(cannot read the logs in " + folder + ": " + e.getMessage() + ")");
        }
    }

    /** The last of these lines. */
    public static List<String> of(Stream<String> log, int lines) {
        Deque<String> end = new ArrayDeque<>();
        log.filter(line -> !line.isBlank() && !FRAME.matcher(line).matches()).forEach(line -> {
            end.add(line);
            if (end.size() > lines) {
                end.remove();
            }
        });
        return List.copyOf(end);
    }
}
