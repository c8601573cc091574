package org.keyedstatebench.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    @TempDir
    private Path folder;

    private Path argsFile;
    private Path made;

    @BeforeEach
    void build() throws IOException {
        argsFile = Files.writeString(folder.resolve("flink-counter.args"), "-cp x");
        made = Files.writeString(Files.createDirectory(folder.resolve("tmp")).resolve("made"), "classes");
    }

    @Test
    void isUsedOnceItWasMade() throws IOException {
        assertThat(ClassArchive.exists(argsFile)).isFalse();
        assertThat(ClassArchive.options(argsFile)).isEmpty();

        ClassArchive.keep(made, argsFile);

        assertThat(ClassArchive.exists(argsFile)).isTrue();
        assertThat(ClassArchive.options(argsFile)).contains("-XX:SharedArchiveFile=" + ClassArchive.file(argsFile));
        assertThat(ClassArchive.file(argsFile)).hasContent("classes");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".tmp")))
                    .isEmpty();
        }
    }

    @Test
    void isOfNoUseToALaterBuild() throws IOException {
        ClassArchive.keep(made, argsFile);
        Files.setLastModifiedTime(argsFile, FileTime.from(Instant.now().plusSeconds(10)));

        assertThat(ClassArchive.exists(argsFile)).isFalse();
        assertThat(ClassArchive.options(argsFile)).isEmpty();
    }

    @Test
    void belongsToOneVersionOfTheJvm() {
        assertThat(ClassArchive.file(argsFile).getFileName().toString())
                .startsWith("flink-counter-" + System.getProperty("java.vm.version") + "-")
                .endsWith(".jsa");
    }

    @Test
    void belongsToOneClassPathAndReplacesThatOfAnother() throws IOException {
        ClassArchive.keep(made, argsFile);
        Path before = ClassArchive.file(argsFile);
        FileTime built = Files.getLastModifiedTime(argsFile);
        Files.writeString(argsFile, "-cp elsewhere/x");
        Files.setLastModifiedTime(argsFile, built);

        assertThat(ClassArchive.exists(argsFile)).isFalse();
        ClassArchive.keep(made, argsFile);
        assertThat(ClassArchive.exists(argsFile)).isTrue();
        assertThat(before).doesNotExist();
    }

    @Test
    void wasNotMadeAndSoCannotBeKept() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> ClassArchive.keep(missing, argsFile)).isInstanceOf(NoSuchFileException.class);
        assertThat(ClassArchive.exists(argsFile)).isFalse();
    }
}
