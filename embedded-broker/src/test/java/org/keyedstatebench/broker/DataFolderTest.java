package org.keyedstatebench.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent;

    @Test
    void aFolderThatItCreatedIsRemovedWithAllThatIsInIt() throws IOException {
        Path path = parent.resolve("data");
        DataFolder folder = DataFolder.open(path, 0);
        Files.createDirectory(path.resolve("topic-0"));
        Files.writeString(path.resolve("topic-0/segment"), "x");

        folder.deleteIfCreated();

        assertThat(path).doesNotExist();
    }

    @Test
    void aFolderThatWasThereBeforeIsKept() throws IOException {
        Path path = Files.createDirectory(parent.resolve("data"));
        Files.writeString(path.resolve("mine"), "x");

        DataFolder.open(path, 0).deleteIfCreated();

        assertThat(path.resolve("mine")).exists();
    }

    @Test
    void clearingKeepsTheFolderItself() throws IOException {
        Path path = parent.resolve("data");
        DataFolder folder = DataFolder.open(path, 0);
        Files.writeString(path.resolve("segment"), "x");

        folder.clearIfCreated();

        assertThat(path).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithTheReason() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "x");

        assertThatExceptionOfType(BrokerException.class)
                .isThrownBy(() -> DataFolder.open(file.resolve("data"), 0))
                .withMessageContaining("cannot write to the data folder " + file.resolve("data"));
    }

    @Test
    void aFullDiskIsReportedAndNothingIsLeftBehind() {
        Path path = parent.resolve("data");

        assertThatExceptionOfType(BrokerException.class)
                .isThrownBy(() -> DataFolder.open(path, Long.MAX_VALUE))
                .withMessageContaining("is full");
        assertThat(path).doesNotExist();
    }
}
