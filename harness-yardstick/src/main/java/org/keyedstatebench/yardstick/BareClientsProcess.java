package org.keyedstatebench.yardstick;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.engine.JavaProcess;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.LogEnd;

/** A bare producer and consumer in a process of their own, which stays warm between blocks and ends with its input. */
final class BareClientsProcess implements AutoCloseable {

    private static final Pattern SAID = Pattern.compile("(\\d+\\.\\d+) \\d+ (\\d+)");

    private static final int LOG_LINES = 5;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final ChildProcess process;
    private final Path log;

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
        this.log = log;
        List<String> arguments = List.of(
                "bare-clients",
                bootstrapServers,
                inputTopic,
                outputTopic,
                Long.toString(rateHz),
                Integer.toString(recordBytes));
        process = JavaProcess.started(
                JavaProcess.of(List.of(), argsFile, arguments).errorsTo(log).lines(said::add));
    }

    /** @return CPU seconds per second */
    double run(int seconds) throws InterruptedException {
        try {
            process.say(Integer.toString(seconds));
        } catch (IOException e) {
            throw new EngineException("cannot speak with the bare clients: " + e.getMessage(), e);
        }
        String line = null;
        while (line == null) {
            boolean alive = process.isAlive();
            line = said.poll(20, TimeUnit.MILLISECONDS);
            if (line == null && !alive) {
                throw new EngineException("the bare clients ended with exit code " + process.exitCode() + ": "
                        + String.join("\n", LogEnd.of(log, LOG_LINES)));
            }
        }
        return cores(line, seconds);
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
        process.close();
    }
}
