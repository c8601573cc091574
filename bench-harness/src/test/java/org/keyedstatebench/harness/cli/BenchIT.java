package org.keyedstatebench.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunResult;

/** How commands end: exit codes, messages, and nothing left behind. */
@Timeout(120)
class BenchIT {

    @TempDir
    private Path folder;

    private BenchProcess bench(String commandLine) throws Exception {
        return BenchProcess.run(folder, commandLine.split(" "));
    }

    private static void saysWithoutStackTrace(BenchProcess bench, String... words) throws IOException {
        assertThat(bench.err()).contains(words).doesNotContain("\tat ");
        assertThat(bench.temporaryFiles()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();
    }

    @Test
    void aWrongCommandLineIsExitCode2AndSaysWhatIsWrong() throws Exception {
        BenchProcess bench = bench("compare --rate 0");
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.USAGE);
        saysWithoutStackTrace(bench, "workload.rate must be 1 to 10000000, got 0");
    }

    @Test
    void aFolderWithoutARunIsExitCode1() throws Exception {
        BenchProcess bench = bench("report no-such-folder");
        assertThat(bench.exitCode()).isEqualTo(ExitCode.FAILURE);
        saysWithoutStackTrace(bench, "no-such-folder");
    }

    @Test
    void anUnreachableKafkaIsExitCode1() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        BenchProcess bench =
                bench("compare --bootstrap-servers 127.0.0.1:" + port + " --out " + folder.resolve("results"));
        assertThat(bench.exitCode()).isEqualTo(ExitCode.FAILURE);
        saysWithoutStackTrace(bench, "127.0.0.1:" + port);
    }

    @Test
    void aPortInUseIsExitCode1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BenchProcess bench = bench("broker --port " + taken.getLocalPort());
            assertThat(bench.exitCode()).isEqualTo(ExitCode.FAILURE);
            saysWithoutStackTrace(bench, Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void anUnwritableResultFolderIsExitCode1() throws Exception {
        // A file where a folder is needed: unwritable for every user, root included.
        Path file = Files.writeString(folder.resolve("file"), "");
        BenchProcess bench = bench("run reference --out " + file);
        assertThat(bench.exitCode()).isEqualTo(ExitCode.FAILURE);
        saysWithoutStackTrace(bench, file.toString());
    }

    /** A terminal sends the signal to every process of the command. */
    @Test
    void ctrlCEndsEveryProcessAndKeepsWhatWasMeasured() throws Exception {
        BenchProcess.assumeInterruptible();
        Path results = folder.resolve("results");
        BenchProcess bench = BenchProcess.start(
                folder,
                ("compare --engines reference,flink-hashmap --rate 1000 --warmup 2s --duration 2s --blocks 20 --out "
                                + results)
                        .split(" "));
        while (bench.err().lines().noneMatch(line -> line.startsWith("[1/") && line.contains("valid: p50"))) {
            Thread.sleep(200);
            assertThat(bench.process().isAlive()).as(bench.err()).isTrue();
        }
        // Somewhere in the second trial.
        Thread.sleep(2500);
        bench.interruptAll();
        assertThat(bench.process().waitFor(10, TimeUnit.SECONDS))
                .as("ended within 10 s")
                .isTrue();
        assertThat(bench.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        saysWithoutStackTrace(bench, "starting Kafka");
        Path run = results.resolve("runs").resolve("latest").toRealPath();
        RunResult result = ResultStore.read(run);
        assertThat(result.status()).isEqualTo(RunResult.Status.INTERRUPTED);
        assertThat(result.trials()).isNotEmpty();
        // Written after everything was cleaned up in order, not when the hook lost its patience.
        assertThat(run.resolve("report.md")).exists();
        assertThat(bench("report " + run).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aKilledHarnessTakesItsProcessesWithIt() throws Exception {
        BenchProcess bench = BenchProcess.start(
                folder, ("run flink-hashmap --rate 1000 --duration 60s --out " + folder.resolve("results")).split(" "));
        while (!bench.err().contains("warming up")) {
            Thread.sleep(200);
            assertThat(bench.process().isAlive()).as(bench.err()).isTrue();
        }
        assertThat(bench.leftovers()).isNotEmpty();
        bench.process().toHandle().destroyForcibly();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!bench.leftovers().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
        assertThat(bench.leftovers()).isEmpty();
        // The next command clears away what the killed one could not.
        assertThat(bench("generate --rate 100 --duration 1s").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(bench.temporaryFiles()).isEmpty();
    }

    @Test
    void theGeneratorAloneReportsItsRateAndLateness() throws Exception {
        // In Turkish, where a capital i has a dot: Kafka's own broker does not start in it.
        BenchProcess bench = BenchProcess.run(
                folder,
                BenchProcess.livingIn(
                        new Locale.Builder().setLanguage("tr").setRegion("TR").build()),
                "generate --rate 2000 --duration 2s --malformed-every 100 --seed 3".split(" "));
        assertThat(bench.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(bench.out())
                .contains("sent 4,000 events and 40 malformed records, 0 failed")
                .contains("lateness p50");
    }

    @Test
    void standardOutputThatCannotBeWrittenIsExitCode1ButAReaderMayLeave() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs a disk that is always full");
        String help = "\"$0\" -Dbench.home=" + BenchProcess.HOME + " @"
                + BenchProcess.HOME.resolve("bench-harness/target/bench-harness.args") + " --help ";
        Process full = shell(help + ">/dev/full");
        String said = new String(full.getErrorStream().readAllBytes(), UTF_8);
        assertThat(full.waitFor()).isEqualTo(ExitCode.FAILURE);
        assertThat(said).startsWith("bench: cannot write to standard output: ").hasLineCount(1);

        assertThat(shell(help + ">/dev/full 2>&1").waitFor()).isEqualTo(ExitCode.FAILURE);

        // head has left before the JVM writes.
        Process head = shell("{ sleep 1; " + help + "; echo $? >&2; } | head -n 0");
        assertThat(new String(head.getErrorStream().readAllBytes(), UTF_8)).isEqualTo("0\n");
    }

    private static Process shell(String command) throws IOException {
        return new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        command,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .start();
    }

    @Test
    void helpTeachesAndVersionNamesTheEngines() throws Exception {
        assertThat(bench("--help").out()).contains("Examples", "Exit codes", "compare", "doctor");
        assertThat(bench("--version").out()).contains("flink", "spark", "kafka");
        assertThat(bench("generate-completion").out()).contains("complete ");
    }

    @Test
    void doctorSaysWhatThisMachineHas() throws Exception {
        BenchProcess bench = bench("doctor");
        assertThat(bench.exitCode()).isIn(ExitCode.OK, ExitCode.FAILURE);
        assertThat(bench.out())
                .containsIgnoringCase("cores")
                .containsIgnoringCase("memory")
                .containsIgnoringCase("docker");
    }
}
