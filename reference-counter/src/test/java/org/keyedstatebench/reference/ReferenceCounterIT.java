package org.keyedstatebench.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.HostileRecords;
import org.keyedstatebench.event.HostileRecords.HostileRecord;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.signal.Signal;

/** The reference as a process against a real broker, by the contract that the harness has with every engine. */
@Timeout(120)
class ReferenceCounterIT {

    private static final int EVENTS = 5_000;
    private static final EventSequence SEQUENCE = new EventSequence(7, KeySpace.zipf(50, 1.0));
    private static final List<byte[]> MALFORMED = HostileRecords.all().stream()
            .filter(HostileRecord::isMalformed)
            .map(HostileRecord::value)
            .toList();

    /** Enough to reach every partition. */
    private static final int ONE_BY_ONE = 50;

    @TempDir
    static Path folder;

    private static Process broker;
    private static String bootstrapServers;
    private static int jobs;

    private Process counter;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = java(
                "../embedded-broker/target/embedded-broker.args",
                "--data-dir",
                folder.resolve("data").toString());
        String ready = broker.inputReader(UTF_8).readLine();
        bootstrapServers = ready.replaceAll(".*\"bootstrapServers\":\"([^\"]*)\".*", "$1");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(
                            new NewTopic("events", 3, (short) 1),
                            new NewTopic("counts-all", 3, (short) 1),
                            new NewTopic("counts-part", 3, (short) 1),
                            new NewTopic("counts-endless", 3, (short) 1)))
                    .all()
                    .get();
        }
        EventEncoder encoder = new EventEncoder(0);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                byte[] key = SEQUENCE.key(i).getBytes(UTF_8);
                sent.add(producer.send(new ProducerRecord<>("events", key, encoder.encode(SEQUENCE, i, 1 + i))));
                if (i < ONE_BY_ONE) {
                    // A broker that has yet to lead a new partition refuses one batch and takes the next, out of order,
                    // for ever.
                    sent.get(i).get();
                }
            }
            for (byte[] malformed : MALFORMED) {
                sent.add(producer.send(new ProducerRecord<>("events", null, malformed)));
            }
            for (Future<?> future : sent) {
                future.get();
            }
        }
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.getOutputStream().close();
        if (!broker.waitFor(20, TimeUnit.SECONDS)) {
            broker.destroyForcibly();
        }
    }

    @AfterEach
    void stopCounter() throws Exception {
        // In order, so that the process can remove what it made.
        counter.destroy();
        if (!counter.waitFor(20, TimeUnit.SECONDS)) {
            counter.destroyForcibly();
        }
    }

    @Test
    void everyEventIsCountedOnceAndTheJobEndsAtItsEndOffsets() throws Exception {
        Map<Integer, Long> ends = endOffsets("events");

        start(new Source("events", Map.of(), ends), Sink.kafka("counts-all"));
        List<Signal> signals = signals();

        assertThat(counter.waitFor()).isZero();
        assertThat(signals.get(0))
                .isInstanceOfSatisfying(
                        Signal.Ready.class,
                        ready -> assertThat(ready.settings())
                                .containsEntry("kafka.producer.linger.ms", "0")
                                .containsEntry("kafka.consumer.fetch.max.wait.ms", "10")
                                .containsEntry("kafka.producer.acks", "all"));
        assertThat(signals.get(signals.size() - 1)).isInstanceOfSatisfying(Signal.Stopped.class, stopped -> {
            assertThat(stopped.malformed()).isEqualTo(MALFORMED.size());
            assertThat(stopped.heapPeakBytes()).isPositive();
            assertThat(stopped.metrics()).containsEntry("events", (double) EVENTS);
        });
        assertThat(rows("counts-all")).isEqualTo(expectedRows());
    }

    @Test
    void onlyTheRecordsBetweenStartAndEndOffsetsAreCounted() throws Exception {
        start(new Source("events", Map.of(1, 100L, 2, 7L), Map.of(1, 350L, 2, 7L)), Sink.kafka("counts-part"));
        List<Signal> signals = signals();

        assertThat(counter.waitFor()).isZero();
        assertThat(signals.get(signals.size() - 1))
                .isInstanceOfSatisfying(
                        Signal.Stopped.class,
                        stopped -> assertThat(stopped.metrics().get("events") + stopped.malformed())
                                .isEqualTo(250));
    }

    @Test
    void withoutEndOffsetsItRunsUntilStandardInputEnds() throws Exception {
        start(new Source("events", Map.of(), Map.of()), Sink.kafka("counts-endless"));
        Signal first = signal(counter.inputReader(UTF_8).readLine());
        while (first instanceof Signal.GcPause) {
            first = signal(counter.inputReader(UTF_8).readLine());
        }
        assertThat(first).isInstanceOf(Signal.Ready.class);
        assertThat(counter.waitFor(1, TimeUnit.SECONDS)).isFalse();

        counter.getOutputStream().close();

        assertThat(counter.waitFor()).isZero();
        List<Signal> rest = signals();
        assertThat(rest.get(rest.size() - 1)).isInstanceOf(Signal.Stopped.class);
    }

    @Test
    void byHandTheRowsArePrinted() throws Exception {
        counter = java("target/reference-counter.args", "--bootstrap-servers", bootstrapServers, "--topic", "events");

        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            Count count = CountDecoder.decode(
                            counter.inputReader(UTF_8).readLine().getBytes(UTF_8))
                    .orElseThrow();
            last.put(count.key(), count.runningCount());
        }

        assertThat(last.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(EVENTS);
    }

    @Test
    void aMissingTopicFailsTheJobInOneLine() throws Exception {
        start(new Source("nowhere", Map.of(), Map.of()), Sink.print());

        assertThat(signals())
                .singleElement()
                .isInstanceOfSatisfying(
                        Signal.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("Kafka at " + bootstrapServers + " has no topic 'nowhere'"));
        assertThat(counter.waitFor()).isEqualTo(1);
    }

    @Test
    void aMissingOutputTopicFailsTheJobBeforeItIsReady() throws Exception {
        start(new Source("events", Map.of(), Map.of()), Sink.kafka("nowhere"));

        assertThat(signals())
                .singleElement()
                .isInstanceOfSatisfying(
                        Signal.Failed.class,
                        failed -> assertThat(failed.reason()).contains("no topic 'nowhere'"));
        assertThat(counter.waitFor()).isEqualTo(1);
    }

    @Test
    void aKafkaThatDoesNotAnswerFailsTheJobInOneLine() throws Exception {
        start(job(Kafka.at("127.0.0.1:1"), new Source("events", Map.of(), Map.of()), Sink.print(), "heap"));

        assertThat(signals())
                .singleElement()
                .isInstanceOfSatisfying(
                        Signal.Failed.class,
                        failed ->
                                assertThat(failed.reason()).contains("cannot read the topic 'events' at 127.0.0.1:1"));
        assertThat(counter.waitFor()).isEqualTo(1);
    }

    @Test
    void whatItCannotDoIsASignalAndAnExitCodeOfItsOwn() throws Exception {
        Source source = new Source("events", Map.of(), Map.of());
        start(job(Kafka.at(bootstrapServers), source, Sink.print(), "rocksdb"));

        assertThat(signals())
                .singleElement()
                .isInstanceOfSatisfying(
                        Signal.Unsupported.class,
                        unsupported -> assertThat(unsupported.feature()).isEqualTo("state backend rocksdb"));
        assertThat(counter.waitFor()).isEqualTo(3);
    }

    private void start(Source source, Sink sink) throws IOException {
        Kafka kafka =
                new Kafka(bootstrapServers, Map.of(), Map.of("fetch.max.wait.ms", "10"), Map.of("linger.ms", "0"));
        start(job(kafka, source, sink, "heap"));
    }

    private void start(JobSpec job) throws IOException {
        Path spec = Files.writeString(folder.resolve("job-" + jobs++ + ".json"), job.toJson());
        counter = java("target/reference-counter.args", "--spec", spec.toString());
    }

    private static JobSpec job(Kafka kafka, Source source, Sink sink, String backend) {
        State state = new State(backend, "/nowhere", Duration.ZERO, Guarantee.AT_LEAST_ONCE, null, false, false);
        return new JobSpec(
                "test",
                kafka,
                source,
                sink,
                Operator.COUNT,
                Emission.PER_EVENT,
                Trigger.PER_RECORD,
                state,
                null,
                1,
                Map.of());
    }

    private static Process java(String argsFile, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + argsFile);
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** All further signals, until the process closes its standard output; pauses of the JVM are no concern here. */
    private List<Signal> signals() throws IOException {
        return counter.inputReader(UTF_8)
                .lines()
                .map(ReferenceCounterIT::signal)
                .filter(signal -> !(signal instanceof Signal.GcPause))
                .toList();
    }

    private static Signal signal(String line) {
        Optional<Signal> signal = Signal.fromJson(line);
        assertThat(signal).as(line).isPresent();
        return signal.get();
    }

    /** Rows by key, in order, as they must be. */
    private static Map<String, List<Long>> expectedRows() {
        Map<String, List<Long>> rows = new TreeMap<>();
        for (int i = 0; i < EVENTS; i++) {
            List<Long> counts = rows.computeIfAbsent(SEQUENCE.key(i), key -> new ArrayList<>());
            counts.add(counts.size() + 1L);
        }
        return rows;
    }

    private static Map<String, List<Long>> rows(String topic) {
        Map<String, List<Long>> rows = new TreeMap<>();
        try (var consumer = consumer()) {
            List<TopicPartition> partitions = partitions(topic, consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    Count count = CountDecoder.decode(record.value()).orElseThrow();
                    assertThat(new String(record.key(), UTF_8)).isEqualTo(count.key());
                    rows.computeIfAbsent(count.key(), key -> new ArrayList<>()).add(count.runningCount());
                });
            }
        }
        return rows;
    }

    private static Map<Integer, Long> endOffsets(String topic) {
        Map<Integer, Long> offsets = new TreeMap<>();
        try (var consumer = consumer()) {
            consumer.endOffsets(partitions(topic, consumer))
                    .forEach((partition, offset) -> offsets.put(partition.partition(), offset));
        }
        return offsets;
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(String topic, KafkaConsumer<?, ?> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
