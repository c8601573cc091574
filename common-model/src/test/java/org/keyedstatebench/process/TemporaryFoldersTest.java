package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFoldersTest {

    @TempDir
    Path parent;

    @Test
    void whatCannotBeDeletedIsToldAndKeepsNothingElse() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("folder"));
        Path locked = Files.createDirectory(folder.resolve("a-locked"));
        Files.writeString(locked.resolve("file"), "stays");
        Path other = Files.writeString(folder.resolve("b-other"), "goes");
        Path later = Files.createDirectories(folder.resolve("c-later").resolve("deep"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "root may delete everything");
        try {
            assertThat(TemporaryFolders.delete(folder)).isFalse();
            assertThat(other).doesNotExist();
            assertThat(later).doesNotExist();
        } finally {
            assertThat(locked.toFile().setWritable(true)).isTrue();
        }
        assertThat(TemporaryFolders.delete(folder)).isTrue();
        assertThat(folder).doesNotExist();
    }
}
