package org.keyedstatebench.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A program that this process starts, with the care that every such program needs: what it prints is always read, so that no full pipe
 * stops it; the end of that is kept for messages; whoever waits has a deadline and can be interrupted; and with it goes all that it
 * started. When this process ends, however it does, so does the input of the program, which is how ours know. Thread-safe.
 *
 * <pre>{@code
 * try (ChildProcess git = ChildProcess.of(List.of("git", "status")).in(folder).start()) {
 *     git.closeInput();
 *     if (git.await(Duration.ofSeconds(10)).isEmpty()) {
 *         ...
 *     }
 * }
 * }</pre>
 */
public final class ChildProcess implements AutoCloseable {

    /** After SIGKILL only the system can be what is slow. */
    private static final Duration KILL = Duration.ofSeconds(5);

    private static final long BETWEEN_LOOKS_MS = 10;

    private final Process process;
    private final PrintedLines output;
    private final List<PrintedLines> printed;

    private ChildProcess(Process process, Builder how) {
        this.process = process;
        this.output = new PrintedLines(how.name, process.getInputStream(), how.log, how.lines, this::killAll);
        this.printed = how.errorsApart
                ? List.of(
                        output,
                        new PrintedLines(
                                how.name + " as errors", process.getErrorStream(), null, line -> {}, this::killAll))
                : List.of(output);
    }

    /** How a program is started; on its own it gets a pipe as its input, and its output and errors are one. */
    public static final class Builder {

        private final List<String> command;
        private final ProcessBuilder process;
        private String name;
        private boolean leftToParent;
        private boolean errorsApart;
        private Path log;
        private Consumer<String> lines = line -> {};

        private Builder(List<String> command) {
            this.command = List.copyOf(command);
            this.process = new ProcessBuilder().redirectErrorStream(true);
            this.name = command.get(0);
        }

        /** What its reader is called in a message: "the reader of what NAME prints died". */
        public Builder named(String words) {
            name = words;
            return this;
        }

        /** Where it works. */
        public Builder in(Path folder) {
            process.directory(folder.toFile());
            return this;
        }

        /** Variables on top of those of this process. */
        public Builder environment(Map<String, String> variables) {
            process.environment().putAll(variables);
            return this;
        }

        /** Variables of this process that it does not get. */
        public Builder withoutVariables(Predicate<String> names) {
            process.environment().keySet().removeIf(names);
            return this;
        }

        /** It shall neither see a Ctrl-C nor the end of the terminal, see {@link LeftToParent}. */
        public Builder leftToParent() {
            leftToParent = true;
            return this;
        }

        /** Its input is this file. */
        public Builder input(Path file) {
            process.redirectInput(file.toFile());
            return this;
        }

        /** The system appends its errors to this file, so that its last words are there even when nobody reads them any more. */
        public Builder errorsTo(Path file) {
            File target = file.toFile();
            process.redirectErrorStream(false).redirectError(ProcessBuilder.Redirect.appendTo(target));
            return this;
        }

        /** Its errors are kept for {@link ChildProcess#errors}. */
        public Builder errorsApart() {
            errorsApart = true;
            process.redirectErrorStream(false);
            return this;
        }

        /** Each line of its output is also appended to this file, as it comes. */
        public Builder log(Path file) {
            log = file;
            return this;
        }

        /** Is given each line of its output, on a thread of its own. If it throws, the program is killed: nobody reads it any more. */
        public Builder lines(Consumer<String> reader) {
            lines = reader;
            return this;
        }

        /** Program and arguments, for people. */
        public String command() {
            return String.join(" ", command);
        }

        /** @throws IOException if it cannot be started */
        public ChildProcess start() throws IOException {
            process.command(leftToParent ? LeftToParent.command(command) : command);
            return new ChildProcess(process.start(), this);
        }
    }

    /** @param command the program and its arguments */
    public static Builder of(List<String> command) {
        return new Builder(command);
    }

    /** The java command of the JVM that this process runs in. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code; only when it is not alive. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Writes a line to its input. */
    public void say(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    }

    /** Ends its input, which asks those of our programs that serve to stop. */
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then there is nobody to tell.
        }
    }

    /** The last lines that it printed, at most {@value PrintedLines#KEPT}. */
    public List<String> output() {
        return output.last();
    }

    /** The last lines of its errors; its output, where they are not kept apart. */
    public List<String> errors() {
        return printed.get(printed.size() - 1).last();
    }

    /** What kept its output from being read or taken to the end. */
    public Optional<Throwable> readingFailure() {
        return printed.stream()
                .flatMap(lines -> lines.reader().death().stream())
                .findFirst();
    }

    /**
     * Waits for the first line that it prints, by which one of ours that serves says that it is ready.
     *
     * @throws IOException if there is none in time, or it has ended; in words that follow its name
     */
    public String firstLine(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (output().isEmpty()) {
            Optional<Throwable> failure = readingFailure();
            if (failure.isPresent()) {
                throw new IOException("was not understood: " + failure.get().getMessage(), failure.get());
            }
            if (!isAlive()) {
                awaitOutput();
                if (output().isEmpty()) {
                    throw new IOException("ended with exit code " + exitCode() + " before it was ready");
                }
            } else if (System.nanoTime() > deadline) {
                throw new IOException("was not ready within " + limit.toSeconds() + " s");
            } else {
                Thread.sleep(BETWEEN_LOOKS_MS);
            }
        }
        return output().get(0);
    }

    /**
     * Waits until it has ended by itself, and its output was read.
     *
     * @return its exit code
     * @throws WorkerDiedException if the output could not be read or taken
     */
    public int await() throws InterruptedException {
        process.waitFor();
        return ended();
    }

    /**
     * The same for a limited time.
     *
     * @return empty if it has not ended by then; it goes on
     */
    public OptionalInt await(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS) ? OptionalInt.of(ended()) : OptionalInt.empty();
    }

    private int ended() throws InterruptedException {
        for (PrintedLines lines : printed) {
            lines.awaitEnd();
            lines.reader().failIfDied();
        }
        return process.exitValue();
    }

    /** Returns when all of its output was read, or a little later if somebody else keeps it open. Only when it is not alive. */
    public void awaitOutput() {
        try {
            for (PrintedLines lines : printed) {
                lines.awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops it: by the end of its input, then SIGTERM, then SIGKILL. Returns when it is gone and its output was read.
     *
     * @param grace until SIGTERM
     * @param term from then until SIGKILL
     * @return its exit code
     */
    public int stop(Duration grace, Duration term) throws InterruptedException {
        closeInput();
        if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            // By its handle: Process.destroy would also close the stream that its last words come from.
            process.toHandle().destroy();
            if (!process.waitFor(term.toMillis(), TimeUnit.MILLISECONDS)) {
                killAll();
                process.waitFor();
            }
        }
        awaitOutput();
        return process.exitValue();
    }

    /** Makes sure that it is gone, and all that it started, at once and whatever they do. Returns when they are. */
    @Override
    public void close() {
        List<ProcessHandle> killed = killAll();
        for (ProcessHandle one : killed) {
            one.onExit()
                    .orTimeout(KILL.toSeconds(), TimeUnit.SECONDS)
                    .exceptionally(late -> one)
                    .join();
        }
        awaitOutput();
    }

    /** SIGKILL; what it started is looked up before it goes, because it is nobody's afterwards. */
    private List<ProcessHandle> killAll() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(0, process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        return all;
    }
}
