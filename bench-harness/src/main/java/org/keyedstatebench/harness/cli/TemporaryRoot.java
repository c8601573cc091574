package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.process.TemporaryFolders;
import org.keyedstatebench.result.ResultStore;

/**
 * The one folder that holds all temporary data of a command: broker data, checkpoints, temporary files of engines. Named after
 * the process, so that what a killed one left behind can be told from what a living one needs.
 */
public final class TemporaryRoot implements AutoCloseable {

    private static final String PREFIX = "keyed-state-bench-";

    /** With the id of its process. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private final Path folder;

    private TemporaryRoot(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, and removes those of processes that no longer live. */
    public static TemporaryRoot create() {
        try {
            TemporaryRoot root = new TemporaryRoot(
                    Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-"));
            deleteThose(pid -> ProcessHandle.of(pid).isEmpty());
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make a temporary folder in " + parent() + ": " + ResultStore.reason(e)
                            + "; choose another place with TMPDIR=DIR",
                    e);
        }
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (!TemporaryFolders.delete(folder)) {
            System.err.println("bench: could not remove the temporary folder " + folder);
        }
    }

    static void deleteAllOfThisProcess() {
        deleteThose(pid -> pid == ProcessHandle.current().pid());
    }

    private static void deleteThose(LongPredicate ofProcess) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent(), PREFIX + "*")) {
            for (Path folder : folders) {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches() && ofProcess.test(Long.parseLong(name.group(1)))) {
                    TemporaryFolders.delete(folder);
                }
            }
        } catch (IOException e) {
            System.err.println("bench: cannot look for abandoned folders in " + parent() + ": " + e.getMessage());
        }
    }

    private static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
