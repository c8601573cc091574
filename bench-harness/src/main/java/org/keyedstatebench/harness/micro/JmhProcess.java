package org.keyedstatebench.harness.micro;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.process.Worker;

/** One JMH in a process of its own, which forks further ones: hands on what it prints, and makes sure that all of them end. */
final class JmhProcess implements AutoCloseable {

    private static final int LIMIT_SECONDS = 3;

    private final Process process;
    private final Worker reader;

    /**
     * @param argsFile starts JMH on the class path of a module's tests
     * @param environment variables on top of this process's own
     * @param temporaryFolder for temporary files of JMH and of what it forks; exists
     * @param log takes all that is printed; appended to
     * @param lines is given each line, on a thread of its own
     */
    static JmhProcess start(
            Path argsFile,
            Map<String, String> environment,
            Path temporaryFolder,
            Path log,
            List<String> options,
            Consumer<String> lines) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Forks inherit these.
        command.add("-Djava.io.tmpdir=" + temporaryFolder);
        command.add("-XX:-UsePerfData");
        command.add("@" + argsFile);
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.directory(temporaryFolder.toFile());
        try {
            return new JmhProcess(builder.start(), log, lines);
        } catch (IOException e) {
            throw new EngineException("cannot start " + String.join(" ", command) + ": " + e.getMessage(), e);
        }
    }

    private JmhProcess(Process process, Path log, Consumer<String> lines) {
        this.process = process;
        this.reader = Worker.start("reader of what JMH prints", () -> read(log, lines));
    }

    private void read(Path log, Consumer<String> lines) {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter out =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line);
                out.newLine();
                out.flush();
                lines.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep what JMH prints: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until it ends by itself.
     *
     * @return its exit code
     * @throws org.keyedstatebench.process.WorkerDiedException if what it printed could not be read or kept
     */
    int await() throws InterruptedException {
        // Its end of file comes with the end of the process; without a reader the process would wait for ever.
        reader.join();
        reader.failIfDied();
        return process.waitFor();
    }

    /** Ends it and all that it started, at once. */
    @Override
    public void close() {
        List<ProcessHandle> forks = process.descendants().toList();
        process.toHandle().destroyForcibly();
        forks.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle fork : forks) {
            fork.onExit()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(late -> fork)
                    .join();
        }
        process.onExit()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> process)
                .join();
    }
}
