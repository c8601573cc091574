package org.keyedstatebench.harness.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaIT {

    private static final String LOOPBACK = "0100007F";
    private static final String LOOPBACK_IN_IPV6 = "0000000000000000FFFF00000100007F";

    @TempDir
    Path folder;

    @Test
    void aRecordThatIsSentIsReceived() throws Exception {
        try (EmbeddedKafka kafka = TestBroker.start(folder);
                Topics topics = TestBroker.topics(kafka)) {
            topics.create("events", 3);
            TopicPartition partition = new TopicPartition("events", 2);
            Map<String, Object> address = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (var producer = new KafkaProducer<>(address, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("events", 2, "key", "value")).get();
            }

            try (var consumer = new KafkaConsumer<>(address, new StringDeserializer(), new StringDeserializer())) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                List<ConsumerRecord<String, String>> received = new ArrayList<>();
                while (received.isEmpty()) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(received::add);
                }
                assertThat(received)
                        .singleElement()
                        .satisfies(record -> assertThat(record.value()).isEqualTo("value"));
            }
            assertThat(topics.endOffsets("events")).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 1L));
        }
    }

    @Test
    void everyListenerIsOnTheLoopbackAddress() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "needs Linux: reads the listeners from /proc");
        try (EmbeddedKafka kafka = TestBroker.start(folder)) {
            assertThat(Listeners.addressesOf(kafka.pid().getAsLong()))
                    .hasSize(2)
                    .allMatch(address -> address.equals(LOOPBACK) || address.equals(LOOPBACK_IN_IPV6));
        }
    }

    @Test
    void closingLeavesNoProcessAndNoData() throws Exception {
        EmbeddedKafka kafka = TestBroker.start(folder);
        long pid = kafka.pid().getAsLong();
        assertThat(folder).isDirectoryContaining("glob:**kafka-*");

        kafka.close();
        kafka.close();

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("log");
        assertThat(kafka.awaitEnd()).isEqualTo(0);
    }

    @Test
    void aStartThatIsInterruptedLeavesNoProcessAndNoData() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(KafkaUnavailableException.class)
                    .isThrownBy(() -> TestBroker.start(folder))
                    .withMessageContaining("was interrupted while it started");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(ProcessHandle.current().children().filter(this::isBroker)).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("log");
    }

    private boolean isBroker(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(folder.toString());
    }

    @Test
    void aKilledBrokerIsNoticedAndItsDataIsRemoved() throws Exception {
        EmbeddedKafka kafka = TestBroker.start(folder);

        ProcessHandle.of(kafka.pid().getAsLong()).orElseThrow().destroyForcibly();

        assertThat(kafka.awaitEnd()).isEqualTo(128 + 9);
        kafka.close();
        assertThat(folder.toFile().list()).containsExactly("log");
    }

    @Test
    void aPortInUseIsReportedInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Broker broker = new Broker("--port", Integer.toString(taken.getLocalPort()));

            assertThat(broker.process.waitFor()).isEqualTo(1);
            assertThat(broker.errors())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("port " + taken.getLocalPort())
                    .contains("in use");
            assertThat(broker.data).doesNotExist();
        }
    }

    @Test
    void anUnknownOptionIsAUsageError() throws Exception {
        Broker broker = new Broker("--topic", "events");

        assertThat(broker.process.waitFor()).isEqualTo(2);
        assertThat(broker.errors()).first().asString().contains("--topic");
    }

    @Test
    void theBrokerEndsWithItsParent() throws Exception {
        Broker broker = new Broker();
        assertThat(broker.process.inputReader(UTF_8).readLine()).startsWith("{\"bootstrapServers\":\"127.0.0.1:");

        broker.process.getOutputStream().close();

        assertThat(broker.process.waitFor()).isZero();
        assertThat(broker.data).doesNotExist();
    }

    @Test
    void sigtermEndsTheBrokerAndRemovesItsData() throws Exception {
        Broker broker = new Broker();
        broker.process.inputReader(UTF_8).readLine();

        // Not Process.destroy(), which closes standard input as well.
        broker.process.toHandle().destroy();

        assertThat(broker.process.waitFor()).isEqualTo(128 + 15);
        assertThat(broker.data).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> TestBroker.start(file))
                .withMessageContaining("cannot make one in " + file);
    }

    @Test
    void aBrokerThatDoesNotStartIsReportedWithTheEndOfItsLog() {
        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> TestBroker.start(folder, "--property", "log.segment.byte=1"))
                .withMessageContaining("exit code 2")
                .withMessageContaining("Kafka has no broker property 'log.segment.byte'");
        assertThat(folder.toFile().list()).containsExactly("log");
    }

    @Test
    void aBrokerThatIsNotBuiltIsReported() {
        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> EmbeddedKafka.start(Path.of("missing.args"), folder, folder.resolve("log")))
                .withMessageContaining("missing.args");
    }

    /** The broker's own process, without the harness around it. */
    private final class Broker {
        final Path data = folder.resolve("data");
        final Path log = folder.resolve("errors");
        final Process process;

        Broker(String... options) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + TestBroker.ARGS_FILE,
                    "--data-dir",
                    data.toString()));
            command.addAll(List.of(options));
            process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        }

        List<String> errors() throws IOException {
            return Files.readAllLines(log);
        }
    }
}
