package org.keyedstatebench.harness.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.result.MicroResult;

class MicroRunsTest {

    private long nowNs;

    @Test
    void casesAreTheProductOfParameters() {
        String printed = """
        Benchmarks:\s
        org.x.StateBenchmark.readModifyWrite
          param "keys" = {10, 20}
          param "backend" = {hashmap, rocksdb, forst}
        org.x.EventBenchmark.encode
        """;
        assertThat(MicroRuns.cases(printed.lines().toList())).isEqualTo(7);
    }

    @Test
    void remainingTimeIsThatOfThePlanUntilACaseIsDoneAndThenThatOfTheCases() {
        List<String> seen = new ArrayList<>();
        StepListener listener = new StepListener() {
            @Override
            public void started(int cases, String what, Duration estimate) {}

            @Override
            public void progress(int number, int cases, String what, Duration remaining) {
                seen.add(number + "/" + cases + " " + what + " " + remaining.toSeconds());
            }
        };
        MicroRuns.Progress progress = new MicroRuns.Progress(3, Duration.ofSeconds(10), () -> nowNs, listener);
        progress.line("# Benchmark: org.x.StateBenchmark.write");
        progress.line("# Parameters: (keys = 10)");
        progress.line("# Fork: 1 of 1");
        nowNs += 4_000_000_000L;
        progress.line("# Benchmark: org.x.EventBenchmark.encode");
        progress.line("Iteration   1: 3.1 ns/op");
        progress.line("something that an engine prints");
        assertThat(seen).containsExactly("1/3 StateBenchmark.write (keys = 10) 30", "2/3 EventBenchmark.encode 8");
    }

    @Test
    void figuresAreReadFromWhatJmhWrites(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("r.json"), json("ns/op"));
        assertThat(MicroRuns.figures(file, "m"))
                .containsExactly(new MicroResult.Figure(
                        "m", "StateBenchmark.write", Map.of("backend", "forst", "keys", "10"), 12.5, null, 24.0, 2, 3));
    }

    @Test
    void aFigureInAnotherUnitIsRefused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("r.json"), json("ops/s"));
        assertThatThrownBy(() -> MicroRuns.figures(file, "m")).hasMessageContaining("ns/op");
    }

    @Test
    void anEffortWithoutKeysOrWithImpossibleOnesIsRefused() {
        assertThatThrownBy(() -> MicroEffort.QUICK.withKeys(List.of())).hasMessageContaining("--keys");
        assertThatThrownBy(() -> MicroEffort.QUICK.withKeys(List.of(0))).hasMessageContaining("got [0]");
    }

    private static String json(String unit) {
        return """
                [{"benchmark": "org.x.StateBenchmark.write", "mode": "avgt", "forks": 2, "measurementIterations": 3,
                  "params": {"backend": "forst", "keys": "10"},
                  "primaryMetric": {"score": 12.5, "scoreError": "NaN", "scoreUnit": "%s"},
                  "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 24.0, "scoreUnit": "B/op"}}}]
                """.formatted(unit);
    }
}
