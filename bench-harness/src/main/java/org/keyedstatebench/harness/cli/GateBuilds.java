package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.machine.OtherProgram;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.TemporaryFolders;

/**
 * Builds the engines of another commit, or with other versions of them, beside the checkout, so that the gate can compare builds.
 * A build is kept below {@code target/gate}, by commit and versions, and used again.
 *
 * @param home root of the checkout
 * @param git the program
 * @param maven the program
 */
record GateBuilds(Path home, Consumer<String> say, String git, String maven) {

    private static final int LINES_OF_LOG = 15;
    private static final String BUILT = "gate-built";
    /** Checking out takes a while on a slow disk. */
    private static final Duration GIT_LIMIT = Duration.ofMinutes(5);

    GateBuilds(Path home, Consumer<String> say) {
        this(home, say, "git", "mvn");
    }

    /**
     * @throws IllegalArgumentException if there is no such commit
     * @throws EngineException if git cannot say; with its own words
     */
    String commit(String ref) {
        String expected =
                "expected a git ref, the folder of a built checkout, or a scenario file (.yaml) as the baseline, got '"
                        + ref + "'";
        if (ref.isBlank() || ref.startsWith("-")) {
            throw new IllegalArgumentException(expected + ", which is no name of a ref");
        }
        OtherProgram.Ended ended = git(home, "rev-parse", "--verify", "--quiet", ref + "^{commit}");
        if (ended.isOk()) {
            String inside = git(home, "rev-parse", "--show-prefix").out().strip();
            if (!inside.isEmpty()) {
                throw new EngineException(home + " is no checkout of its own but the folder " + inside
                        + " of another git repository, whose '" + ref
                        + "' cannot be built; clone the project, or give the folder of a checkout that was built");
            }
            return ended.out().strip();
        }
        if (ended.code() == 1) {
            throw new IllegalArgumentException(expected + ", which is none in " + home
                    + (ended.err().isBlank() ? "" : "; git says: " + ended.words())
                    + (isShallow() ? "; older commits are missing in this clone: git fetch --unshallow" : ""));
        }
        throw new EngineException(
                expected + "; whether that is a ref in " + home + " git cannot say: " + ended.words());
    }

    private boolean isShallow() {
        return git(home, "rev-parse", "--is-shallow-repository").out().strip().equals("true");
    }

    /** Whether files that git knows differ from the commit. */
    boolean isDirty() {
        String what = "tell whether " + home + " has changes";
        return !must(what, "status", "--porcelain", "--untracked-files=no").isBlank();
    }

    /** What git says when it has done this in the checkout. */
    private String must(String what, String... arguments) {
        OtherProgram.Ended ended = git(home, arguments);
        if (!ended.isOk()) {
            throw new EngineException("cannot " + what + ", because git says: " + ended.words());
        }
        return ended.out();
    }

    /**
     * @param versions Maven properties, such as {@code kafka.version}
     * @return the root of the built checkout
     * @throws EngineException if it does not build; the message has what Maven says is wrong
     */
    Path of(String commit, Map<String, String> versions) {
        String name = commit.substring(0, 12);
        for (Map.Entry<String, String> version : new TreeMap<>(versions).entrySet()) {
            name += "-" + (version.getKey() + "-" + version.getValue()).replaceAll("[^A-Za-z0-9.-]", "_");
        }
        Path folder = home.resolve("target").resolve("gate").resolve(name);
        Path built = folder.resolve("target").resolve(BUILT);
        try {
            if (Files.exists(built) && isOf(commit, folder)) {
                say.accept("using the build of " + name);
                return folder;
            }
            Files.createDirectories(folder.getParent());
            checkOut(commit, folder);
            build(name, folder, versions);
            Files.createDirectories(built.getParent());
            Files.writeString(built, name + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build " + name + " in " + folder + ": " + e, e);
        }
        return folder;
    }

    /** Whether a folder is a checkout of the commit that belongs to this very home: not what came with it from another place. */
    private boolean isOf(String commit, Path folder) throws IOException {
        String checkout = "worktree " + folder.toRealPath() + "\nHEAD " + commit + "\n";
        return git(home, "worktree", "list", "--porcelain").out().contains(checkout);
    }

    private void checkOut(String commit, Path folder) {
        if (Files.exists(folder)) {
            // What an interrupted build left behind; git knows of it, or it does not.
            git(home, "worktree", "remove", "--force", "--force", folder.toString());
            if (!TemporaryFolders.delete(folder)) {
                throw new EngineException(
                        "cannot remove " + folder + ", which an earlier build left behind: remove it");
            }
        }
        git(home, "worktree", "prune");
        String what = "check out " + commit + " to " + folder;
        must(what, "worktree", "add", "--detach", "--force", folder.toString(), commit);
    }

    private void build(String name, Path folder, Map<String, String> versions) throws IOException {
        Path log = folder.resolveSibling(name + ".log");
        Files.writeString(log, "");
        say.accept("building " + name + "; Maven's output goes to " + log);
        // As ./bench builds: what runs needs no test classes.
        List<String> command = new ArrayList<>(List.of(maven, "-B", "-ntp", "-Dmaven.test.skip=true", "package"));
        versions.forEach((key, value) -> command.add("-D" + key + "=" + value));
        long began = System.nanoTime();
        int code = run(maven, "Maven 3.8 or newer", () -> {
            try (ChildProcess program =
                    OtherProgram.in(folder, command).log(log).start()) {
                program.closeInput();
                return program.await();
            }
        });
        if (code != 0) {
            throw new EngineException("the baseline or candidate " + name + " does not build: '"
                    + String.join(" ", command) + "' ended with " + code + "; from " + log + ":\n"
                    + String.join("\n", faults(Files.readAllLines(log))));
        }
        say.accept("built in " + (System.nanoTime() - began) / 1_000_000_000 + " s");
    }

    /** The lines that Maven marks as errors, of which the first say what is wrong; or the end, where it was not Maven that spoke. */
    private static List<String> faults(List<String> lines) {
        List<String> errors = lines.stream()
                .filter(line -> line.startsWith("[ERROR]") || line.startsWith("[FATAL]"))
                .limit(LINES_OF_LOG)
                .toList();
        return errors.isEmpty() ? lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()) : errors;
    }

    private OtherProgram.Ended git(Path folder, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of(git), Stream.of(arguments)).toList();
        return run(git, "git", () -> OtherProgram.run(folder, GIT_LIMIT, command))
                .orElseThrow(() -> new EngineException("'" + String.join(" ", command) + "' in " + folder
                        + " did not end within " + GIT_LIMIT.toMinutes() + " minutes"));
    }

    private interface Run<T> {
        T ended() throws IOException, InterruptedException;
    }

    private static <T> T run(String program, String cure, Run<T> how) {
        try {
            return how.ended();
        } catch (IOException e) {
            throw new EngineException(
                    "cannot run '" + program + "', which a baseline from another commit or version needs: "
                            + e.getMessage() + "; install " + cure
                            + ", or give the folder of a checkout that was built",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while '" + program + "' was running", e);
        }
    }
}
