package org.keyedstatebench.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
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
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.LocalCluster;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.signal.Signal;

/** Real clusters of several processes and a real broker: the job's code comes to them in the job jar, as on every cluster. */
@Timeout(150)
class ClusterIT {

    /** What the job jar brings. */
    private static final List<String> OF_THE_JOB = List.of(
            "flink-counter-",
            "flink-connector-base-",
            "flink-connector-kafka-",
            "kafka-clients-",
            "zstd-jni-",
            "picocli-");

    private static final EventSequence SEQUENCE = new EventSequence(7, KeySpace.zipf(50, 1.0));
    private static final int PART = 1_000;
    /** A JVM that lives for seconds gains nothing from the better compiler, and two processors have no time for it. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final Deployment TWO_WORKERS = Deployment.localCluster(2, 256, List.of(SHORT_LIVED));

    @TempDir
    static Path folder;

    private static Process broker;
    private static String bootstrapServers;
    private static OwnCluster cluster;
    private static int files;

    private final List<Signal> said = new ArrayList<>();
    private int sent;
    private String topic;
    private Process driver;
    private BufferedReader signals;

    @BeforeAll
    static void startBrokerAndCluster() throws Exception {
        broker = start(List.of(
                "@../embedded-broker/target/embedded-broker.args",
                "--data-dir",
                folder.resolve("data").toString()));
        bootstrapServers =
                broker.inputReader(UTF_8).readLine().replaceAll(".*\"bootstrapServers\":\"([^\"]*)\".*", "$1");
        cluster = OwnCluster.start(
                job("none", 4, Map.of()).on(TWO_WORKERS),
                new SignalWriter(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8)),
                withoutTheJob());
        assertThat(cluster.await(new StopRequest())).isTrue();
    }

    /** What a distribution of Flink has. */
    private static String withoutTheJob() {
        return Stream.of(LocalCluster.classPath().split(":", -1))
                .filter(entry -> OF_THE_JOB.stream()
                        .noneMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(Collectors.joining(":"));
    }

    @AfterAll
    static void stopBrokerAndCluster() throws Exception {
        cluster.close();
        broker.getOutputStream().close();
        if (!broker.waitFor(20, TimeUnit.SECONDS)) {
            broker.destroyForcibly();
        }
    }

    @AfterEach
    void stopDriver() throws Exception {
        if (driver != null) {
            driver.destroyForcibly().waitFor();
        }
    }

    @Test
    void anOwnClusterOutlivesTheDeathOfAWorkerAndOfItsMasterAndLosesNothing() throws Exception {
        drive(topics("own"), 2, Map.of(), TWO_WORKERS);
        await(Signal.Ready.class);
        assertThat(((Signal.Ready) newest(Signal.Ready.class)).settings())
                .containsEntry("taskmanager.numberOfTaskSlots", "1")
                .containsEntry("restart-strategy.type", "failure-rate");
        send();
        await(Signal.CheckpointCompleted.class);
        kill("worker");
        send();
        awaitCounts();
        await(Signal.CheckpointCompleted.class);
        kill("master");
        send();
        // Only a job that was submitted again has checkpoints from here on.
        await(Signal.CheckpointCompleted.class);
        awaitCounts();

        List<Signal.Member> members = cluster().members();
        driver.getOutputStream().close();
        Signal.Stopped stopped = (Signal.Stopped) await(Signal.Stopped.class);
        assertThat(driver.waitFor()).isZero();
        assertThat(stopped.malformed()).isNull();
        assertThat(stopped.metrics().get("numRestarts")).isGreaterThanOrEqualTo(2);
        assertThat(members)
                .hasSize(3)
                .allSatisfy(member -> assertThat(ProcessHandle.of(member.pid())).isEmpty());
    }

    @Test
    void aClusterOfItsOwnEndsWithADriverThatIsKilled() throws Exception {
        drive(topics("killed"), 2, Map.of(), TWO_WORKERS);
        while (await(Signal.Cluster.class) instanceof Signal.Cluster now
                && now.members().size() < 3) {
            // Until all are started.
        }
        List<Signal.Member> members = cluster().members();
        driver.destroyForcibly().waitFor();

        for (Signal.Member member : members) {
            eventually(() -> ProcessHandle.of(member.pid()).isEmpty());
        }
    }

    @Test
    void onSomebodyElsesClusterTheJobEndsWithItsDriverWhateverBecomesOfThat() throws Exception {
        Deployment there = Deployment.remote(cluster.rest().address());
        drive(topics("remote"), 2, Map.of(), there);
        await(Signal.Ready.class);
        send();
        awaitCounts();
        assertThat(cluster().members()).isEmpty();
        assertThat(cluster().slots()).isEqualTo(4);
        await(Signal.RemoteUse.class);
        driver.getOutputStream().close();
        Signal.Stopped stopped = (Signal.Stopped) await(Signal.Stopped.class);
        assertThat(driver.waitFor()).isZero();
        assertThat(stopped.malformed()).isZero();
        assertThat(stopped.metrics()).containsEntry("events", (double) PART);
        assertThat(running()).isEmpty();

        drive(topic, 2, Map.of(), there);
        await(Signal.Ready.class);
        assertThat(running()).hasSize(1);
        driver.destroyForcibly().waitFor();
        flinkRunTakesTheJobJarAsItIs();
        // It is told from the other one by its name.
        eventually(() -> running().isEmpty());
    }

    private void flinkRunTakesTheJobJarAsItIs() throws Exception {
        sent = 0;
        topic = topics("submitted");
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(configuration.resolve("config.yaml"), "");
        List<String> command = new ArrayList<>(List.of(
                "--add-opens",
                "java.base/java.util=ALL-UNNAMED",
                "-cp",
                withoutTheJob(),
                CliFrontend.class.getName(),
                "run",
                "-d",
                "-m",
                cluster.rest().address().substring("http://".length()),
                "-p",
                "2",
                "target/flink-counter-job.jar",
                "--bootstrap-servers",
                bootstrapServers,
                "--topic",
                topic,
                "--output-topic",
                topic + "-counts"));
        Process submission = start(command, Map.of("FLINK_CONF_DIR", configuration.toString(), "USE_RTM", "1"));
        String output = new String(submission.getInputStream().readAllBytes(), UTF_8);
        assertThat(submission.waitFor()).as(output).isZero();
        String id = output.replaceAll("(?s).*JobID ([0-9a-f]{32}).*", "$1");
        send();
        awaitCounts();
        send("PATCH", "/jobs/" + id + "?mode=cancel");

        command.subList(command.indexOf("--bootstrap-servers"), command.size()).clear();
        command.add("--help");
        Process help = start(command, Map.of("FLINK_CONF_DIR", configuration.toString()));
        assertThat(new String(help.getInputStream().readAllBytes(), UTF_8)).contains("--bootstrap-servers");
        assertThat(help.waitFor()).isZero();
    }

    @Test
    void whatDoesNotFitIsSaidInOneSentenceBeforeAnythingRuns() throws Exception {
        String address = cluster.rest().address();
        assertThat(refusal(2, 2, Deployment.remote("flink.example"))).contains("looks like http://HOST:8081");
        assertThat(refusal(2, 2, Deployment.remote("http://127.0.0.1:1"))).contains("nothing listens at");
        assertThat(refusal(2, 2, Deployment.remote("http://" + bootstrapServers)))
                .contains("http://127.0.0.1");
        assertThat(refusal(2, 9, Deployment.remote(address)))
                .contains("needs 9 slots")
                .contains("of 4");

        drive(topics("check"), 2, Map.of(), Deployment.remote(address), "--check");
        assertThat(await(Signal.Cluster.class)).isEqualTo(new Signal.Cluster(address, "2.3.0", 4, List.of()));
        assertThat(driver.waitFor()).isZero();
        drive(topic, 2, Map.of(), Deployment.remote("http://127.0.0.1:1"), "--check");
        await(Signal.Failed.class);
        assertThat(driver.waitFor()).isEqualTo(1);
    }

    private String refusal(int exitCode, int parallelism, Deployment deployment) throws Exception {
        drive("none", parallelism, Map.of(), deployment);
        String reason = ((Signal.Failed) await(Signal.Failed.class)).reason();
        assertThat(driver.waitFor()).isEqualTo(exitCode);
        return reason;
    }

    private void drive(
            String input, int parallelism, Map<String, String> engineConfig, Deployment deployment, String... task)
            throws IOException {
        topic = input;
        said.clear();
        JobSpec spec = job(input, parallelism, engineConfig).on(deployment);
        Path file = Files.writeString(folder.resolve("job-" + files++ + ".json"), spec.toJson());
        List<String> command = new ArrayList<>(List.of("@target/flink-counter.args", "--spec", file.toString()));
        command.addAll(List.of(task));
        driver = start(command);
        signals = driver.inputReader(UTF_8);
    }

    private static JobSpec job(String input, int parallelism, Map<String, String> engineConfig) {
        State state = new State(
                "hashmap",
                folder.resolve("state-" + files).toString(),
                Duration.ofMillis(500),
                Guarantee.AT_LEAST_ONCE,
                null,
                false,
                false);
        return new JobSpec(
                "test",
                Kafka.at(bootstrapServers),
                new Source(input, Map.of(), Map.of()),
                Sink.kafka(input + "-counts"),
                Operator.COUNT,
                Emission.PER_EVENT,
                Trigger.PER_RECORD,
                state,
                null,
                parallelism,
                engineConfig);
    }

    private static Process start(List<String> arguments) throws IOException {
        return start(arguments, Map.of());
    }

    private static Process start(List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // Whoever is killed leaves files behind.
        command.add("-Djava.io.tmpdir=" + folder);
        command.add(SHORT_LIVED);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The next signal of a kind. */
    private Signal await(Class<? extends Signal> kind) throws IOException {
        for (String line = signals.readLine(); line != null; line = signals.readLine()) {
            Optional<Signal> signal = Signal.fromJson(line);
            assertThat(signal).as(line).isPresent();
            said.add(signal.get());
            if (kind.isInstance(signal.get())) {
                return signal.get();
            }
            assertThat(signal.get()).isNotInstanceOf(Signal.Failed.class);
        }
        throw new AssertionError("it ended without " + kind.getSimpleName() + ": " + said);
    }

    private Signal newest(Class<? extends Signal> kind) {
        return said.stream().filter(kind::isInstance).reduce((a, b) -> b).orElseThrow();
    }

    private Signal.Cluster cluster() {
        return (Signal.Cluster) newest(Signal.Cluster.class);
    }

    private void kill(String role) throws IOException {
        long pid = cluster().members().stream()
                .filter(member -> member.role().equals(role))
                .findFirst()
                .orElseThrow()
                .pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await(Signal.Cluster.class);
        assertThat(cluster().members()).hasSize(3).noneMatch(member -> member.pid() == pid);
    }

    private static String topics(String input) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(
                            List.of(new NewTopic(input, 2, (short) 1), new NewTopic(input + "-counts", 2, (short) 1)))
                    .all()
                    .get();
        }
        return input;
    }

    private void send() throws Exception {
        EventEncoder encoder = new EventEncoder(0);
        List<Future<?>> records = new ArrayList<>();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.in.flight.requests.per.connection", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = sent; i < sent + PART; i++) {
                byte[] key = SEQUENCE.key(i).getBytes(UTF_8);
                records.add(producer.send(new ProducerRecord<>(topic, key, encoder.encode(SEQUENCE, i, 1 + i))));
            }
            for (Future<?> acknowledged : records) {
                acknowledged.get();
            }
        }
        sent += PART;
    }

    /** Until the highest count of every key is the number of its events. */
    private void awaitCounts() {
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < sent; i++) {
            expected.merge(SEQUENCE.key(i), 1L, Long::sum);
        }
        Map<String, Long> counts = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(topic + "-counts", 0), new TopicPartition(topic + "-counts", 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int i = 0; i < 600 && !counts.equals(expected); i++) {
                consumer.poll(Duration.ofMillis(100)).forEach(row -> {
                    Count count = CountDecoder.decode(row.value()).orElseThrow();
                    counts.merge(count.key(), count.runningCount(), Math::max);
                });
            }
        }
        assertThat(counts).isEqualTo(expected);
    }

    private static void eventually(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 600 && !condition.call(); i++) {
            Thread.sleep(100);
        }
        assertThat(condition.call()).isTrue();
    }

    /** The jobs that have not ended. */
    private static List<String> running() throws Exception {
        return List.of(send("GET", "/jobs").split("\\{")).stream()
                .filter(job -> job.contains("\"id\"") && !job.matches(".*\"(CANCELED|FINISHED|FAILED)\".*"))
                .toList();
    }

    private static String send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.rest().address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
