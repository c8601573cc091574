package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.Deployment;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.job.Kafka;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Sink;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.State;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.process.LocalCluster;
import org.keyedstatebench.signal.Signal;

/** The counter as a process on real clusters of several processes, and under Spark's own tool. */
@Timeout(180)
class SparkOnClustersIT {

    private static final int EVENTS = 2_000;
    /** A JVM that lives for seconds gains nothing from the better compiler, and two processors have no time for it. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";
    /** Enough to reach every partition. */
    private static final int ONE_BY_ONE = 20;

    /** What a distribution has not, and the job jar brings. */
    private static final List<String> OF_THE_JOB = List.of(
            "spark-counter-",
            "common-model-",
            "spark-sql-kafka-",
            "spark-token-provider-kafka-",
            "kafka-clients-",
            "commons-pool2-",
            "picocli-");

    private static final EventSequence SEQUENCE = new EventSequence(7, KeySpace.uniform(20));

    @TempDir
    static Path folder;

    private static String classPath;
    private static ChildProcess broker;
    private static String bootstrapServers;
    private static final List<ChildProcess> CLUSTER = new ArrayList<>();
    private static String master;
    private static int names;

    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private ChildProcess counter;

    @BeforeAll
    static void startKafkaAndACluster() throws Exception {
        classPath =
                Files.readAllLines(Path.of("target/spark-counter.args")).get(1).replaceAll("^-cp \"|\"$", "");
        List<String> addresses = new CopyOnWriteArrayList<>();
        broker = ChildProcess.of(List.of(
                        ChildProcess.java(),
                        SHORT_LIVED,
                        "@../embedded-broker/target/embedded-broker.args",
                        "--data-dir",
                        folder.resolve("kafka").toString()))
                .lines(line -> {
                    if (line.contains("bootstrapServers")) {
                        addresses.add(line.replaceAll(".*\"bootstrapServers\":\"([^\"]*)\".*", "$1"));
                    }
                })
                .start();
        // What a distribution has.
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        for (String jar : classPath.split(":", -1)) {
            Path link = jars.resolve(Path.of(jar).getFileName());
            boolean ofTheJob = OF_THE_JOB.stream().anyMatch(link.getFileName().toString()::startsWith);
            if (!ofTheJob && !Files.exists(link)) {
                Files.createSymbolicLink(link, Path.of(jar));
            }
        }
        int port = LocalCluster.freePorts(1).get(0);
        master = "spark://127.0.0.1:" + port;
        CLUSTER.add(daemon("master.Master", "--port", String.valueOf(port)));
        await(() -> OwnCluster.listens(port));
        CLUSTER.add(daemon(
                "worker.Worker", "--cores", "2", "--memory", "1g", "--work-dir", folder.resolve("work") + "", master));
        await(() -> !addresses.isEmpty());
        bootstrapServers = addresses.get(0);
    }

    private static ChildProcess daemon(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.java(),
                SHORT_LIVED,
                "-Xmx256m",
                "-cp",
                classPath,
                "org.keyedstatebench.process.EndsWithParent",
                "org.apache.spark.deploy." + main,
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        return ChildProcess.of(command)
                .environment(Map.of(
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "SPARK_SCALA_VERSION", "2.13",
                        "SPARK_HOME", folder.resolve("spark").toString()))
                .start();
    }

    @AfterAll
    static void stopThem() {
        CLUSTER.forEach(ChildProcess::close);
        broker.close();
    }

    @AfterEach
    void stopCounter() {
        if (counter != null) {
            counter.close();
        }
    }

    @Test
    void aKilledWorkerOfItsOwnClusterLosesNothingAndAKilledDriverLeavesNothing() throws Exception {
        String topic = newTopics();
        send(topic, 0, EVENTS / 2);
        start(job(topic, Deployment.localCluster(2, 512, List.of(SHORT_LIVED))));
        await(() -> total(topic) == EVENTS / 2);
        List<Signal.Member> before = members();
        assertThat(before).extracting(Signal.Member::role).containsExactly("master", "worker", "worker");
        assertThat(signals)
                .filteredOn(Signal.Ready.class::isInstance)
                .singleElement()
                .satisfies(ready -> assertThat(((Signal.Ready) ready).settings())
                        .containsEntry("spark.task.maxFailures", "20")
                        .containsEntry("spark.deploy.recoveryMode", "FILESYSTEM")
                        .doesNotContainKeys("spark.executor.extraClassPath", "spark.jars"));

        ProcessHandle worker = ProcessHandle.of(before.get(1).pid()).orElseThrow();
        List<ProcessHandle> killed = new ArrayList<>(worker.descendants().toList());
        assertThat(killed).as("executor").isNotEmpty();
        killed.add(worker);
        killed.forEach(ProcessHandle::destroyForcibly);
        send(topic, EVENTS / 2, EVENTS);
        await(() -> total(topic) == EVENTS);

        assertThat(counts(topic)).isEqualTo(expected());
        List<Signal.Member> after = members();
        assertThat(after.get(1).pid()).isNotEqualTo(before.get(1).pid());
        List<ProcessHandle> all = new ArrayList<>();
        for (Signal.Member member : after) {
            ProcessHandle handle = ProcessHandle.of(member.pid()).orElseThrow();
            all.add(handle);
            all.addAll(handle.descendants().toList());
        }
        ProcessHandle.of(counter.pid()).orElseThrow().destroyForcibly();
        await(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void onSomebodyElsesClusterItCountsSaysWhatIsUsedAndLeavesNothing() throws Exception {
        String topic = newTopics();
        send(topic, 0, EVENTS);
        sendMalformed(topic);
        JobSpec job = job(topic, Deployment.remote(master));

        start(job, "--check");
        assertThat(counter.await()).isZero();
        assertThat(signals)
                .filteredOn(Signal.Cluster.class::isInstance)
                .containsExactly(new Signal.Cluster(master, Workplace.VERSION, 2, List.of()));

        start(job);
        await(() -> total(topic) == EVENTS
                && signals.stream()
                        .anyMatch(signal -> signal instanceof Signal.RemoteUse use
                                && use.cpuSeconds() > 0
                                && use.rssBytes() > use.heapBytes()
                                && use.writtenBytes() != null));
        assertThat(MasterState.ask(master, "127.0.0.1", Map.of()).applications())
                .isEqualTo(1);
        counter.closeInput();
        assertThat(counter.await()).isZero();

        assertThat(counts(topic)).isEqualTo(expected());
        assertThat(signals.get(signals.size() - 1))
                .isInstanceOfSatisfying(
                        Signal.Stopped.class,
                        stopped -> assertThat(stopped.malformed()).isEqualTo(1));
        await(() -> MasterState.ask(master, "127.0.0.1", Map.of()).applications() == 0);
    }

    @Test
    void whatCannotBeIsSaidInOneSentenceBeforeAnythingRuns() throws Exception {
        String topic = newTopics();
        start(job(topic, Deployment.remote("spark://127.0.0.1:1")));
        assertThat(counter.await()).isEqualTo(2);
        assertThat(failure()).startsWith("no Spark master answers at spark://127.0.0.1:1: ");

        start(job(topic, Deployment.remote("http://127.0.0.1:8081")));
        assertThat(counter.await()).isEqualTo(2);
        assertThat(failure())
                .isEqualTo("expected the address of a cluster of Spark, such as spark://HOST:7077, got"
                        + " 'http://127.0.0.1:8081'");
    }

    @Test
    void realTimeModeGetsASlotForEveryTaskAndNothingWaitsForTheEndOfABatch() throws Exception {
        String topic = newTopics();
        Trigger minutes = Trigger.realTime(Duration.ofMinutes(5));
        start(job(topic, Operator.PASS_THROUGH, minutes));
        send(topic, 0, EVENTS);
        await(() -> rows(topic) == EVENTS);
        counter.closeInput();
        assertThat(counter.await()).isZero();
        assertThat(signals).noneMatch(Signal.BatchCompleted.class::isInstance);
        Map<String, String> settings = signals.stream()
                .filter(Signal.Ready.class::isInstance)
                .map(signal -> ((Signal.Ready) signal).settings())
                .findFirst()
                .orElseThrow();
        assertThat(settings)
                .containsEntry("spark.master", "local[2]")
                .hasEntrySatisfying("task slots", slots -> assertThat(slots).startsWith("2: 2 source partitions,"));

        start(job(topic, Operator.COUNT, minutes).on(Deployment.remote(master)));
        assertThat(counter.await()).isEqualTo(2);
        assertThat(failure()).isEqualTo("the job needs 4 slots, and the cluster at " + master + " has 2");
    }

    private static long rows(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer
                    .endOffsets(Stream.of(0, 1)
                            .map(i -> new TopicPartition(topic + "-counts", i))
                            .toList())
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    @Test
    void sparksOwnToolRunsTheJobJarAsAUserTypesIt() throws Exception {
        String topic = newTopics();
        send(topic, 0, EVENTS);
        ChildProcess submitted = submit(
                Map.of(), "--bootstrap-servers", bootstrapServers, "--topic", topic, "--trigger", "available-now");
        assertThat(submitted.await()).isZero();
        Map<String, Long> printed = new TreeMap<>();
        submitted
                .output()
                .forEach(line -> CountDecoder.decode(line.getBytes(UTF_8))
                        .ifPresent(count -> printed.merge(count.key(), count.runningCount(), Math::max)));
        assertThat(printed).isEqualTo(expected());

        ChildProcess realTime =
                submit(Map.of("USE_RTM", "1"), "--bootstrap-servers", bootstrapServers, "--topic", topic);
        assertThat(realTime.await()).as(String.join("\n", realTime.output())).isEqualTo(3);
    }

    private static ChildProcess submit(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.java(),
                SHORT_LIVED,
                "-cp",
                folder.resolve("spark/jars") + "/*",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--conf",
                "spark.sql.shuffle.partitions=2",
                "--conf",
                "spark.executor.extraJavaOptions=" + SHORT_LIVED,
                "target/spark-counter-job.jar"));
        command.addAll(List.of(arguments));
        Map<String, String> all = new TreeMap<>(environment);
        all.put("SPARK_LOCAL_IP", "127.0.0.1");
        all.put("SPARK_SCALA_VERSION", "2.13");
        return ChildProcess.of(command).environment(all).start();
    }

    private void start(JobSpec job, String... further) throws IOException {
        Path file = Files.writeString(folder.resolve("job-" + names++ + ".json"), job.toJson());
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.java(),
                SHORT_LIVED,
                "-Djava.io.tmpdir=" + folder,
                "@target/spark-counter.args",
                "--spec",
                file.toString()));
        command.addAll(List.of(further));
        signals.clear();
        counter = ChildProcess.of(command)
                .environment(Map.of("SPARK_LOCAL_IP", "127.0.0.1"))
                .lines(line -> Signal.fromJson(line).ifPresent(signals::add))
                .start();
    }

    private static JobSpec job(String topic, Deployment deployment) {
        JobSpec job = job(topic, Operator.COUNT, Trigger.ASAP).on(deployment);
        return deployment.kind() == DeploymentKind.REMOTE
                ? job.withEngineConfig(
                        Map.of("spark.sql.shuffle.partitions", "2", "spark.executor.extraJavaOptions", SHORT_LIVED))
                : job;
    }

    private static JobSpec job(String topic, Operator operator, Trigger trigger) {
        return new JobSpec(
                "test-" + topic,
                Kafka.at(bootstrapServers),
                new Source(topic, Map.of(), Map.of()),
                Sink.kafka(topic + "-counts"),
                operator,
                Emission.PER_KEY,
                trigger,
                new State(
                        "rocksdb",
                        folder.resolve("state-" + topic).toString(),
                        Duration.ZERO,
                        Guarantee.AT_LEAST_ONCE,
                        true,
                        false,
                        false),
                null,
                2,
                Map.of("spark.sql.shuffle.partitions", "2"));
    }

    private List<Signal.Member> members() {
        List<Signal.Cluster> said = signals.stream()
                .filter(Signal.Cluster.class::isInstance)
                .map(Signal.Cluster.class::cast)
                .toList();
        return said.get(said.size() - 1).members();
    }

    private String failure() {
        return signals.stream()
                .filter(Signal.Failed.class::isInstance)
                .map(signal -> ((Signal.Failed) signal).reason())
                .findFirst()
                .orElse("none");
    }

    private static String newTopics() throws Exception {
        String topic = "events-" + names++;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(
                            List.of(new NewTopic(topic, 2, (short) 1), new NewTopic(topic + "-counts", 2, (short) 1)))
                    .all()
                    .get();
        }
        return topic;
    }

    private static void send(String topic, int from, int to) throws Exception {
        EventEncoder encoder = new EventEncoder(0);
        try (var producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = from; i < to; i++) {
                byte[] key = SEQUENCE.key(i).getBytes(UTF_8);
                sent.add(producer.send(new ProducerRecord<>(topic, key, encoder.encode(SEQUENCE, i, 1 + i))));
                if (i < from + ONE_BY_ONE) {
                    // A broker that has yet to lead a new partition refuses one batch and takes the next, out of order,
                    // for ever.
                    sent.get(i - from).get();
                }
            }
            for (Future<?> future : sent) {
                future.get();
            }
        }
    }

    private static void sendMalformed(String topic) throws Exception {
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(topic, null, "{not json".getBytes(UTF_8)))
                    .get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Long> expected() {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < EVENTS; i++) {
            counts.merge(SEQUENCE.key(i), 1L, Long::sum);
        }
        return counts;
    }

    private static long total(String topic) {
        return counts(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** The newest count of each key. */
    private static Map<String, Long> counts(String topic) {
        Map<String, Long> counts = new TreeMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(0, 1)
                    .map(i -> new TopicPartition(topic + "-counts", i))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> CountDecoder.decode(record.value())
                                .ifPresent(count -> counts.put(count.key(), count.runningCount())));
            }
        }
        return counts;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(100);
        }
    }
}
