package org.keyedstatebench.broker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The broker's folder: finds out before Kafka does whether it can be used, and removes it if it was made for this broker.
 * Thread-safe.
 */
final class DataFolder {

    /** Kafka maps its index files into memory: on a full disk the JVM crashes there without a word. */
    static final long MIN_FREE_BYTES = 256L << 20;

    private final Path path;
    private final boolean created;

    private DataFolder(Path path, boolean created) {
        this.path = path;
        this.created = created;
    }

    /**
     * Takes the folder into use and creates it if it is missing; its parent must exist, so that nothing else has to be
     * removed.
     *
     * @throws BrokerException if the folder cannot be created or written, or has too little space
     */
    static DataFolder open(Path path, long minFreeBytes) {
        boolean created = false;
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(path);
                created = true;
            }
            Files.delete(Files.createTempFile(path, "writable", null));
        } catch (IOException e) {
            throw new BrokerException("cannot write to the data folder " + path + ": " + reason(e), e);
        }
        DataFolder folder = new DataFolder(path, created);
        long free = folder.freeBytes();
        if (free < minFreeBytes) {
            folder.deleteIfCreated();
            throw new BrokerException("the disk of the data folder " + path + " is full: it has " + (free >> 20)
                    + " MiB left, the broker needs " + (minFreeBytes >> 20) + " MiB to start");
        }
        return folder;
    }

    Path path() {
        return path;
    }

    /** Space left for this process, bytes; 0 if the file system does not say. */
    long freeBytes() {
        return path.toFile().getUsableSpace();
    }

    /** Empties the folder if it was created for this broker, so that it can be formatted again. */
    void clearIfCreated() {
        if (created) {
            delete(false);
        }
    }

    /** Removes the folder if it was created for this broker. */
    void deleteIfCreated() {
        if (created) {
            delete(true);
        }
    }

    private synchronized void delete(boolean self) {
        // Kafka's background threads may still create or remove a file: look again.
        for (int attempt = 1; Files.exists(path); attempt++) {
            try {
                Files.walkFileTree(path, new Delete(path, self));
                return;
            } catch (IOException e) {
                if (attempt == 3) {
                    throw new BrokerException("cannot remove the data folder " + path + ": " + reason(e), e);
                }
            }
        }
    }

    private static String reason(IOException e) {
        String text = e.toString();
        return text.startsWith("java.nio.file.") ? text.substring("java.nio.file.".length()) : text;
    }

    private static final class Delete extends SimpleFileVisitor<Path> {
        private final Path root;
        private final boolean self;

        Delete(Path root, boolean self) {
            this.root = root;
            this.self = self;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException vanished) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException error) throws IOException {
            if (self || !folder.equals(root)) {
                Files.deleteIfExists(folder);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
