package org.keyedstatebench.result;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
