package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.keyedstatebench.process.TemporaryFolders;
import org.keyedstatebench.result.ResultStore;

/**
 * The one folder that holds all temporary data of a command: broker data, checkpoints, temporary files of engines. Named after
 * the process, so that what a killed one left behind can be told from what a living one needs.
 */
final class TemporaryRoot implements AutoCloseable {

    private static final String PREFIX = "keyed-state-bench-";

    private final Path folder;

    private TemporaryRoot(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, and removes those of processes that no longer live. */
    static TemporaryRoot create() {
        try {
            TemporaryRoot root = new TemporaryRoot(
                    Files.createTempDirectory(prefixOf(ProcessHandle.current().pid())));
            deleteAbandoned();
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make a temporary folder in " + parent() + ": " + ResultStore.reason(e)
                            + "; choose another place with TMPDIR=DIR",
                    e);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (!TemporaryFolders.delete(folder)) {
            System.err.println("bench: could not remove the temporary folder " + folder);
        }
    }

    static void deleteAllOfThisProcess() {
        forEach(prefixOf(ProcessHandle.current().pid()), TemporaryFolders::delete);
    }

    private static void deleteAbandoned() {
        forEach(PREFIX, path -> {
            OptionalLong pid = pidOf(path.getFileName().toString());
            if (pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isEmpty()) {
                TemporaryFolders.delete(path);
            }
        });
    }

    private static void forEach(String prefix, java.util.function.Consumer<Path> action) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent(), prefix + "*")) {
            folders.forEach(action);
        } catch (IOException e) {
            System.err.println("bench: cannot look for abandoned folders in " + parent() + ": " + e.getMessage());
        }
    }

    private static OptionalLong pidOf(String name) {
        String rest = name.substring(PREFIX.length());
        int end = rest.indexOf('-');
        try {
            return end < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(rest.substring(0, end)));
        } catch (NumberFormatException notOurs) {
            return OptionalLong.empty();
        }
    }

    private static String prefixOf(long pid) {
        return PREFIX + pid + "-";
    }

    private static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
