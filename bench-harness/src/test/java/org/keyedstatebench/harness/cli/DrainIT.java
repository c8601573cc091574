package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** The command that lets engines drain, with real engines. */
@Timeout(300)
class DrainIT {

    @TempDir
    private Path folder;

    @Test
    void everyVariantDrainsTheSameRecordsAndLosesNone() throws Exception {
        Path results = folder.resolve("results");
        BenchProcess bench = BenchProcess.run(
                folder,
                ("drain --events 120000 --keys 50 --malformed-every 1000 --variants reference,flink-hashmap --blocks 1"
                                + " --seed 3 --out " + results)
                        .split(" "));
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);

        Path run = results.resolve("runs").resolve("latest").toRealPath();
        RunResult result = ResultStore.read(run);
        assertThat(result.trials()).hasSize(2);
        for (TrialResult trial : result.trials()) {
            assertThat(trial.status()).as(trial.reason()).isEqualTo(TrialStatus.VALID);
            assertThat(trial.events().sent()).isEqualTo(120_000);
            assertThat(trial.events().covered()).isEqualTo(120_000);
            assertThat(trial.events().malformed()).isEqualTo(120);
            assertThat(trial.latencyNs()).isNull();
            assertThat(trial.drain().perSecond()).isPositive();
            assertThat(trial.drain().middleSeconds())
                    .isLessThanOrEqualTo(trial.drain().totalSeconds());
            assertThat(trial.startup().firstCountMs()).isPositive();
            assertThat(trial.resources().events()).isBetween(1L, 120_000L);
            assertThat(trial.resources().harnessPeakRssBytes()).isPositive();
        }
        assertThat(result.trials().stream()
                        .map(trial -> JobSpec.read(run.resolve(trial.files().get("spec")))
                                .source())
                        .distinct())
                .as("input of every trial")
                .hasSize(1);
        assertThat(run.resolve("report.md"))
                .content()
                .contains("As a share of what the reference")
                .contains("120,000");
        assertThat(bench.temporaryFiles()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();
    }

    @Test
    void aRateAndTooFewEventsAreRefused() throws Exception {
        BenchProcess rate = BenchProcess.run(folder, "drain", "--rate", "1000");
        assertThat(rate.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(rate.err()).contains("--rate has no meaning for drain");

        BenchProcess few = BenchProcess.run(folder, "drain", "--events", "10");
        assertThat(few.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(few.err()).contains("drain.events must be 1000 to");
    }
}
