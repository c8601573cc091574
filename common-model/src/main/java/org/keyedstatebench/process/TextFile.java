package org.keyedstatebench.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A text that a user wrote, as editors leave it: with a byte order mark or without, and never guessed at if it is no UTF-8. */
public final class TextFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * Reads a file, without its byte order mark.
     *
     * @throws IOException if it cannot be read or is no text in UTF-8; the message follows the name of the file, and says what it is
     *     if that can be seen
     */
    public static String read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("it may not be read", e);
        } catch (IOException e) {
            throw new IOException(Files.isDirectory(file) ? "it is a folder" : e.getMessage(), e);
        }
        return text(bytes);
    }

    private static String text(byte[] bytes) throws IOException {
        if (isUtf16(bytes)) {
            throw new IOException("it is text in UTF-16: save it as UTF-8");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("it is not text in UTF-8", e);
        }
    }

    /** By its byte order mark, or because every character of a plain text has a zero beside it. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        return (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF) || (first == 0) != (second == 0);
    }
}
