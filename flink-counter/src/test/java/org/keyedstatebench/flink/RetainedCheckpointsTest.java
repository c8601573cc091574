package org.keyedstatebench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {

    @TempDir
    private Path directory;

    @Test
    void aMissingOrEmptyDirectoryHoldsNoCheckpoint() {
        assertThat(RetainedCheckpoints.newest(
                        directory.resolve("missing").toUri().toString()))
                .isEmpty();
        assertThat(RetainedCheckpoints.newest(directory.toUri().toString())).isEmpty();
    }

    @Test
    void theOneWrittenLastIsTakenWhateverItsRunAndNumber() throws IOException {
        complete("run1/chk-9", 1000);
        Path newest = complete("run2/chk-2", 3000);
        complete("run2/chk-1", 2000);

        assertThat(RetainedCheckpoints.newest(directory.toUri().toString())).contains(uri(newest));
    }

    @Test
    void aCheckpointThatNeverBecameCompleteIsPassedOver() throws IOException {
        Path complete = complete("run1/chk-3", 1000);
        Files.createDirectories(directory.resolve("run1/chk-4"));
        Files.writeString(directory.resolve("run1/chk-4/part"), "");

        assertThat(RetainedCheckpoints.newest(directory.toUri().toString())).contains(uri(complete));
    }

    @Test
    void metadataOutsideACheckpointFolderIsNone() throws IOException {
        complete("run1/savepoint-1", 1000);

        assertThat(RetainedCheckpoints.newest(directory.toUri().toString())).isEmpty();
    }

    @Test
    void theHigherNumberDecidesWithinTheSameInstant() throws IOException {
        complete("run1/chk-9", 1000);
        Path higher = complete("run1/chk-10", 1000);

        assertThat(RetainedCheckpoints.newest(directory.toUri().toString())).contains(uri(higher));
    }

    @Test
    void onlyRunsThatAreAskedForCount() throws IOException {
        Path ours = complete("run1/chk-1", 1000);
        complete("run2/chk-2", 2000);

        assertThat(RetainedCheckpoints.newest(directory.toUri().toString(), run -> run.equals("run1")))
                .contains(uri(ours));
    }

    @Test
    void removingTakesAllThatIsInTheFolderAndNothingBeside() throws IOException {
        complete("job/run1/chk-1", 1000);
        Path neighbour = complete("other/run1/chk-1", 1000);

        RetainedCheckpoints.remove(directory.resolve("job").toUri().toString());
        RetainedCheckpoints.remove(directory.resolve("missing").toUri().toString());

        assertThat(directory.resolve("job")).doesNotExist();
        assertThat(neighbour).exists();
    }

    private static String uri(Path folder) {
        return "file:" + folder;
    }

    private Path complete(String folder, long writtenAt) throws IOException {
        Path checkpoint = directory.resolve(folder);
        Files.createDirectories(checkpoint);
        Path metadata = Files.writeString(checkpoint.resolve("_metadata"), "");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenAt));
        return checkpoint;
    }
}
