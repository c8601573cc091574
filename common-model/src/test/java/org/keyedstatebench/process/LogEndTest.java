package org.keyedstatebench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogEndTest {

    @TempDir
    Path folder;

    @Test
    void theReasonIsShownAndNotTheFramesBehindIt() throws IOException {
        StringWriter log = new StringWriter();
        log.append("WARN long ago\n");
        new RuntimeException("Kafka does not start", new IOException("No space left on device"))
                .printStackTrace(new PrintWriter(log, true));
        log.append("embedded-broker: Kafka gave up\n\n");
        Path file = Files.writeString(folder.resolve("log"), log.toString());

        assertThat(LogEnd.of(file, 3))
                .containsExactly(
                        "java.lang.RuntimeException: Kafka does not start",
                        "Caused by: java.io.IOException: No space left on device",
                        "embedded-broker: Kafka gave up");
    }

    @Test
    void framesOfModulesLambdasAndLoggersAreFramesAndSentencesAreNot() {
        assertThat(LogEnd.of(
                        java.util.stream.Stream.of(
                                "\tat java.base/java.lang.Thread.run(Thread.java:840)",
                                "\tat app//a.B.lambda$c$0(B.java:1)",
                                "\tat a.B.<init>(B.java:1) ~[kafka.jar:?]",
                                "\t... 12 more",
                                "  at 127.0.0.1:9092 nobody answers",
                                "Caused by: x"),
                        9))
                .containsExactly("  at 127.0.0.1:9092 nobody answers", "Caused by: x");
    }

    @Test
    void bytesThatAreNoTextAndAFileThatIsNotThereAreNoErrors() throws IOException {
        Path file = Files.write(folder.resolve("log"), new byte[] {'a', (byte) 0xFF, '\n'});

        assertThat(LogEnd.of(file, 1)).containsExactly("a\uFFFD");
        assertThat(LogEnd.of(folder.resolve("missing"), 1))
                .singleElement()
                .asString()
                .contains("missing");
    }

    @Test
    void ofAClusterTheEndsOfAllLogsAreShown() throws IOException {
        Files.writeString(folder.resolve("Master.log"), "first\nlast\n");
        Path executor = Files.createDirectories(folder.resolve("app/0"));
        Files.writeString(executor.resolve("stderr"), "gave up\n");
        Files.writeString(executor.resolve("000004.log"), "of a state store");

        assertThat(LogEnd.below(folder, 1)).containsExactly("Master.log: last", "app/0/stderr: gave up");
        assertThat(LogEnd.below(folder.resolve("missing"), 1))
                .singleElement()
                .asString()
                .contains("missing");
    }
}
