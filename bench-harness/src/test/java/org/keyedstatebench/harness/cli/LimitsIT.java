package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.result.Capacity;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** The commands that look for the limits of an engine, with real engines. */
@Timeout(300)
class LimitsIT {

    private static final String SHORT = " --warmup 1s --duration 3s --blocks 1 --seed 5 --keys 50 --out ";

    @TempDir
    private Path folder;

    @Test
    void aSweepMeasuresEveryVariantAtEveryRateAndDrawsTheCurve() throws Exception {
        Path results = folder.resolve("results");
        BenchProcess bench = BenchProcess.run(
                folder, ("sweep --rates 500,2000 --variants flink-hashmap" + SHORT + results).split(" "));
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);

        Path run = results.resolve("runs").resolve("latest").toRealPath();
        RunResult result = ResultStore.read(run);
        assertThat(result.trials())
                .extracting(trial -> trial.condition() + " " + trial.variant())
                .containsExactlyInAnyOrder("rate-500 flink-hashmap", "rate-2000 flink-hashmap");
        assertThat(result.trials()).extracting(TrialResult::status).containsOnly(TrialStatus.VALID);
        assertThat(run.resolve("curve-p99.svg")).content().startsWith("<svg").contains("flink-hashmap");
        assertThat(run.resolve("report.md")).content().contains("Latency and cost against the work");
    }

    @Test
    void aSearchEndsWithARateThatWasConfirmed() throws Exception {
        Path results = folder.resolve("results");
        BenchProcess bench = BenchProcess.run(
                folder,
                ("capacity --p99-below 30s --min-rate 400 --max-rate 800 --variants reference" + SHORT + results)
                        .split(" "));
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);

        RunResult result =
                ResultStore.read(results.resolve("runs").resolve("latest").toRealPath());
        Capacity found = result.capacity().get(0);
        assertThat(found.rate()).isEqualTo(800);
        assertThat(found.confirmed()).isTrue();
        assertThat(found.probes()).extracting(Capacity.Probe::rate).containsExactly(400L, 800L, 800L);
        assertThat(result.trials()).hasSize(3);
        assertThat(bench.out()).contains("reference sustains 800 events/s").contains("the limit may be higher");
        assertThat(bench.err()).as("trials too short for one").doesNotContain("rehearsal");
    }

    @Test
    void aKeyThatTheEngineDoesNotKnowEndsTheCommandWithTheEnginesWords() throws Exception {
        BenchProcess bench = BenchProcess.run(
                folder,
                ("sweep --knob execution.bufer-timeout.interval=1ms,2ms --variants flink-hashmap" + SHORT
                                + folder.resolve("results"))
                        .split(" "));
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.err())
                .contains("has no option 'execution.bufer-timeout.interval'")
                .contains("execution.buffer-timeout.interval")
                .contains("flink-hashmap-1ms");
        assertThat(bench.leftovers()).isEmpty();
    }
}
