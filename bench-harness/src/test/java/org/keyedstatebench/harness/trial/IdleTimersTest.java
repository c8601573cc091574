package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.measure.IdleTimerWatch;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

class IdleTimersTest {

    private static final IdleTimer PROCESSING_TIME = new IdleTimer(TimeDomain.PROCESSING_TIME, Duration.ofSeconds(2));
    private static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # due | fired | unexpected | reason | flags
            10    | 10    | 0          | -      | -
            10    | 9     | 0          | -      | TIMERS_MISSED
            10    | 1     | 0          | -      | TIMERS_MISSED
            10    | 10    | 1          | -      | TIMERS_UNEXPECTED
            10    | 9     | 1          | -      | TIMERS_MISSED,TIMERS_UNEXPECTED
            10    | 0     | 0          | none of the 10 idle timers that had to fire did | -
            0     | 0     | 0          | no idle timer had to fire in the measured window, so nothing was found out | -
            """)
    void timersMustHaveBeenDueAndSomeMustHaveFired(long due, long fired, long unexpected, String reason, String flags) {
        Verdict verdict = new Verdict(TrialStatus.VALID, null, List.of(Flag.NOT_STEADY))
                .withTimers(new TrialResult.Timers(1000, due, fired, unexpected, NONE));

        assertThat(verdict.status()).isEqualTo(reason == null ? TrialStatus.VALID : TrialStatus.INVALID);
        if (reason == null) {
            assertThat(verdict.reason()).isNull();
        } else {
            assertThat(verdict.reason()).startsWith(reason);
        }
        assertThat(verdict.flags().subList(1, verdict.flags().size()))
                .isEqualTo(
                        flags == null
                                ? List.of()
                                : Arrays.stream(flags.split(",", -1))
                                        .map(Flag::valueOf)
                                        .toList());
    }

    @Test
    void theResultIsWhatTheWatchSaw() {
        IdleTimerWatch watch = new IdleTimerWatch(3, event -> event, 100, 0, 20);
        watch.open(new Window(0, 100, 0, 10_000));
        watch.sent(0, 0);
        watch.row(0, 1, 107);
        watch.row(0, 1, 108);
        watch.sent(0, 300);
        watch.sent(1, 400);
        watch.finish();

        TrialResult.Timers timers = IdleTimers.result(PROCESSING_TIME, watch);

        assertThat(timers).isEqualTo(new TrialResult.Timers(2000, 3, 1, 1, new Percentiles(1, 7, 7, 7, 7, 7, 7, 7)));
    }

    @Test
    void aMicroBatchIsGivenTheTimeOfTwo() {
        assertThat(IdleTimers.tolerance(Checkout.VARIANTS.named("flink-hashmap")))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(IdleTimers.tolerance(Checkout.VARIANTS.named("spark"))).isEqualTo(Duration.ofSeconds(2));
        assertThat(IdleTimers.tolerance(Checkout.VARIANTS.named("spark-10s"))).isEqualTo(Duration.ofSeconds(22));
    }

    @Test
    void onlyEventTimeWaitsForTheWatermark() {
        Duration delay = Duration.ofSeconds(10);
        assertThat(IdleTimers.watermarkDelay(PROCESSING_TIME, delay)).isZero();
        assertThat(IdleTimers.watermarkDelay(new IdleTimer(TimeDomain.EVENT_TIME, Duration.ofSeconds(2)), delay))
                .isEqualTo(delay);
    }
}
