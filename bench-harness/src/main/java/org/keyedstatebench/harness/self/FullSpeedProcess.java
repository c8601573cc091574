package org.keyedstatebench.harness.self;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.harness.engine.EngineException;

/** Runs a program that sends at full speed, in a fresh JVM, and finds its rate in what it prints. */
final class FullSpeedProcess {

    static final Pattern GENERATOR_RATE = Pattern.compile("rate ([0-9,]+) events/s");
    static final Pattern KAFKA_TOOL_RATE = Pattern.compile("steady state records sent, ([0-9.]+) records/sec");

    private FullSpeedProcess() {}

    /**
     * @param argsFile starts the module
     * @return records per second
     * @throws EngineException if it fails or prints no rate
     */
    static double rate(Path argsFile, List<String> jvmOptions, List<String> arguments, Pattern pattern)
            throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("@" + argsFile);
        command.addAll(arguments);
        Process process = start(command);
        try {
            String output = read(process);
            int code = process.waitFor();
            if (code != 0) {
                throw new EngineException(
                        argsFile.getFileName() + " ended with exit code " + code + ": " + output.strip());
            }
            return rateIn(output, pattern);
        } finally {
            process.destroyForcibly();
        }
    }

    static double rateIn(String output, Pattern pattern) {
        Matcher rate = pattern.matcher(output);
        if (!rate.find()) {
            throw new EngineException("expected a line with '" + pattern + "', got: " + output.strip());
        }
        return Double.parseDouble(rate.group(1).replace(",", ""));
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new EngineException("cannot start " + String.join(" ", command) + ": " + e.getMessage(), e);
        }
    }

    /** Looks for more now and then instead of waiting in a read, so that an interrupt ends it. */
    private static String read(Process process) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        try (InputStream in = process.getInputStream()) {
            boolean alive = true;
            while (alive) {
                alive = process.isAlive();
                text.append(new String(in.readNBytes(in.available()), StandardCharsets.UTF_8));
                if (alive) {
                    Thread.sleep(20);
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new EngineException("cannot read what a full-speed run prints: " + e.getMessage(), e);
        }
    }
}
