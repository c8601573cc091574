package org.keyedstatebench.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.keyedstatebench.harness.engine.EngineException;

/**
 * Builds the engines of another commit, or with other versions of them, beside the checkout, so that the gate can compare builds.
 * A build is kept below {@code target/gate}, by commit and versions, and used again.
 */
final class GateBuilds {

    private static final int LINES_OF_LOG = 15;
    private static final String BUILT = "gate-built";

    private final Path home;
    private final Consumer<String> say;

    /** @param home root of the checkout */
    GateBuilds(Path home, Consumer<String> say) {
        this.home = home;
        this.say = say;
    }

    /** @throws IllegalArgumentException if there is no such commit, or no checkout */
    String commit(String ref) {
        Output output = run(home, null, List.of("git", "rev-parse", "--verify", "--quiet", ref + "^{commit}"));
        if (output.code() != 0) {
            throw new IllegalArgumentException("expected a git ref, the folder of a built checkout, or a scenario file"
                    + " (.yaml) as the baseline, got '" + ref + "', which is none in " + home);
        }
        return output.text().strip();
    }

    /** Whether files that git knows differ from the commit. */
    boolean isDirty() {
        return !run(home, null, List.of("git", "status", "--porcelain", "--untracked-files=no"))
                .text()
                .isBlank();
    }

    /**
     * @param versions Maven properties, such as {@code flink.version}
     * @return the root of the built checkout
     * @throws EngineException if it does not build; the message has the end of Maven's output
     */
    Path of(String commit, Map<String, String> versions) {
        String name = commit.substring(0, 12);
        for (Map.Entry<String, String> version : new TreeMap<>(versions).entrySet()) {
            name += "-" + (version.getKey() + "-" + version.getValue()).replaceAll("[^A-Za-z0-9.-]", "_");
        }
        Path folder = home.resolve("target").resolve("gate").resolve(name);
        Path built = folder.resolve("target").resolve(BUILT);
        if (Files.exists(built)) {
            say.accept("using the build of " + name);
            return folder;
        }
        try {
            Files.createDirectories(folder.getParent());
            checkOut(commit, folder);
            build(name, folder, versions);
            Files.createDirectories(built.getParent());
            Files.writeString(built, name + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build " + name + " in " + folder + ": " + e.getMessage(), e);
        }
        return folder;
    }

    private void checkOut(String commit, Path folder) {
        // What an interrupted build left behind.
        run(home, null, List.of("git", "worktree", "remove", "--force", "--force", folder.toString()));
        run(home, null, List.of("git", "worktree", "prune"));
        Output added =
                run(home, null, List.of("git", "worktree", "add", "--detach", "--force", folder.toString(), commit));
        if (added.code() != 0) {
            throw new EngineException("cannot check out " + commit + " to " + folder + ": "
                    + added.text().strip());
        }
    }

    private void build(String name, Path folder, Map<String, String> versions) throws IOException {
        Path log = folder.resolveSibling(name + ".log");
        say.accept("building " + name + "; Maven's output goes to " + log);
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-DskipTests", "package"));
        versions.forEach((key, value) -> command.add("-D" + key + "=" + value));
        long began = System.nanoTime();
        if (run(folder, log, command).code() != 0) {
            List<String> lines = Files.readAllLines(log);
            throw new EngineException("the baseline or candidate " + name + " does not build ("
                    + String.join(" ", command) + "); the end of " + log + ":\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size())));
        }
        say.accept("built in " + (System.nanoTime() - began) / 1_000_000_000 + " s");
    }

    private record Output(int code, String text) {}

    /** @param log takes the output; {@code null} to get it back */
    private static Output run(Path folder, Path log, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        if (log != null) {
            builder.redirectOutput(log.toFile());
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new EngineException(
                    "cannot run '" + command.get(0) + "', which a baseline from another commit or version needs: "
                            + e.getMessage(),
                    e);
        }
        try {
            String text = log == null
                    ? new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    : "";
            return new Output(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what " + command.get(0) + " prints: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while '" + command.get(0) + "' was running", e);
        }
    }
}
