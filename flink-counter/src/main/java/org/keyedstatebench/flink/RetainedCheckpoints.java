package org.keyedstatebench.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the checkpoint to go on from, because Flink writes one folder a run and leaves the choice to whoever restarts. */
final class RetainedCheckpoints {

    private static final String METADATA = "_metadata";

    private RetainedCheckpoints() {}

    /**
     * The folder {@code chk-n} below a state directory whose metadata was written last; a checkpoint without metadata never
     * became complete.
     *
     * @param directory need not exist
     * @throws UncheckedIOException if the directory cannot be read
     */
    static Optional<Path> newest(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(RetainedCheckpoints::completesCheckpoint)
                    .max(Comparator.comparing(RetainedCheckpoints::writtenAt)
                            .thenComparing(metadata -> number(metadata.getParent())))
                    .map(Path::getParent);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search " + directory + " for checkpoints", e);
        }
    }

    private static boolean completesCheckpoint(Path file) {
        return file.endsWith(METADATA) && number(file.getParent()) >= 0;
    }

    private static FileTime writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The n of {@code chk-n}, or -1 if the folder is no checkpoint. */
    private static long number(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("chk-\\d{1,18}") ? Long.parseLong(name.substring("chk-".length())) : -1;
    }
}
