package org.keyedstatebench.result;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * Keeps runs on disk so that what was measured stays readable whatever happens: each run in a folder of its own below
 * {@code runs/}, and {@code runs/latest} naming the newest. Folders may be created by several processes at once.
 */
public final class ResultStore {

    static final String RESULT_FILE = RunResult.DOCUMENT.file();
    private static final String LATEST = "latest";
    private static final int MOST_IN_A_SECOND = 1_000;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ResultStore() {}

    /**
     * Makes the folder of a new run: {@code <UTC time>-<name>}, and {@code -2}, {@code -3} ... behind it where that exists.
     *
     * @param results folder of all results; made if it is missing
     * @param clock gives the time in the name
     * @param name of the scenario
     * @throws ResultException if the folder cannot be made or written to
     */
    public static RunFolder create(Path results, Clock clock, String name) {
        Path runs = results.toAbsolutePath().normalize().resolve("runs");
        String stamp = STAMP.format(clock.instant()) + "-" + name;
        try {
            Files.createDirectories(runs);
            for (int i = 1; i <= MOST_IN_A_SECOND; i++) {
                try {
                    Path folder = Files.createDirectory(runs.resolve(i == 1 ? stamp : stamp + "-" + i));
                    return new RunFolder(folder);
                } catch (FileAlreadyExistsException e) {
                    // Another run of this second has the name; the next number is tried.
                }
            }
        } catch (IOException e) {
            throw new ResultException("cannot make a folder for the results in " + runs + ": " + reason(e), e);
        }
        throw new ResultException("cannot make a folder for the results: " + runs.resolve(stamp) + " and "
                + MOST_IN_A_SECOND + " more exist already");
    }

    /**
     * Reads a stored run, also one that goes on or was interrupted.
     *
     * @param where the run's folder, its result.json, or {@code latest}
     * @throws ResultException if there is none, or it cannot be read
     */
    public static RunResult read(Path where) {
        Path file = folderOf(where).resolve(RESULT_FILE);
        try {
            return RunResult.DOCUMENT.read(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new ResultException("expected the folder of a run, " + where + " has no " + RESULT_FILE, e);
        } catch (IOException e) {
            throw new ResultException("cannot read " + file + ": " + reason(e), e);
        }
    }

    /**
     * The folder that is meant by a run's folder, its result.json, or {@code latest} as a link or as a file with a name in it.
     *
     * @throws ResultException if there is no such folder
     */
    public static Path folderOf(Path where) {
        if (Files.isDirectory(where)) {
            return where;
        }
        Path parent = where.toAbsolutePath().normalize().getParent();
        if (Files.isRegularFile(where) && where.endsWith(RESULT_FILE)) {
            return parent;
        }
        if (Files.isRegularFile(where) && where.endsWith(LATEST)) {
            return folderOf(parent.resolve(nameIn(where)));
        }
        if (Files.isSymbolicLink(where)) {
            throw new ResultException("the run that " + where + " points to is gone");
        }
        throw new ResultException("expected the folder of a run, "
                + (Files.exists(where) ? where + " is a file" : "there is no " + where));
    }

    private static String nameIn(Path latest) {
        try {
            String name = Files.readString(latest).strip();
            if (name.isEmpty() || name.contains("/") || name.contains("\\") || name.equals(LATEST)) {
                throw new ResultException("expected the name of a run in " + latest + ", got '" + name + "'");
            }
            return name;
        } catch (IOException e) {
            throw new ResultException("cannot read " + latest + ": " + reason(e), e);
        }
    }

    /** Makes a symbolic link; throws where the file system or the user's rights allow none. */
    interface Linker {
        void link(Path link, Path target) throws IOException;
    }

    /** Lets {@code latest} name this run; a reader sees the old one or the new one, never none. */
    static void pointLatestTo(Path folder, Linker linker) throws IOException {
        Path latest = folder.resolveSibling(LATEST);
        Path fresh = folder.resolveSibling("." + LATEST + "-" + folder.getFileName());
        if (Files.isDirectory(latest, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(latest.toString(), null, "a folder is in the place of a link");
        }
        try {
            try {
                linker.link(fresh, folder.getFileName());
            } catch (IOException | UnsupportedOperationException noLinksHere) {
                Files.writeString(fresh, folder.getFileName() + "\n");
            }
            replace(fresh, latest);
        } finally {
            TemporaryFolders.delete(fresh);
        }
    }

    /** Moves a finished file over an old one, in one step where the file system can. */
    static void replace(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The exceptions of files carry no more than a path in their message; this says what it is about. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied: " + e.getMessage();
        }
        if (e instanceof NoSuchFileException) {
            return "there is no " + e.getMessage();
        }
        if (e instanceof FileAlreadyExistsException) {
            return "in the way is " + e.getMessage();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
