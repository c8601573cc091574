package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * The classes of an engine's process as the JVM wants to have them (class data sharing), so that it starts in about two thirds of the
 * time. Made once a build by a process that has loaded them; it changes nothing of what is measured once a job runs.
 *
 * <p>A JVM that finds an archive to be of another JVM or of other jars goes on without it.
 */
public final class ClassArchive {

    private ClassArchive() {}

    /**
     * Where the archive of a module belongs: beside the file that starts it, one for each version of the JVM and each class path, so
     * that a checkout that was copied or moved does without the one of the original, which the JVM would refuse in silence.
     */
    static Path file(Path argsFile) {
        return argsFile.resolveSibling(prefix(argsFile) + startedBy(argsFile) + ".jsa");
    }

    private static String prefix(Path argsFile) {
        return argsFile.getFileName().toString().replaceFirst("\\.args$", "") + "-"
                + System.getProperty("java.vm.version") + "-";
    }

    private static String startedBy(Path argsFile) {
        try {
            return Integer.toHexString(Arrays.hashCode(Files.readAllBytes(argsFile)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + argsFile + ": " + e, e);
        }
    }

    /** Whether there is one that is not older than the build. */
    public static boolean exists(Path argsFile) {
        try {
            Path archive = file(argsFile);
            return Files.exists(archive)
                    && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(argsFile)) >= 0;
        } catch (IOException e) {
            // Then it cannot be used either.
            return false;
        }
    }

    /** Options for a process to use the archive; none where there is none. */
    public static List<String> options(Path argsFile) {
        return exists(argsFile) ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file(argsFile)) : List.of();
    }

    /** Options for a process to leave what it loaded as an archive when it ends. */
    public static List<String> optionsToMake(Path made) {
        return List.of("-XX:ArchiveClassesAtExit=" + made);
    }

    /**
     * Takes an archive that was made as that of the build, in one step.
     *
     * @throws IOException if it was not made or cannot be stored
     */
    public static void keep(Path made, Path argsFile) throws IOException {
        Path archive = file(argsFile);
        Path near = Files.createTempFile(archive.getParent(), "archive", ".tmp");
        try {
            Files.copy(made, near, StandardCopyOption.REPLACE_EXISTING);
            Files.move(near, archive, StandardCopyOption.ATOMIC_MOVE);
            deleteOthers(archive, prefix(argsFile));
        } finally {
            TemporaryFolders.delete(near);
        }
    }

    /** Of earlier builds and places: each has some hundred megabytes. */
    private static void deleteOthers(Path archive, String prefix) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(
                archive.getParent(),
                path -> path.getFileName().toString().startsWith(prefix) && !path.equals(archive))) {
            for (Path other : others) {
                Files.deleteIfExists(other);
            }
        }
    }
}
