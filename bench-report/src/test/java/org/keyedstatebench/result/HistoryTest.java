package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\n\n", "   "})
    void whatIsAddedStandsOnItsOwnLineHoweverAnEditorLeftTheLastOne(String end) throws Exception {
        Path file = folder.resolve(History.FILE);
        History.add(file, List.of(entry("one")));
        Files.writeString(file, Files.readString(file).strip() + end);
        History.add(file, List.of(entry("two")));
        History.add(file, List.of(entry("three")));
        assertThat(History.read(file)).containsExactly(entry("one"), entry("two"), entry("three"));
    }

    @Test
    void whoAddsAtTheSameTimeLosesNothing() {
        Path file = folder.resolve(History.FILE);
        IntStream.range(0, 20).parallel().forEach(i -> History.add(file, List.of(entry("run-" + i))));
        assertThat(History.read(file)).hasSize(20);
    }

    @Test
    void aFileThatIsNoHistoryStaysAsItIs() throws Exception {
        Path file = folder.resolve(History.FILE);
        Files.writeString(file, "# my notes");
        assertThatThrownBy(() -> History.add(file, List.of(entry("one"))))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining(History.FILE + ":1: expected an entry of the history, one JSON object")
                .hasMessageContaining("mend the line, or delete it and add its run again");
        assertThat(file).hasContent("# my notes");
    }

    @Test
    void aHistoryThatCannotBeWrittenStaysAsItIs() throws Exception {
        Path file = folder.resolve(History.FILE);
        History.add(file, List.of(entry("one")));
        // Where the new content is put before it takes the place of the old.
        Files.createDirectories(folder.resolve("." + History.FILE + ".tmp").resolve("in the way"));
        assertThatThrownBy(() -> History.add(file, List.of(entry("two")))).isInstanceOf(ResultException.class);
        assertThat(History.read(file)).containsExactly(entry("one"));
    }

    @Test
    void aHistoryBehindALinkStaysBehindIt() throws Exception {
        Path file = folder.resolve("elsewhere.jsonl");
        Path link = Files.createSymbolicLink(folder.resolve(History.FILE), file);
        Files.createFile(file);
        History.add(link, List.of(entry("one")));
        assertThat(link).isSymbolicLink();
        assertThat(History.read(file)).containsExactly(entry("one"));
    }

    @Test
    void twoEntriesOnALineAreNamedWithTheCure() throws Exception {
        Path file = folder.resolve(History.FILE);
        History.add(file, List.of(entry("one"), entry("two"), entry("three")));
        Files.writeString(file, Files.readString(file).replaceFirst("}\n", "}"));
        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining(History.FILE + ":1: expected an entry")
                .hasMessageContaining("there are two on this line: break it between '}' and '{'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "<<<<<<< HEAD", "{\"at\":", "{\"fingerprint\":null}"})
    void whateverIsNoEntryIsNamedByItsLine(String line) throws Exception {
        Path file = folder.resolve(History.FILE);
        History.add(file, List.of(entry("one")));
        Files.writeString(file, Files.readString(file) + line + "\n");
        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining(History.FILE + ":2: expected an entry");
    }

    @Test
    void whatIsNoTextIsSaidToBeNone() throws Exception {
        Path file = folder.resolve(History.FILE);
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThatThrownBy(() -> History.read(file)).hasMessageContaining("it is text in UTF-16: save it as UTF-8");
    }

    @Test
    void aHistoryThatAnEditorSavedIsRead() throws Exception {
        Path file = folder.resolve(History.FILE);
        History.add(file, List.of(entry("one"), entry("two")));
        Files.writeString(file, "\uFEFF" + Files.readString(file).replace("\n", "\r\n"));
        assertThat(History.read(file)).containsExactly(entry("one"), entry("two"));
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
