package org.keyedstatebench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.command.ExitCode;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.result.ResultStore;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.VariantManifest;

/** The main job with both engines on clusters of several processes, their checkpoints on an object store. */
@Timeout(600)
class ClusterIT {

    @TempDir
    private Path folder;

    @Test
    void bothEnginesAreMeasuredOnClustersWithCheckpointsOnAnObjectStore() throws Exception {
        Path results = folder.resolve("results");
        BenchProcess bench = BenchProcess.run(
                folder,
                ("compare --quick --no-table --variants flink-rocksdb,spark --deployment local-cluster --workers 2"
                                + " --checkpoint-latency 20ms --price 0.04/cpu-hour,0.005/gb-hour --rate 500 --keys 20 --warmup 2s --duration 4s --out "
                                + results)
                        .split(" "));

        assertThat(bench.exitCode()).as(bench.err()).isEqualTo(ExitCode.OK);
        assertThat(bench.err())
                .contains("starting an object store for checkpoints")
                .doesNotContain("cannot remove");
        assertThat(bench.temporaryFiles()).isEmpty();
        assertThat(bench.leftovers()).isEmpty();
        RunResult result = ResultStore.read(results.resolve("runs").resolve("latest"));
        assertThat(result.trials()).hasSize(2);
        for (TrialResult trial : result.trials()) {
            assertThat(trial.status()).as(trial.reason()).isEqualTo(TrialStatus.VALID);
            assertThat(trial.events().lost()).isZero();
            assertThat(trial.events().finalCountsExact()).isTrue();
            // Driver, master and two workers at least, each a JVM.
            assertThat(trial.resources().enginePeakRssBytes()).isGreaterThan(400L << 20);
            assertThat(trial.resources().engineCpuSeconds()).isPositive();
            assertThat(trial.resources().gcPauses())
                    .as("of a driver that does none of the work")
                    .isNull();
            assertThat(trial.resources().gcPauseTotalMs()).isNotNull();
            // That of the driver alone would be less than of all.
            assertThat(trial.resources().engineHeapPeakBytes()).isGreaterThan(100L << 20);
        }
        assertThat(result.scenario().variants())
                .allMatch(variant -> variant.placement().kind() == DeploymentKind.LOCAL_CLUSTER);
        assertThat(result.variants())
                .extracting(VariantManifest::settings)
                .allSatisfy(
                        settings -> assertThat(settings.get("job deployment")).startsWith("local cluster, workers: 2"))
                .allSatisfy(settings -> assertThat(settings).containsEntry("job checkpoints", "s3://checkpoints"))
                .allSatisfy(settings -> assertThat(settings).containsEntry("cluster slots", "2"));
        assertThat(result.environment().network()).singleElement().satisfies(way -> {
            assertThat(way.what()).isEqualTo("broker");
            assertThat(way.medianMs()).isPositive();
        });
        assertThat(bench.out()).contains("COST PER MILLION EVENTS").doesNotContain("not measurable here");
    }
}
