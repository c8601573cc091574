package org.keyedstatebench.harness.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.keyedstatebench.process.ChildProcess;

/**
 * Runs a program that is not the suite's, such as git, so that what it says about its own faults can be shown: nobody else knows them, or
 * their cure, as well.
 */
public final class OtherProgram {

    private static final Set<String> OF_ONE_REPOSITORY = Set.of(
            "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX");

    /** Looking must not take a lock, nor ask a question. */
    private static final Map<String, String> QUIET = Map.of("GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0");

    private static final Path NOTHING = Path.of("/dev/null");

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

        /** The last line of them. */
        public String lastWords() {
            return words().substring(words().lastIndexOf('\n') + 1);
        }
    }

    /** How it is started. A hook of git is told of its own repository, which need not be the one of the folder. */
    public static ChildProcess.Builder in(Path folder, List<String> command) {
        return ChildProcess.of(command)
                .in(folder)
                .input(NOTHING)
                .withoutVariables(OtherProgram::isOfOneRepository)
                .environment(QUIET);
    }

    static boolean isOfOneRepository(String variable) {
        return OF_ONE_REPOSITORY.contains(variable);
    }

    /**
     * @param limit after which it is ended, with what it started
     * @return empty if it was
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread was interrupted; the program is ended then, too
     */
    public static Optional<Ended> run(Path folder, Duration limit, List<String> command)
            throws IOException, InterruptedException {
        return run(in(folder, command), limit);
    }

    /** The same of a program that is started in another way. */
    public static Optional<Ended> run(ChildProcess.Builder how, Duration limit)
            throws IOException, InterruptedException {
        try (ChildProcess program = how.errorsApart().start()) {
            OptionalInt code = program.await(limit);
            String out = String.join("\n", program.output());
            String err = String.join("\n", program.errors());
            return code.isPresent() ? Optional.of(new Ended(code.getAsInt(), out, err)) : Optional.empty();
        }
    }
}
