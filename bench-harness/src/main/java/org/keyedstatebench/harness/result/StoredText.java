package org.keyedstatebench.harness.result;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads text files of a run whether they are as the trial left them or compressed for publishing, by the end of their name. */
final class StoredText {

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
}
