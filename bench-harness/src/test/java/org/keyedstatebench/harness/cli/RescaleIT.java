package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** The command that asks running jobs for another parallelism, on real clusters. */
@Tag("full")
@Timeout(400)
class RescaleIT {

    @TempDir
    private Path folder;

    @Test
    void aRunningJobOnAClusterIsGivenMoreTasksAndFewerAgainAndCountsExactly() throws Exception {
        Path results = folder.resolve("results");
        BenchProcess bench = BenchProcess.run(
                folder,
                ("rescale --variants flink-rocksdb --deployment local-cluster --workers 2 --ways adaptive --rate 1000"
                                + " --seed 3 --out " + results)
                        .split(" "));
        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);
        var result = ResultStore.read(results.resolve("runs").resolve("latest").toRealPath());
        assertThat(result.trials()).hasSize(2);
        for (TrialResult trial : result.trials()) {
            assertThat(trial.status()).as(trial.reason()).isEqualTo(TrialStatus.VALID);
            assertThat(trial.events().lost()).isZero();
            assertThat(trial.events().finalCountsExact()).isTrue();
            assertThat(trial.recovery().change().means()).isEqualTo(Recovery.Means.RUNNING);
            assertThat(trial.recovery().outageMs()).isPositive();
        }
        assertThat(result.trials())
                .extracting(trial -> trial.recovery().change().inEffect())
                .containsExactlyInAnyOrder(2, 4);
        assertThat(bench.temporaryFiles()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();
    }
}
