package org.keyedstatebench.harness.self;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.process.LogEnd;

/** A bare producer and consumer in a process of their own, which stays warm between blocks and ends with its input. */
final class BareClientsProcess implements AutoCloseable {

    private static final Pattern SAID = Pattern.compile("(\\d+\\.\\d+) \\d+ (\\d+)");

    private static final int LOG_LINES = 5;

    private final Process process;
    private final Path log;
    private final BufferedReader out;

    /**
     * @param recordBytes key and value together
     * @param log takes what they print to standard error
     */
    BareClientsProcess(
            Path argsFile,
            Path log,
            String bootstrapServers,
            String inputTopic,
            String outputTopic,
            long rateHz,
            int recordBytes) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + argsFile,
                "bare-clients",
                bootstrapServers,
                inputTopic,
                outputTopic,
                Long.toString(rateHz),
                Integer.toString(recordBytes));
        this.log = log;
        try {
            process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        } catch (IOException e) {
            throw new EngineException("cannot start " + String.join(" ", command) + ": " + e.getMessage(), e);
        }
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @return CPU seconds per second */
    double run(int seconds) throws InterruptedException {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(Integer.toString(seconds))
                    .append('\n')
                    .flush();
            while (!out.ready()) {
                if (!process.isAlive()) {
                    throw new EngineException("the bare clients ended with exit code " + process.exitValue() + ": "
                            + String.join("\n", LogEnd.of(log, LOG_LINES)));
                }
                Thread.sleep(20);
            }
            return cores(out.readLine(), seconds);
        } catch (IOException e) {
            throw new EngineException("cannot speak with the bare clients: " + e.getMessage(), e);
        }
    }

    /**
     * @param line CPU seconds, records sent, rows received
     * @throws EngineException if that is not in it, or no row came: without rows, half of the traffic was not there
     */
    static double cores(String line, int seconds) {
        Matcher said = line == null ? null : SAID.matcher(line);
        if (said == null || !said.matches() || Long.parseLong(said.group(2)) == 0) {
            throw new EngineException(
                    "expected CPU seconds, records and rows (above 0) of the bare clients, got '" + line + "'");
        }
        return Double.parseDouble(said.group(1)) / seconds;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
