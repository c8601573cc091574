package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Placement;
import org.keyedstatebench.scenario.Variant;

/** The real engines, killed in the middle of the load and started again on their checkpoints. */
@Timeout(240)
class RecoveryIT {

    private static final Experiment KILL = new Experiment.Recovery(Duration.ofSeconds(4), null, null);

    @TempDir
    private static Path folder;

    private static TrialFixture fixture;

    @BeforeAll
    static void startBroker() {
        fixture = new TrialFixture(folder);
    }

    @AfterAll
    static void stopBroker() {
        fixture.close();
    }

    /** Every day, a campaign of faults proves the same; see TortureIT. */
    @Test
    @Tag("full")
    void aKilledFlinkLosesNothing() throws Exception {
        TrialResult result = recover(TrialFixture.variant("flink-rocksdb"));
        // It replays from its last checkpoint, at most a second back; the sink had written some of that already.
        assertThat(result.events().duplicates()).isPositive();
    }

    @Test
    void aKilledFlinkUnderExactlyOnceShowsNoDuplicate() throws Exception {
        TrialResult result = recover(TrialFixture.variant("flink-hashmap", Guarantee.EXACTLY_ONCE, Map.of()));
        assertThat(result.events().duplicates()).isZero();
    }

    /** Every day, a campaign of faults proves the same; see TortureIT. */
    @Test
    @Tag("full")
    void aKilledSparkLosesNothing() throws Exception {
        recover(TrialFixture.variant("spark"));
    }

    /** Nobody starts the job again: it goes on by itself, after its own cluster has noticed. In SQL, which only this test kills. */
    @Test
    void aKilledTaskManagerLosesNothing() throws Exception {
        Variant variant = TrialFixture.variant("flink-sql")
                .withPlacement(new Placement(DeploymentKind.LOCAL_CLUSTER, 2, null, null, null));
        TrialResult result = fixture.run(
                variant, Duration.ofSeconds(14), new Experiment.Recovery(Duration.ofSeconds(3), "worker", null));
        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.events().lost()).isZero();
        assertThat(result.events().finalCountsExact()).isTrue();
        assertThat(result.recovery().outageMs()).isPositive();
        assertThat(result.flags()).doesNotContain(Flag.NOT_CAUGHT_UP);
        assertThat(fixture.engines()).isEmpty();
    }

    @Test
    void aKilledBrokerEndsTheRunAndSaysSo() throws Exception {
        try (TrialFixture doomed = new TrialFixture(Files.createDirectory(folder.resolve("doomed")))) {
            CompletableFuture<Void> killed = CompletableFuture.runAsync(
                    doomed::killBroker, CompletableFuture.delayedExecutor(8, TimeUnit.SECONDS));
            assertThatThrownBy(() -> doomed.run(TrialFixture.variant("reference"), Duration.ofSeconds(30)))
                    .isInstanceOf(KafkaUnavailableException.class)
                    .hasMessageContaining("exit code 137");
            killed.join();
            assertThat(doomed.engines()).isEmpty();
        }
    }

    private TrialResult recover(Variant variant) throws Exception {
        TrialResult result = fixture.run(variant, Duration.ofSeconds(8), KILL);
        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.events().lost()).isZero();
        assertThat(result.events().gaps()).isZero();
        assertThat(result.events().finalCountsExact()).isTrue();
        // The outage is in the latencies: a new JVM needs longer than this to count its first event.
        assertThat(result.latencyNs().max())
                .isGreaterThan(Duration.ofMillis(1500).toNanos());
        Recovery recovery = result.recovery();
        assertThat(recovery.killedAfterMs()).isBetween(4_000L, 6_000L);
        // Nothing is covered between the kill and the first count of the new process, in whatever order rows come.
        assertThat(recovery.outageMs()).isGreaterThan(1_000);
        assertThat(recovery.resumedMs()).isGreaterThan(1_000);
        assertThat(recovery.caughtUpMs()).isGreaterThanOrEqualTo(recovery.resumedMs());
        assertThat(recovery.backlogPeak()).isGreaterThan(TrialFixture.RATE);
        assertThat(recovery.repeatedEvents())
                .isGreaterThanOrEqualTo(result.events().duplicates());
        assertThat(recovery.timeline()).anyMatch(second -> second.atMs() > 0 && second.covered() == 0);
        assertThat(result.flags()).doesNotContain(Flag.NOT_CAUGHT_UP);
        assertThat(fixture.engines()).isEmpty();
        return result;
    }
}
