package org.keyedstatebench.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes folders that a process made for itself, also while another process still writes into them. */
public final class TemporaryFolders {

    private TemporaryFolders() {}

    /**
     * Deletes a folder with all that is in it, or a file, as far as possible; files that vanish meanwhile are no error.
     *
     * @return whether the folder is gone
     */
    public static boolean delete(Path folder) {
        for (int attempt = 0; attempt < 3 && Files.exists(folder); attempt++) {
            try {
                Files.walkFileTree(folder, new DeleteAll());
            } catch (IOException somebodyWrites) {
                // The next attempt sees the new file; after the last one the caller is told.
            }
        }
        return !Files.exists(folder);
    }

    private static final class DeleteAll extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return deleted(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException vanished) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException error) {
            return deleted(folder);
        }

        /** What cannot be deleted must not keep all else. */
        private static FileVisitResult deleted(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException inUseOrNotOurs) {
                // The folder is still there in the end, and the caller is told.
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
