package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** Brokers, clusters and harness that share no loopback address, as on hosts of their own. */
@Tag("full")
@Timeout(900)
class SeveralHostsIT {

    private static final int NOT_PERMITTED = 77;

    @TempDir
    private Path folder;

    private Process script;

    @AfterEach
    void end() throws Exception {
        if (script.isAlive()) {
            script.destroy();
            script.waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void bothEnginesCountEveryEventWhereNobodyReachesTheLoopbackAddressOfAnother() throws Exception {
        start("reference,flink-hashmap,flink-rocksdb,spark", "5s");
        int code = script.waitFor();

        assumeTrue(code != NOT_PERMITTED, log());
        assertThat(code).as(log()).isZero();
        RunResult result =
                ResultStore.read(folder.resolve("results").resolve("runs").resolve("latest"));
        assertThat(result.trials()).hasSize(4);
        for (TrialResult trial : result.trials()) {
            assertThat(trial.status()).as(trial.reason()).isEqualTo(TrialStatus.VALID);
            assertThat(trial.events().lost()).isZero();
            assertThat(trial.events().finalCountsExact()).isTrue();
        }
        assertThat(result.scenario().variants())
                .filteredOn(variant -> variant.placement() != null)
                .hasSize(3)
                .allMatch(variant -> variant.placement().kind() == DeploymentKind.REMOTE);
        // The driver of Spark is where executors on another host reach it.
        assertThat(log()).containsPattern("harness 10\\.77\\.0\\.3");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void ctrlCEndsAllOfIt() throws Exception {
        BenchProcess.assumeInterruptible();
        start("flink-rocksdb,spark", "10m");
        while (script.isAlive() && !log().contains("measuring")) {
            Thread.sleep(200);
        }
        assumeTrue(script.isAlive() || script.exitValue() != NOT_PERMITTED, log());
        List<String> command = new ArrayList<>(List.of("kill", "-INT", Long.toString(script.pid())));
        script.descendants().forEach(child -> command.add(Long.toString(child.pid())));
        new ProcessBuilder(command).start().waitFor();

        assertThat(script.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).as(log()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(leftovers()).isEmpty();
    }

    private void start(String variants, String duration) throws IOException {
        List<String> command = new ArrayList<>(List.of(BenchProcess.HOME.resolve("scripts/several-hosts") + ""));
        command.addAll(List.of(("--quick --no-table --rate 500 --keys 20 --warmup 2s --seed 7 --variants " + variants
                        + " --duration " + duration)
                .split(" ")));
        command.addAll(List.of("--out", folder.resolve("results").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .put("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString());
        script = builder.start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Namespaces, files and processes. */
    private List<String> leftovers() throws Exception {
        Process list = new ProcessBuilder("ip", "netns", "list").start();
        List<String> left = new ArrayList<>(list.inputReader()
                .lines()
                .filter(line -> line.startsWith("ksb" + script.pid() + "-"))
                .toList());
        list.waitFor();
        try (var files = Files.list(folder.resolve("tmp"))) {
            files.map(Path::toString).forEach(left::add);
        }
        ProcessHandle.allProcesses()
                .map(handle -> handle.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()))
                .forEach(left::add);
        return left;
    }
}
