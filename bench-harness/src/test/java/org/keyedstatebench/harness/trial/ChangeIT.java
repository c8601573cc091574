package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Variant;

/** The real engines, whose jobs are changed in the middle of the load and go on from the state that they have kept. */
@Timeout(240)
class ChangeIT {

    private static final Duration AFTER = Duration.ofSeconds(4);

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

    @Test
    void aRescaledFlinkCountsOnExactlyFromItsSavepoint() throws Exception {
        Variant variant = TrialFixture.variant("flink-rocksdb");
        TrialResult result = exact(fixture.change(
                variant, variant.withName("unused"), new Experiment.Change(AFTER, "to 4", "savepoint", 4, null)));
        assertThat(result.recovery().repeatedEvents())
                .as("all rows were written before the savepoint was complete")
                .isZero();
    }

    @Test
    void aSparkThatIsToHaveMorePartitionsSaysThatItKeepsThoseOfItsCheckpoint() throws Exception {
        Variant variant = TrialFixture.variant("spark");
        Recovery.Change change = exact(fixture.change(
                        variant, variant.withName("unused"), new Experiment.Change(AFTER, "to 4", "restart", 4, null)))
                .recovery()
                .change();
        assertThat(change.inEffect()).isEqualTo(2);
        assertThat(change.words()).contains(".partitions'", "'4'", "'2'");
    }

    @Test
    void aRecordWithOneMoreFieldGoesOnFromTheOneWithout() throws Exception {
        exact(upgrade("flink-record", "flink-record-with-time"));
    }

    @Test
    void aRecordCannotGoOnFromALongAndTheEngineSaysSo() throws Exception {
        TrialResult result = upgrade("flink-rocksdb", "flink-record-with-time");
        assertThat(result.status()).isEqualTo(TrialStatus.UNSUPPORTED);
        assertThat(result.refusal().errorClass()).endsWith("StateMigrationException");
        assertThat(result.refusal().message()).contains("must not be incompatible");
        assertThat(fixture.engines()).isEmpty();
    }

    private static TrialResult upgrade(String from, String to) throws Exception {
        return fixture.change(
                TrialFixture.variant(from),
                TrialFixture.variant(to),
                new Experiment.Change(AFTER, "from " + from + " to " + to, null, null, to));
    }

    private static TrialResult exact(TrialResult result) {
        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.events().lost()).isZero();
        assertThat(result.events().gaps()).isZero();
        assertThat(result.events().finalCountsExact()).isTrue();
        Recovery recovery = result.recovery();
        assertThat(recovery.change().means()).isEqualTo(Recovery.Means.KEPT);
        assertThat(recovery.change().keepingMs()).isNotNull();
        assertThat(recovery.outageMs()).isPositive();
        assertThat(recovery.caughtUpMs()).isGreaterThanOrEqualTo(recovery.resumedMs());
        assertThat(result.flags()).doesNotContain(Flag.NOT_CAUGHT_UP);
        assertThat(fixture.engines()).isEmpty();
        return result;
    }
}
