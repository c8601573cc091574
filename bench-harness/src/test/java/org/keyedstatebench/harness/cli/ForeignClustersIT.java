package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.harness.kafka.EmbeddedKafka;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** On somebody else's clusters and Kafka nothing of ours is left, however a command ends, and what does not fit is said at once. */
@Tag("full")
@Timeout(400)
class ForeignClustersIT {

    /** Longer than a cluster of Flink keeps a job whose driver is gone (20 to 80 s), on a machine that is busy. */
    private static final Duration ORPHANED = Duration.ofMinutes(2);

    @TempDir
    static Path all;

    private static EmbeddedKafka kafka;
    private static ForeignClusters clusters;
    private static int folders;

    private final List<BenchProcess> started = new ArrayList<>();
    private Path folder;

    @BeforeAll
    static void begin() throws Exception {
        kafka = EmbeddedKafka.start(
                BenchProcess.HOME.resolve("embedded-broker/target/embedded-broker.args"), all, all.resolve("log"));
        clusters = new ForeignClusters(List.of("nice", "-n", "0"));
    }

    @AfterAll
    static void end() throws Exception {
        clusters.close();
        kafka.close();
    }

    @BeforeEach
    void newFolder() throws IOException {
        folder = Files.createDirectory(all.resolve("command-" + folders++));
    }

    @AfterEach
    void endCommands() throws Exception {
        for (BenchProcess bench : started) {
            bench.process().toHandle().destroy();
            if (!bench.process().waitFor(30, TimeUnit.SECONDS)) {
                bench.process().destroyForcibly();
            }
        }
        eventually(() -> clusters.running().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"flink-rocksdb", "spark"})
    void ctrlCEndsTheJobAndRemovesTopicsAndCheckpoints(String variant) throws Exception {
        BenchProcess.assumeInterruptible();
        BenchProcess bench = measuring(variant);
        bench.interruptAll();

        assertThat(bench.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.INTERRUPTED);
        // Not only after a while: the driver ended it.
        if (variant.startsWith("flink")) {
            assertThat(clusters.running()).isEmpty();
        }
        assertNothingIsLeftBy(bench);
        assertThat(topics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flink-rocksdb", "spark"})
    void aKilledDriverFailsItsTrialAndLeavesNothing(String variant) throws Exception {
        BenchProcess bench = measuring(variant);
        driver(bench).destroyForcibly();

        assertThat(bench.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.FAILURE);
        assertThat(bench.err()).contains("exit code 137");
        if (variant.startsWith("flink")) {
            assertThat(clusters.running())
                    .as("who removes checkpoints ends the job")
                    .isEmpty();
        }
        assertNothingIsLeftBy(bench);
        assertThat(topics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "flink-rocksdb, flink, http://127.0.0.1:1, 'nothing listens at http://127.0.0.1:1'",
        "spark, spark, spark://127.0.0.1:1, 'no Spark master answers at spark://127.0.0.1:1'"
    })
    void aKilledHarnessEndsTheJobAndTheNextCommandRemovesItsFiles(
            String variant, String engine, String address, String complaint) throws Exception {
        BenchProcess bench = measuring(variant);
        bench.process().destroyForcibly().waitFor();

        eventually(() -> bench.leftovers().isEmpty());
        eventually(() -> clusters.running().isEmpty());
        assertThat(topics())
                .as("nobody was there to remove them")
                .isNotEmpty()
                .allMatch(name -> name.startsWith("ksb-"));
        removeTopics();

        BenchProcess next = bench("run " + variant + " --cluster " + engine + "=" + address);
        assertThat(next.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(next.exitCode()).as(next.err()).isEqualTo(ExitCode.USAGE);
        assertThat(next.err()).contains(complaint);
        assertThat(next.temporaryFiles()).isEmpty();
        assertThat(topics()).isEmpty();
    }

    @Test
    void whenTheWayToAFlinkClusterIsCutTheClusterEndsTheJobAndTheDriverSaysSo() throws Exception {
        int port = Integer.parseInt(clusters.flink().replaceAll(".*:", ""));
        try (TcpProxy way = new TcpProxy("127.0.0.1", 0, port)) {
            BenchProcess bench = measuring("flink-rocksdb", "--cluster flink=http://127.0.0.1:" + way.port());
            way.cut();
            eventually(() -> clusters.running().isEmpty());

            assertThat(bench.process().waitFor(150, TimeUnit.SECONDS)).isTrue();
            assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.FAILURE);
            assertThat(bench.err()).contains("cannot be watched: no answer for 90 s");
            assertNothingIsLeftBy(bench);
        }
    }

    @Test
    void whenTheWayToASparkClusterIsCutTheApplicationEnds() throws Exception {
        int port = Integer.parseInt(clusters.spark().replaceAll(".*:", ""));
        int driver = ForeignClusters.free();
        int blocks = ForeignClusters.free();
        try (TcpProxy way = new TcpProxy("127.0.0.1", 0, port);
                TcpProxy back = new TcpProxy("127.0.0.2", driver, driver);
                TcpProxy ofBlocks = new TcpProxy("127.0.0.2", blocks, blocks)) {
            BenchProcess bench = measuring(
                    "spark",
                    "--set spark.driver.host=127.0.0.2 --set spark.driver.bindAddress=127.0.0.1 --set spark.driver.port="
                            + driver
                            + " --set spark.driver.blockManager.port=" + blocks + " --cluster spark=spark://127.0.0.1:"
                            + way.port());
            way.cut();
            back.cut();
            ofBlocks.cut();
            eventually(() -> clusters.running().isEmpty());

            assertThat(bench.process().waitFor(150, TimeUnit.SECONDS)).isTrue();
            assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.FAILURE);
            assertThat(bench.err()).contains("has had no executor of the cluster at", "for 60 s");
            assertNothingIsLeftBy(bench);
        }
    }

    @Test
    void twoRunsAtOnceDoNotDisturbEachOther() throws Exception {
        String both =
                "compare --quick --no-table --start-timeout 180s --variants flink-rocksdb,spark --warmup 2s --duration 5s --checkpoints "
                        + all.resolve("checkpoints").toUri() + onClusters();
        BenchProcess one = bench(both);
        newFolder();
        BenchProcess other = bench(both);
        one.process().waitFor();
        other.process().waitFor();
        for (BenchProcess bench : List.of(one, other)) {
            assertThat(bench.exitCode()).as(bench.err()).isZero();
            assertNothingIsLeftBy(bench);
        }
        for (int i = 1; i <= 2; i++) {
            Path runs = all.resolve("command-" + (folders - i)).resolve("results/runs/latest");
            List<TrialResult> trials = ResultStore.read(runs).trials();
            assertThat(trials).hasSize(2).allSatisfy(trial -> {
                assertThat(trial.status()).as(trial.reason()).isEqualTo(TrialStatus.VALID);
                assertThat(trial.events().lost()).isZero();
                assertThat(trial.events().duplicates()).isZero();
                assertThat(trial.events().finalCountsExact()).isTrue();
            });
        }
        assertThat(topics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "flink-hashmap, '', flink=http://KAFKA, 'what answers at http://KAFKA is no Flink job manager'",
        "flink-hashmap, '', flink=SPARKS_PAGE, 'is no Flink job manager'",
        "flink-hashmap, '', flink=SPARK, 'http://HOST:8081'",
        "flink-hashmap, --parallelism 9, flink=FLINK, 'the job needs 9 slots, and the cluster at FLINK has 4 free of 4'",
        "flink-hashmap, '', flink=OLDER, 'the cluster at OLDER is Flink 1.20.0, and the job is built for'",
        "spark, '', spark=FLINK, 'spark://HOST:7077'",
        "spark, '', spark=spark://KAFKA, 'no Spark master answers at spark://KAFKA'",
        "spark, --parallelism 9, spark=SPARK, 'the job needs 9 slots, and the cluster at SPARK has 4'",
    })
    void whatDoesNotFitIsSaidInOneSentenceBeforeAnythingRuns(
            String variant, String option, String cluster, String complaint) throws Exception {
        HttpServer older = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = "{\"flink-version\":\"1.20.0\",\"slots-total\":4,\"slots-available\":4}"
                .getBytes(StandardCharsets.UTF_8);
        older.createContext("/overview", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        older.start();
        try {
            Map<String, String> names = Map.of(
                    "SPARKS_PAGE", clusters.sparksPage(),
                    "OLDER", "http://127.0.0.1:" + older.getAddress().getPort(),
                    "FLINK", clusters.flink(),
                    "SPARK", clusters.spark(),
                    "KAFKA", kafka.bootstrapServers());
            BenchProcess bench = bench("run " + variant + " " + option + " --cluster " + named(cluster, names));
            assertThat(bench.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.USAGE);
            List<String> lines = bench.err().lines().toList();
            assertThat(lines.get(lines.size() - 1)).contains(named(complaint, names));
            assertThat(bench.err()).doesNotContain("warming up").doesNotContain("\tat ");
            assertNothingIsLeftBy(bench);
            assertThat(topics()).isEmpty();
        } finally {
            older.stop(0);
        }
    }

    private static String named(String text, Map<String, String> names) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replaceAll("\\b" + name.getKey() + "\\b", name.getValue());
        }
        return named;
    }

    @Test
    void checkpointsThatTheWorkersDoNotSeeAreNamedBeforeAnEventIsCounted() throws Exception {
        Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
        Process try0 = new ProcessBuilder("unshare", "-m", "true").start();
        assumeTrue(try0.waitFor() == 0, "mount namespaces are not permitted here");
        List<String> elsewhere = List.of(
                "unshare", "-m", "sh", "-c", "mount -t tmpfs none \"$0\" && exec \"$@\"", checkpoints.toString());
        try (ForeignClusters others = new ForeignClusters(elsewhere)) {
            for (String variantOnCluster : List.of(
                    "flink-rocksdb --cluster flink=" + others.flink(), "spark --cluster spark=" + others.spark())) {
                BenchProcess bench = bench("run " + variantOnCluster + " --checkpoints " + checkpoints.toUri());
                assertThat(bench.process().waitFor(120, TimeUnit.SECONDS)).isTrue();

                assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.USAGE);
                assertThat(bench.err())
                        .contains("do not see the driver's checkpoints in file:")
                        .contains("a store that all")
                        .doesNotContain("warming up")
                        .doesNotContain("\tat ");
                assertThat(others.running()).isEmpty();
                assertNothingIsLeftBy(bench);
            }
        }
    }

    private BenchProcess bench(String words) throws IOException {
        BenchProcess bench = BenchProcess.start(
                folder,
                (words + " --bootstrap-servers " + kafka.bootstrapServers() + " --rate 500 --keys 20 --out "
                                + folder.resolve("results"))
                        .trim()
                        .split(" +"));
        started.add(bench);
        return bench;
    }

    private static String onClusters() {
        return " --cluster flink=" + clusters.flink() + " --cluster spark=" + clusters.spark();
    }

    /** In the middle of a trial with checkpoints. */
    private BenchProcess measuring(String variant) throws Exception {
        String engine = variant.replaceAll("-.*", "");
        return measuring(
                variant, "--cluster " + engine + "=" + (engine.equals("flink") ? clusters.flink() : clusters.spark()));
    }

    private BenchProcess measuring(String variant, String options) throws Exception {
        BenchProcess bench =
                bench("run " + variant + " --warmup 2s --duration 10m --checkpoint-interval 1s --checkpoints "
                        + folder.resolve("checkpoints").toUri() + " " + options);
        while (!bench.err().contains("measuring")) {
            assertThat(bench.process().isAlive()).as(bench.err()).isTrue();
            Thread.sleep(100);
        }
        assertThat(clusters.running()).hasSize(1);
        return bench;
    }

    private static ProcessHandle driver(BenchProcess bench) {
        return bench.process()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("--spec"))
                .findFirst()
                .orElseThrow();
    }

    private void assertNothingIsLeftBy(BenchProcess bench) throws Exception {
        eventually(() -> clusters.running().isEmpty());
        assertThat(bench.leftovers()).isEmpty();
        assertThat(bench.temporaryFiles()).isEmpty();
        for (Path checkpoints : List.of(folder.resolve("checkpoints"), all.resolve("checkpoints"))) {
            if (Files.exists(checkpoints)) {
                try (var files = Files.list(checkpoints)) {
                    assertThat(files).isEmpty();
                }
            }
        }
    }

    private static List<String> topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return List.copyOf(admin.listTopics().names().get());
        }
    }

    private static void removeTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
        }
    }

    private static void eventually(Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + ORPHANED.toNanos();
        while (!holds.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(200);
        }
    }
}
