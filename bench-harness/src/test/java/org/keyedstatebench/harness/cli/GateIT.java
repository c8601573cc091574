package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.harness.gate.GateMetric;
import org.keyedstatebench.harness.gate.GateResult;
import org.keyedstatebench.harness.gate.GateResultJson;
import org.keyedstatebench.harness.gate.GateVerdict;

/** The gate from the command line to its exit code, with a real engine that is slower on purpose. */
class GateIT {

    @TempDir
    private Path folder;

    @Test
    void aDelayOnPurposeIsFound() throws Exception {
        Path results = folder.resolve("results");
        // Two pairs have no trustworthy interval; a delay of many times the median needs none, nor a quiet machine.
        BenchProcess bench = BenchProcess.run(
                folder,
                ("gate --variant flink-hashmap --candidate-set bench.test.delay=80ms --pairs 2 --no-guard --rate 500"
                                + " --keys 50 --warmup 1s --duration 2s --seed 9 --out " + results)
                        .split(" "));
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.REGRESSION);

        Path run = results.resolve("runs").resolve("latest").toRealPath();
        GateResult result = GateResultJson.read(Files.readString(run.resolve(GateResult.FILE)), GateResult.FILE);
        assertThat(result.judgement().verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(result.judgement().row(GateMetric.P50).confirmation()).isNotNull();
        assertThat(result.pairs()).hasSize(2);
        assertThat(result.confirmation()).hasSize(2);
        assertThat(bench.out()).contains("REGRESSION").contains("bench.test.delay=80ms");
        assertThat(run.resolve("junit.xml")).content().contains("<failure");
        assertThat(run.resolve("gate.html")).content().contains("bench.test.delay");
        assertThat(run.resolve("gate.md")).content().contains("p50");
        assertThat(bench.temporaryFiles()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();
    }
}
