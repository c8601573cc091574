package org.keyedstatebench.result;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;

/**
 * Reads text files of a run whether they are as the trial left them or compressed for publishing, by the end of their name, and
 * appends to text files that others write to as well.
 */
public final class StoredText {

    /** What a compressed file's name ends in. */
    static final String GZIP = ".gz";

    private StoredText() {}

    /** @param file UTF-8; compressed if its name ends in {@value #GZIP} */
    static String read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.getFileName().toString().endsWith(GZIP)) {
            try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = plain.readAllBytes();
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Takes a line of a file; throws whatever it stumbles over. */
    interface LineReader {
        void read(String line) throws Exception;
    }

    /**
     * Reads a file line by line. A last line that was not finished, which an interrupted writer leaves, is passed over if it cannot be
     * read.
     *
     * @param what the file is, for messages: "timeline"
     * @param expected says of a line, and of what was thrown at it, what it was expected to be
     * @throws ResultException if the file cannot be read, or a line of it; with its number
     */
    static void lines(Path file, String what, LineReader reader, BiFunction<String, Exception, String> expected) {
        String[] lines;
        try {
            lines = read(file).split("\n", -1);
        } catch (NoSuchFileException e) {
            throw new ResultException("there is no " + what + " " + file, e);
        } catch (IOException e) {
            throw new ResultException("cannot read the " + what + " " + file + ": " + ResultStore.reason(e), e);
        }
        for (int i = 0; i < lines.length; i++) {
            try {
                reader.read(lines[i]);
            } catch (Exception e) {
                // Any: decoders let whatever they stumble over in broken bytes through.
                if (i < lines.length - 1) {
                    throw new ResultException(file + ":" + (i + 1) + ": expected " + expected.apply(lines[i], e), e);
                }
            }
        }
    }

    /**
     * Appends on a line of its own, whatever the last writer left: an editor, or a process that was killed in the middle of a line.
     *
     * @param file made if it is missing
     */
    public static void append(Path file, String text) throws IOException {
        endLastLine(file);
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Ends the last line of a file that others will append to; does nothing if it is ended, or there is no file. */
    public static void endLastLine(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(last, channel.size() - 1);
        }
        if (last.get(0) != '\n') {
            Files.writeString(file, "\n", StandardOpenOption.APPEND);
        }
    }

    /** The same in memory. */
    static String withLastLineEnded(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
