package org.keyedstatebench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.harness.cli.BenchProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench self} as its user runs it, as short as it goes. */
@Timeout(180)
class SelfIT {

    private static final String SHORT = "self --quick --blocks 1 --events 100000 --duration 1s";

    @TempDir
    private Path folder;

    private String[] words() {
        return (SHORT + " --out " + folder.resolve("results")).split(" ");
    }

    @Test
    void everyFigureIsMeasuredBesideItsYardstick() throws Exception {
        BenchProcess bench = BenchProcess.run(folder, words());
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);
        assertThat(bench.err())
                .contains("5 measurements of the harness, about", "[1/5] coverage and recording", "[5/5] CPU")
                .contains(" left")
                .doesNotContain("WARN", "\tat ");
        assertThat(bench.out()).contains("at least x 1.20: ").doesNotContain("not measured");

        Path run = onlyRun();
        assertThat(bench.out()).startsWith(Files.readString(run.resolve("self.txt")));
        JsonNode result = JsonMapper.shared().readTree(Files.readString(run.resolve("self.json")));
        for (JsonNode speed : result.get("fullSpeed")) {
            assertThat(speed.get("generatorRateHz").asDouble()).isPositive();
            assertThat(speed.get("kafkaToolRateHz").asDouble()).isPositive();
        }
        assertThat(result.get("fullSpeed")).hasSize(2);
        assertThat(result.get("hotPath").get(0).get("nsPerEvent").asDouble()).isPositive();
        assertThat(result.get("lateness").get(0).get("maxNs").asLong()).isPositive();
        assertThat(result.get("cpu").get(0).get("bareCores").asDouble()).isPositive();
        leavesNothing(bench);
    }

    @ParameterizedTest
    @ValueSource(strings = {"self --blocks 0", "self --events -1", "self --duration 0"})
    void anOptionThatIsWrongIsRefusedBeforeAnythingStarts(String line) throws Exception {
        BenchProcess bench = BenchProcess.run(folder, line.split(" "));
        assertThat(bench.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.err()).startsWith("bench: ").contains("must be").doesNotContain("\tat ");
        assertThat(bench.out()).isEmpty();
    }

    @Test
    void ctrlCKeepsWhatWasMeasuredAndLeavesNothing() throws Exception {
        BenchProcess.assumeInterruptible();
        BenchProcess bench = BenchProcess.start(folder, words());
        while (!bench.err().contains("[2/5]")) {
            Thread.sleep(100);
            assertThat(bench.process().isAlive()).as(bench.err()).isTrue();
        }
        bench.interruptAll();
        assertThat(bench.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(bench.out()).contains("coverage and recording", "not measured", "Results: ");
        leavesNothing(bench);
    }

    private Path onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("results/runs"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    private static void leavesNothing(BenchProcess bench) throws Exception {
        assertThat(bench.leftovers()).isEqualTo(List.of());
        assertThat(bench.temporaryFiles()).isEmpty();
    }
}
