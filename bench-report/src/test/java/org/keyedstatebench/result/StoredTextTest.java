package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever wrote to a file before: what is appended begins on a line of its own. */
class StoredTextTest {

    @TempDir
    private Path folder;

    @Test
    void aTextIsAppendedOnALineOfItsOwn() throws Exception {
        Path file = folder.resolve("summary.md");
        StoredText.append(file, "one\n");
        StoredText.append(file, "two");
        StoredText.append(file, "three\n");
        assertThat(Files.readString(file)).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void anEndedLineAnEmptyAndAMissingFileStayAsTheyAre() throws Exception {
        Path ended = Files.writeString(folder.resolve("ended"), "a\r\n");
        Path empty = Files.createFile(folder.resolve("empty"));
        Path missing = folder.resolve("missing");
        for (Path file : new Path[] {ended, empty, missing}) {
            StoredText.endLastLine(file);
        }
        assertThat(Files.readString(ended)).isEqualTo("a\r\n");
        assertThat(empty).isEmptyFile();
        assertThat(missing).doesNotExist();
    }
}
