package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program that is not the suite's, such as git, so that what it says about its own faults can be shown: nobody else knows them, or
 * their cure, as well. Its output goes through files, because a pipe that fills up, or that a child keeps open, would block.
 */
public final class OtherProgram {

    private static final Set<String> OF_ONE_REPOSITORY = Set.of(
            "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX");

    private OtherProgram() {}

    /**
     * How it ended.
     *
     * @param code 0 for success
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    public record Ended(int code, String out, String err) {

        public boolean isOk() {
            return code == 0;
        }

        /** Its own words about a fault, never empty. */
        public String words() {
            String said = (err.isBlank() ? out : err).strip();
            return said.isEmpty() ? "nothing, with exit code " + code : said;
        }
    }

    /**
     * @param limit after which it is ended, with what it started
     * @return empty if it was
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread was interrupted; the program is ended then, too
     */
    public static Optional<Ended> run(Path folder, Duration limit, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("keyed-state-bench-", ".out");
        Path err = Files.createTempFile("keyed-state-bench-", ".err");
        try {
            Optional<Integer> code = run(folder, limit, out, err, command);
            return code.isEmpty() ? Optional.empty() : Optional.of(new Ended(code.get(), text(out), text(err)));
        } finally {
            delete(out);
            delete(err);
        }
    }

    /**
     * The same for a program that says much, and for as long as it takes.
     *
     * @param log takes all that it says
     * @return its exit code
     */
    public static int run(Path folder, Path log, List<String> command) throws IOException, InterruptedException {
        return run(folder, Duration.ofDays(1), log, log, command).orElse(-1);
    }

    private static Optional<Integer> run(Path folder, Duration limit, Path out, Path err, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile());
        if (err.equals(out)) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(err.toFile());
        }
        settle(builder.environment());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    static void settle(Map<String, String> environment) {
        // A hook of git is told of its own repository, which need not be the one of the folder.
        environment.keySet().removeAll(OF_ONE_REPOSITORY);
        // Looking must not take a lock, nor ask a question.
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_TERMINAL_PROMPT", "0");
    }

    /** Whatever bytes they are: a program speaks the encoding of its own locale. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
