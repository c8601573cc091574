package org.keyedstatebench.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Reads what a program prints, on a thread of its own, and keeps the end of it. Thread-safe. */
final class PrintedLines {

    /** Lines that are kept, the last ones. */
    static final int KEPT = 1_000;

    /** For what is still in a pipe when its process has ended; a grandchild may keep the pipe open for as long as it likes. */
    private static final Duration READ_TO_END = Duration.ofSeconds(2);

    private final Deque<String> last = new ArrayDeque<>();
    private final Worker reader;

    /**
     * @param name of the program, for messages
     * @param copy each line is also appended to this file, as it comes; {@code null} for none
     * @param taker is given each line
     * @param unread what to do if the lines cannot be read, kept or taken
     */
    PrintedLines(String name, InputStream stream, Path copy, Consumer<String> taker, Runnable unread) {
        reader = Worker.start("reader of what " + name + " prints", () -> {
            try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
                    Writer file = copy == null ? Writer.nullWriter() : appending(copy)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    file.append(line).append(System.lineSeparator()).flush();
                    keep(line);
                    taker.accept(line);
                }
            } catch (IOException e) {
                unread.run();
                throw new UncheckedIOException("cannot read or keep it: " + e.getMessage(), e);
            } catch (Throwable e) {
                unread.run();
                throw e;
            }
        });
    }

    private static BufferedWriter appending(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void keep(String line) {
        synchronized (last) {
            last.add(line);
            if (last.size() > KEPT) {
                last.remove();
            }
        }
    }

    List<String> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** Waits for what is still to come of a process that has ended. */
    void awaitEnd() throws InterruptedException {
        reader.join(READ_TO_END);
    }

    Worker reader() {
        return reader;
    }
}
