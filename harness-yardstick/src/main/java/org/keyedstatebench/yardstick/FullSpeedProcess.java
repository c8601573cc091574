package org.keyedstatebench.yardstick;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.harness.engine.JavaProcess;
import org.keyedstatebench.process.ChildProcess;

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
        try (ChildProcess process = JavaProcess.started(JavaProcess.of(jvmOptions, argsFile, arguments))) {
            int code = process.await();
            String output = String.join("\n", process.output());
            if (code != 0) {
                throw new EngineException(
                        argsFile.getFileName() + " ended with exit code " + code + ": " + output.strip());
            }
            return rateIn(output, pattern);
        }
    }

    static double rateIn(String output, Pattern pattern) {
        Matcher rate = pattern.matcher(output);
        if (!rate.find()) {
            throw new EngineException("expected a line with '" + pattern + "', got: " + output.strip());
        }
        return Double.parseDouble(rate.group(1).replace(",", ""));
    }
}
