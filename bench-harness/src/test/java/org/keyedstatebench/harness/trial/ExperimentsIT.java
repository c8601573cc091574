package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Workload;

/** TTL, idle timers and pass-through on the real engines. */
@Timeout(240)
class ExperimentsIT {

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

    /** Keys that never pause lose their count, too, when an engine stalls for longer than the TTL: longer for batches. */
    @ParameterizedTest
    @CsvSource({"flink-rocksdb, 2", "spark, 5"})
    void aCountStartsAgainAfterItsTtlAndNotBefore(String name, int ttlSeconds) throws Exception {
        TrialResult result = fixture.run(
                TrialFixture.variant(name).withOperator(Operator.withTtl(Duration.ofSeconds(ttlSeconds))),
                Duration.ofSeconds(4L * ttlSeconds),
                new Experiment.Ttl(),
                new Workload(1_000, KeySpace.uniform(100), 0, 4, 100, 0));

        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.ttl().survivedBelowTtl()).isTrue();
        assertThat(result.ttl().shortestExpiredMs()).isNotNull();
        assertThat(result.ttl().longestSurvivedMs()).isNotNull();
        assertThat(result.events().finalCountsExact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flink-rocksdb", "spark"})
    void idleTimersFireForKeysThatAreIdle(String name) throws Exception {
        TrialResult result = fixture.run(
                TrialFixture.variant(name)
                        .withOperator(Operator.withIdleTimer(TimeDomain.PROCESSING_TIME, Duration.ofSeconds(1))),
                Duration.ofSeconds(7),
                Experiment.OFFERED,
                new Workload(500, KeySpace.uniform(5_000), 0, 4, 0, 0));

        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.timers().due()).isPositive();
        assertThat(result.timers().fired()).isPositive();
        assertThat(result.timers().delayNs().count()).isPositive();
        assertThat(result.events().duplicates()).isZero();
    }

    @Test
    void aProfiledTrialHasAFlameGraphOfItsWindowAndSaysThatItWasProfiled() throws Exception {
        TrialResult result =
                fixture.profiling(() -> fixture.run(TrialFixture.variant("flink-hashmap"), Duration.ofSeconds(4)));

        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.flags()).contains(Flag.PROFILED);
        assertThat(fixture.lastRun().resolve(result.files().get("flame")))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("CPU time of flink-hashmap")
                .contains("processElement");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flink-rocksdb", "spark"})
    void whatIsPassedThroughIsMeasuredLikeACount(String name) throws Exception {
        TrialResult result =
                fixture.run(TrialFixture.variant(name).withOperator(Operator.PASS_THROUGH), Duration.ofSeconds(3));

        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.events().lost()).isZero();
        assertThat(result.events().rowsPerEvent()).isEqualTo(1.0);
    }
}
