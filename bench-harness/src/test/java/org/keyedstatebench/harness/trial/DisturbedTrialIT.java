package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.TrialTrace;

/** What a trial says when something goes wrong with its engine. */
@Timeout(180)
class DisturbedTrialIT {

    @TempDir
    private static Path folder;

    private static TrialFixture fixture;

    @BeforeAll
    static void startBroker() {
        fixture = new TrialFixture(folder, Map.of("delete.topic.enable", "false"));
    }

    @AfterAll
    static void stopBroker() {
        fixture.close();
    }

    @Test
    void aStallOfTheEngineShowsInFull() throws Exception {
        Duration stall = Duration.ofSeconds(2);
        Duration window = Duration.ofSeconds(10);
        TrialResult result =
                fixture.runDisturbed(TrialFixture.variant("reference"), window, () -> stopAndContinue(stall));
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.latencyNs().max()).isGreaterThanOrEqualTo(stall.toNanos());
        // Every event that was due in the first second of the stall waited for at least one more second: 1 of 10
        // seconds.
        Histogram latency =
                TrialTrace.read(fixture.lastRun(), result).orElseThrow().latency();
        double delayed =
                1 - latency.getPercentileAtOrBelowValue(Duration.ofSeconds(1).toNanos()) / 100;
        assertThat(delayed).isBetween(0.09, 0.25);
        assertThat(latency.getTotalCount()).isEqualTo(TrialFixture.RATE * window.toSeconds());
        assertThat(result.latencyNs().count()).isEqualTo(latency.getTotalCount());
        assertThat(fixture.warnings())
                .as("the broker deletes no topics, and the result is there all the same")
                .anySatisfy(warning -> assertThat(warning)
                        .contains("cannot delete the topic 'test-")
                        .contains("-counts-1-reference'")
                        .contains("it stays until its broker ends"));
    }

    @Test
    void anEngineThatDiesFailsItsTrialWithTheEndOfItsLog() throws Exception {
        TrialResult result = fixture.runDisturbed(
                TrialFixture.variant("reference"), Duration.ofSeconds(20), () -> engine().destroyForcibly());
        assertThat(result.status()).isEqualTo(TrialStatus.FAILED);
        assertThat(result.reason()).contains("exit code 137");
        assertThat(result.latencyNs()).isNull();
        assertThat(fixture.engines()).isEmpty();
    }

    /** The other variants meet malformed events in {@code CompareIT}. */
    @Test
    void malformedEventsAreCountedAlsoWhereEveryEventHasARowOfItsOwn() throws Exception {
        TrialResult result = fixture.run(TrialFixture.variant("spark-per-event"), Duration.ofSeconds(4));
        assertThat(result.reason()).isNull();
        assertThat(result.status()).isEqualTo(TrialStatus.VALID);
        assertThat(result.events().malformedSent()).isPositive();
        assertThat(result.events().malformed()).isEqualTo(result.events().malformedSent());
        assertThat(result.events().rowsPerEvent()).isEqualTo(1.0);
    }

    private static void stopAndContinue(Duration stall) {
        ProcessHandle engine = engine();
        signal("STOP", engine);
        sleep(stall);
        signal("CONT", engine);
    }

    private static ProcessHandle engine() {
        return fixture.engines().get(0);
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
