package org.keyedstatebench.flink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the checkpoint to go on from, because Flink writes one folder a run and leaves the choice to whoever restarts. In any store that
 * Flink has a file system for.
 */
final class RetainedCheckpoints {

    private static final String METADATA = "_metadata";
    private static final String FOLDER = "chk-\\d{1,18}";

    private RetainedCheckpoints() {}

    private record Found(Path folder, long writtenAt, long number) {}

    /**
     * The folder {@code chk-n} of a run whose metadata was written last; a checkpoint without metadata never became complete.
     *
     * @param folder URI of the folder with one folder a run; need not exist
     * @throws UncheckedIOException if it cannot be read
     */
    static Optional<String> newest(String folder) {
        return newest(folder, run -> true);
    }

    /** @param runs which of the runs count, by the job id that their folders are named by */
    static Optional<String> newest(String folder, Predicate<String> runs) {
        Path root = new Path(folder);
        try {
            FileSystem store = root.getFileSystem();
            List<Found> found = new ArrayList<>();
            for (FileStatus run : list(store, root)) {
                if (run.isDir() && runs.test(run.getPath().getName())) {
                    for (FileStatus checkpoint : list(store, run.getPath())) {
                        complete(store, checkpoint.getPath()).ifPresent(found::add);
                    }
                }
            }
            return found.stream()
                    .max(Comparator.comparingLong(Found::writtenAt).thenComparingLong(Found::number))
                    .map(newest -> newest.folder().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot search " + folder + " for checkpoints: " + e.getMessage(), e);
        }
    }

    /**
     * Removes the folder with all that is in it.
     *
     * @throws IOException if it is still there
     */
    static void remove(String folder) throws IOException {
        Path root = new Path(folder);
        FileSystem store = root.getFileSystem();
        if (store.exists(root) && !store.delete(root, true) && store.exists(root)) {
            throw new IOException("cannot remove " + folder);
        }
    }

    private static Optional<Found> complete(FileSystem store, Path checkpoint) throws IOException {
        String name = checkpoint.getName();
        if (!name.matches(FOLDER)) {
            return Optional.empty();
        }
        try {
            long writtenAt = store.getFileStatus(new Path(checkpoint, METADATA)).getModificationTime();
            return Optional.of(new Found(checkpoint, writtenAt, Long.parseLong(name.substring("chk-".length()))));
        } catch (FileNotFoundException neverComplete) {
            return Optional.empty();
        }
    }

    /** What is in a folder; nothing where there is none, which file systems say in two ways. */
    private static FileStatus[] list(FileSystem store, Path folder) throws IOException {
        try {
            FileStatus[] files = store.listStatus(folder);
            return files == null ? new FileStatus[0] : files;
        } catch (FileNotFoundException missing) {
            return new FileStatus[0];
        }
    }
}
