package org.keyedstatebench.harness.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    private Path folder;

    private static History.Entry entry(String run) {
        return new History.Entry(
                Instant.parse("2026-01-02T03:04:05Z"), run, "abc", Map.of("cpu", "c"), "spark", 3, 1e6, 2e6, 3e6);
    }

    @Test
    void whatIsAddedIsRead() {
        Path file = folder.resolve(History.FILE);
        assertThat(History.read(file)).isEmpty();
        History.add(file, List.of(entry("one")));
        History.add(file, List.of(entry("two")));
        assertThat(History.read(file)).containsExactly(entry("one"), entry("two"));
        assertThat(file).content().hasLineCount(2);
    }

    @Test
    void aRunCountsOnce() {
        Path file = folder.resolve(History.FILE);
        History.add(file, List.of(entry("one")));
        assertThatThrownBy(() -> History.add(file, List.of(entry("one"))))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("one is in");
    }

    @Test
    void aWrongLineIsNamed() throws Exception {
        Path file = folder.resolve(History.FILE);
        History.add(file, List.of(entry("one")));
        Files.writeString(file, Files.readString(file) + "{\"at\": 1}\n");
        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining(History.FILE + ":2: expected an entry");
    }

    @Test
    void impossibleFiguresAreRefused() throws Exception {
        Path file = folder.resolve(History.FILE);
        History.add(file, List.of(entry("one")));
        Files.writeString(file, Files.readString(file).replace("\"trials\":3", "\"trials\":0"));
        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining(":1:")
                .hasMessageContaining("at least one trial");
    }

    @Test
    void theFingerprintNamesKeysInWords() {
        assertThat(History.fingerprint(Results.run("20260102T030405Z-compare"))).containsEntry("keys", "100, uniform");
    }
}
