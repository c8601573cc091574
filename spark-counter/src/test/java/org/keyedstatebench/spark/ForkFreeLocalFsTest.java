package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.execution.streaming.checkpointing.CheckpointFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkFreeLocalFsTest {

    @TempDir
    Path folder;

    @Test
    void aCheckpointFileIsWrittenWithoutStartingAProcess() throws IOException {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.AbstractFileSystem.file.impl", ForkFreeLocalFs.class.getName());
        write(configuration, "warm-up");

        assertThat(processesStartedWhile(() -> write(configuration, "checkpoint")))
                .isEmpty();
        assertThat(folder.resolve("checkpoint")).hasContent("state");
        assertThat(Files.getPosixFilePermissions(folder.resolve("checkpoint"))).hasSize(4);
    }

    @Test
    void hadoopsOwnFileSystemStartsProcesses() throws IOException {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.LocalFs");
        write(configuration, "warm-up");

        assertThat(processesStartedWhile(() -> write(configuration, "checkpoint")))
                .as("else there is no reason for a file system of our own")
                .isNotEmpty();
    }

    private void write(Configuration configuration, String name) throws IOException {
        var folderPath = new org.apache.hadoop.fs.Path(folder.toUri());
        CheckpointFileManager manager = CheckpointFileManager.create(folderPath, configuration);
        try (var out = manager.createAtomic(new org.apache.hadoop.fs.Path(folderPath, name), false)) {
            out.write("state".getBytes(UTF_8));
        }
    }

    private List<String> processesStartedWhile(Action action) throws IOException {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ProcessStart");
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .map((RecordedEvent event) -> event.getString("command"))
                .toList();
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }
}
