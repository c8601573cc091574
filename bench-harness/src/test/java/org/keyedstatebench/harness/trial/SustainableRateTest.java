package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.OfferedTrial;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

class SustainableRateTest {

    private final CapacitySearch.Limits rate = new CapacitySearch.Limits(Duration.ofMillis(100), 1, 1, 0.5);

    @Test
    void aValidTrialBelowTheBoundWithoutGrowthHolds() {
        assertThat(rate.whyNot(trial(TrialStatus.VALID, 99, backlog(5, -20, 30))))
                .isEmpty();
    }

    @Test
    void theBoundItselfIsNotBelowIt() {
        assertThat(rate.whyNot(trial(TrialStatus.VALID, 100, backlog(0, -1, 1))))
                .containsExactly("p99 was 100.0 ms, not below 100 ms");
    }

    @Test
    void aBacklogGrowsWhenItsWholeIntervalIsAboveOnePerCentOfTheRate() {
        assertThat(rate.whyNot(trial(TrialStatus.VALID, 5, backlog(40, 11, 69))))
                .containsExactly("the backlog grew by 40 (11 to 69) events a second");
        assertThat(rate.whyNot(trial(TrialStatus.VALID, 5, backlog(40, 10, 70))))
                .isEmpty();
    }

    @Test
    void aTrialThatIsNotValidDoesNotHold() {
        assertThat(rate.whyNot(trial(TrialStatus.INVALID, 5, backlog(0, 0, 0)))).containsExactly("3 events lost");
    }

    @Test
    void withoutSamplesNothingIsProven() {
        assertThat(rate.whyNot(trial(TrialStatus.VALID, 5, null)))
                .containsExactly("the window was too short to see whether the backlog grew");
    }

    private static TrialResult.Backlog backlog(double slope, double low, double high) {
        return new TrialResult.Backlog(slope, low, high, 12, 100);
    }

    private static TrialResult trial(TrialStatus status, long p99Ms, TrialResult.Backlog backlog) {
        boolean valid = status == TrialStatus.VALID;
        long p99 = p99Ms * 1_000_000;
        return OfferedTrial.of(
                "main",
                "v",
                1,
                1,
                status,
                valid ? null : "3 events lost",
                List.of(),
                null,
                valid ? new Percentiles(1000, 1, p99 / 2, p99 / 2, p99, p99, p99, p99 / 2.0) : null,
                new TrialResult.Throughput(
                        1000, 1000, 1000, 100, new Percentiles(0, 0, 0, 0, 0, 0, 0, 0), backlog, null));
    }
}
