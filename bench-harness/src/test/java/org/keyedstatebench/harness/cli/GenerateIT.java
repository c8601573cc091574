package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.harness.kafka.EmbeddedKafka;
import org.keyedstatebench.harness.kafka.Topics;
import org.keyedstatebench.process.Worker;
import picocli.CommandLine;

/** A load that does not reach Kafka is never taken for one that did. */
@Timeout(120)
class GenerateIT {

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(
                BenchProcess.HOME.resolve("embedded-broker/target/embedded-broker.args"),
                folder,
                folder.resolve("log"));
        try (Topics topics = new Topics(kafka, Optional.empty(), warning -> {})) {
            topics.create("four", 4);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--duration 1s                                        | 0 | ",
                "--duration 1s --kafka-property max.block.ms=1        | 1 | bench: the generator died: org.apache.kafka.common.errors.TimeoutException: Topic four not present in metadata after 1 ms.",
                "--duration 2s --kafka-property max.request.size=1    | 1 | bench: Kafka does not take the events: The message is",
                "--rate max --kafka-property max.block.ms=1           | 1 | bench: the generator died",
                "--partitions 8                                       | 2 | bench: --partitions 8: the topic 'four' exists and has 4;",
                "--replication-factor 2                               | 2 | bench: --replication-factor 2: the topic 'four' exists and has 1;",
                "--replication-factor 2 --topic new                   | 1 | replication factor of 2 cannot be reached because only 1 broker(s)",
            })
    void endsAsItsLoadDid(String options, int code, String words) {
        StringWriter err = new StringWriter();
        CommandLine bench = Bench.commandLine(new Cancellation());
        bench.setErr(new PrintWriter(err, true));
        String line = "generate --topic four " + options + " --bootstrap-servers " + kafka.bootstrapServers();

        assertThat(bench.execute(
                        line.replaceFirst("--topic four (?=.*--topic)", "").split(" +", -1)))
                .as(err.toString())
                .isEqualTo(code);
        assertThat(err.toString()).contains(words == null ? "" : words).doesNotContain("\tat ");
    }

    /** As of a shell's {@code <(pass show kafka)}. */
    @Test
    void propertiesMayComeFromAPipeWhichCanBeReadOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Worker writer = Worker.start("writer", () -> {
            try {
                Files.writeString(pipe, "linger.ms=1\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        endsAsItsLoadDid("--duration 1s --kafka-config " + pipe, 0, null);

        writer.join();
        writer.failIfDied();
    }
}
