package org.keyedstatebench.harness.engine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipFile;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * The file that starts a module's process, as a build left it: three lines, the second one a class path. It holds whole paths, but
 * checkouts are copied and moved, and what is started from one must be its own classes.
 */
final class ArgsFile {

    private static final String CLASS_PATH = "-cp \"";
    /** The java command reads the file in the encoding of file names. */
    private static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** What a jar without a comment ends with: so many bytes, which begin with this. */
    private static final int END_BYTES = 22;

    private static final int END_OF_JAR = 0x504b0506;

    private final Path home;
    private final Path file;
    private final List<String> lines;
    private final List<String> written;
    private final String builtIn;

    /**
     * @param home root of the checkout that it lies in
     * @throws EngineException if it is not as a build leaves it
     */
    ArgsFile(Path home, String module, Path file) {
        this.home = home;
        this.file = file;
        try {
            lines = Files.readString(file, CHARSET).lines().toList();
        } catch (IOException e) {
            throw new EngineException("cannot read " + file + ": " + e, e);
        }
        int end = lines.size() < 3 ? -1 : lines.get(1).lastIndexOf('"');
        if (end < CLASS_PATH.length() || !lines.get(1).startsWith(CLASS_PATH)) {
            throw new EngineException("expected options, a class path and a class in " + file + ", got something else");
        }
        String quoted = lines.get(1).substring(CLASS_PATH.length(), end);
        written = List.of(quoted.replaceAll("\\\\(.)", "$1").split(File.pathSeparator));
        int own = written.get(0).lastIndexOf(File.separator + module + File.separator + "target" + File.separator);
        builtIn = own < 0 ? home.toString() : written.get(0).substring(0, own);
    }

    /**
     * A file that starts the checkout's own classes, of which all can be read.
     *
     * @param cure ends the message if they cannot
     */
    static Path checked(Path home, String module, Path file, String cure) {
        if (!Files.isReadable(file)) {
            throw new EngineException("cannot read " + file + cure);
        }
        ArgsFile args = new ArgsFile(home, module, file);
        for (String entry : args.classPath()) {
            if (!Files.isReadable(Path.of(entry))) {
                throw new EngineException("cannot read " + entry + ", which " + file + " names" + cure);
            }
            if (entry.endsWith(".jar") && !isWhole(Path.of(entry))) {
                throw new EngineException(entry + ", which " + file
                        + " names, is not a whole jar: its end is missing, as when a build or a download was cut short"
                        + cure);
            }
        }
        return args.current();
    }

    /** A jar ends with its table of contents, and that with its length; all of it is read only where something follows. */
    private static boolean isWhole(Path jar) {
        try (FileChannel file = FileChannel.open(jar)) {
            ByteBuffer end = ByteBuffer.allocate(END_BYTES);
            file.read(end, Math.max(0, file.size() - END_BYTES));
            if (end.getInt(0) != END_OF_JAR) {
                new ZipFile(jar.toFile()).close();
            }
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    /** The class path with this checkout's own classes, wherever it was built. */
    List<String> classPath() {
        String own = builtIn + File.separator;
        return isWhereItWasBuilt()
                ? written
                : written.stream()
                        .map(entry -> entry.startsWith(own)
                                ? home.resolve(entry.substring(own.length())).toString()
                                : entry)
                        .toList();
    }

    /**
     * A file that starts the checkout's own classes: this one, which is written anew if the checkout was copied or moved, or a temporary
     * one where it cannot be written.
     */
    Path current() {
        if (isWhereItWasBuilt()) {
            return file;
        }
        String quoted = String.join(File.pathSeparator, classPath()).replaceAll("[\"\\\\]", "\\\\$0");
        String text = String.join(System.lineSeparator(), lines.get(0), CLASS_PATH + quoted + '"', lines.get(2), "");
        try {
            return replacedBy(text);
        } catch (IOException notWritable) {
            return temporary(text);
        }
    }

    private boolean isWhereItWasBuilt() {
        try {
            Path built = Path.of(builtIn);
            return built.equals(home) || (Files.exists(built) && Files.isSameFile(built, home));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compare " + builtIn + " with " + home + ": " + e.getMessage(), e);
        }
    }

    private Path replacedBy(String text) throws IOException {
        Path made = Files.createTempFile(file.getParent(), "args", ".tmp");
        try {
            Files.writeString(made, text, CHARSET);
            // Its time tells whether the sources are newer than the build.
            Files.setLastModifiedTime(made, Files.getLastModifiedTime(file));
            return Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private Path temporary(String text) {
        try {
            // Named so that it is found again if this process is killed.
            Path folder = Files.createTempDirectory(
                    "keyed-state-bench-" + ProcessHandle.current().pid() + "-");
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> TemporaryFolders.delete(folder), "delete-" + folder.getFileName()));
            return Files.writeString(folder.resolve(file.getFileName()), text, CHARSET);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write how to start " + file + " from " + home + ": " + e, e);
        }
    }
}
