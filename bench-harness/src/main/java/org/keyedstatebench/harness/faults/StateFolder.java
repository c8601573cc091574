package org.keyedstatebench.harness.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keyedstatebench.harness.machine.OtherProgram;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * The folder of an engine's state, which can run out of space and be damaged. Where it may, it is a small file system of its own in
 * memory; else it is made unwritable. Used by one thread.
 */
public final class StateFolder implements AutoCloseable {

    /** A full one takes as much memory. */
    private static final int MIB = 256;

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String BALLAST = "ballast";

    /** How it can be made to fail. */
    private enum Way {
        /** A file takes all of its room. */
        FULL,
        /** No file can be made or removed in it. */
        UNWRITABLE,
        /** This user may write everywhere and mount nothing. */
        NONE
    }

    private final Path folder;
    private final Path copy;
    private final Way way;
    private final List<Path> unwritable = new ArrayList<>();
    private FileTime copiedAt;

    private StateFolder(Path folder, Way way) {
        this.folder = folder;
        this.copy = folder.resolveSibling(folder.getFileName() + "-copy");
        this.way = way;
    }

    /**
     * Makes the folder.
     *
     * @param folder does not exist; its parent may not exist either
     */
    public static StateFolder create(Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of the state: " + e.getMessage(), e);
        }
        if (run(
                folder.getParent(),
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + MIB + "m,mode=0700",
                "tmpfs",
                folder.toString())) {
            return new StateFolder(folder, Way.FULL);
        }
        StateFolder unwritable = new StateFolder(folder, Way.UNWRITABLE);
        unwritable.protect();
        boolean isProtected = !Files.isWritable(folder);
        unwritable.free();
        return isProtected ? unwritable : new StateFolder(folder, Way.NONE);
    }

    /** Why it cannot run out of space; empty if it can. */
    public Optional<String> cannotFill() {
        return way == Way.NONE
                ? Optional.of(
                        "the folder of the state cannot be made to fail here: this user may write to every folder, but may not"
                                + " mount a small file system.")
                : Optional.empty();
    }

    /**
     * From now on nothing can be written to it.
     *
     * @return how, in words
     */
    String fill() {
        if (way == Way.UNWRITABLE) {
            protect();
            return "no file could be made in the folder of the state";
        }
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(folder.resolve(BALLAST))) {
            for (int i = 0; i <= MIB; i++) {
                out.write(block);
            }
            throw new IllegalStateException("more than " + MIB + " MiB fit into " + folder);
        } catch (FileSystemException e) {
            throw new UncheckedIOException("cannot fill " + folder + ": " + e.getMessage(), e);
        } catch (IOException full) {
            return "the file system of the state, " + MIB + " MiB, had no byte left";
        }
    }

    /** It is as it was before. */
    void free() {
        for (Path one : unwritable) {
            permit(one, true);
        }
        unwritable.clear();
        delete(folder.resolve(BALLAST));
    }

    private void protect() {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isDirectory).forEach(unwritable::add);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("cannot look through " + folder + ": " + e.getMessage(), e);
        }
        unwritable.forEach(one -> permit(one, false));
    }

    private static void permit(Path one, boolean write) {
        try {
            Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(one));
            if (write) {
                permissions.add(PosixFilePermission.OWNER_WRITE);
            } else {
                permissions.remove(PosixFilePermission.OWNER_WRITE);
            }
            Files.setPosixFilePermissions(one, permissions);
        } catch (NoSuchFileException removedMeanwhile) {
            // Then nobody writes to it either.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change who may write to " + one + ": " + e.getMessage(), e);
        }
    }

    /** Keeps what is in it now; nobody may write to it meanwhile. */
    void copy() {
        TemporaryFolders.delete(copy);
        copyAll(folder, copy);
        copiedAt = FileTime.fromMillis(System.currentTimeMillis());
    }

    /**
     * Cuts every file in half that was written after the copy was made.
     *
     * @return how many
     */
    int damageWhatIsNewerThanTheCopy() {
        int damaged = 0;
        for (Path file : files(folder)) {
            try {
                if (Files.getLastModifiedTime(file).compareTo(copiedAt) > 0 && Files.size(file) > 0) {
                    byte[] bytes = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                    damaged++;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot damage " + file + ": " + e.getMessage(), e);
            }
        }
        return damaged;
    }

    /** The folder is again as it was when it was copied; the engine must not run. */
    void putCopyBack() {
        try (Stream<Path> children = Files.list(folder)) {
            children.toList().forEach(TemporaryFolders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder + ": " + e.getMessage(), e);
        }
        copyAll(copy, folder);
    }

    private static List<Path> files(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look through " + root + ": " + e.getMessage(), e);
        }
    }

    private static void copyAll(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(one, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean run(Path folder, String... command) throws InterruptedException {
        try {
            return OtherProgram.run(folder, LIMIT, List.of(command))
                    .filter(OtherProgram.Ended::isOk)
                    .isPresent();
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** Undoes all of it; what is in the folder may be gone then. */
    @Override
    public void close() {
        free();
        if (way != Way.FULL) {
            return;
        }
        // Also of somebody who was interrupted, and lazily, for a process may take its time to be gone.
        boolean interrupted = Thread.interrupted();
        try {
            if (!run(folder.getParent(), "umount", "-l", folder.toString())) {
                throw new IllegalStateException("cannot unmount " + folder + "; umount -l " + folder + " does it");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
