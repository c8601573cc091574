package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.scenario.Timing;

class WarmUpTest {

    private static final int EVEN = 100;
    private static final long MS = 1_000_000;

    /** Latency, milliseconds, of a JVM that compiles: a third less each second until it rests at 10. */
    private static int falling(int second) {
        return (int) Math.max(10, 200 * Math.pow(2 / 3.0, second));
    }

    private static WarmUp warmUp(long warmupSeconds, long batchSeconds, long checkpointSeconds) {
        return new WarmUp(
                new Timing(
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(warmupSeconds),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60)),
                Duration.ofSeconds(batchSeconds),
                Duration.ofSeconds(checkpointSeconds));
    }

    private static Histogram second(int ms) {
        Histogram histogram = new Histogram(3);
        histogram.recordValue(ms * 1_000_000L);
        return histogram;
    }

    /** Plays an engine second by second. @return after how many the warm-up was over */
    private static int play(WarmUp warmUp, java.util.function.IntUnaryOperator ms, int firstCheckpoint) {
        int seconds = 0;
        while (!warmUp.isOver(Duration.ofSeconds(seconds), seconds >= firstCheckpoint)) {
            warmUp.add(second(ms.applyAsInt(seconds)));
            seconds++;
        }
        return seconds;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # warm-up | batch | over after
            0         | 0     | 0
            1         | 0     | 4
            2         | 0     | 4
            4         | 0     | 4
            5         | 0     | 5
            10        | 0     | 10
            10        | 5     | 10
            10        | 8     | 16
            2         | 10    | 20
            """)
    void aSteadyEngineIsWarmAfterTheLeastLengthOrTwoPeriods(long warmup, long batch, int seconds) {
        WarmUp warmUp = warmUp(warmup, batch, 0);
        assertThat(play(warmUp, s -> EVEN, 0)).isEqualTo(seconds);
        assertThat(warmUp.isSteady(false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # warm-up | batch | limit
            1         | 0     | 12
            4         | 0     | 12
            5         | 0     | 15
            10        | 0     | 30
            2         | 10    | 60
            """)
    void anEngineThatNeverGetsSteadyIsMeasuredAtTheLimit(long warmup, long batch, int seconds) {
        WarmUp warmUp = warmUp(warmup, batch, 0);
        assertThat(play(warmUp, s -> (int) (10 * Math.pow(1.3, s)), 0)).isEqualTo(seconds);
        assertThat(warmUp.isSteady(true)).isFalse();
    }

    @Test
    void whatStillCompilesIsGivenMoreTime() {
        WarmUp warmUp = warmUp(4, 0, 0);
        assertThat(play(warmUp, WarmUpTest::falling, 0)).isBetween(5, 11);
        assertThat(warmUp.isSteady(false)).isTrue();
    }

    /** By a quarter a second, which is steady, until it rests after 20 seconds. */
    private static int slowlyFalling(int second) {
        return (int) (40_000 * Math.pow(0.95, Math.min(second, 20)));
    }

    @Test
    void onlyALongWarmUpWaitsForAnEngineAtRest() {
        assertThat(play(warmUp(4, 0, 0), s -> (int) (40_000 * Math.pow(0.85, s)), 0))
                .isEqualTo(4);
        // Medians of periods of five seconds fall by more than a sixth while it falls by 5 % a second.
        assertThat(play(warmUp(10, 0, 0), WarmUpTest::slowlyFalling, 0)).isBetween(20, 29);
    }

    @Test
    void anEngineThatIsSteadyAtTheLimitButNotAtRestIsSteady() {
        WarmUp warmUp = warmUp(10, 0, 0);
        assertThat(play(warmUp, s -> (int) (1_000_000 * Math.pow(0.95, s)), 0)).isEqualTo(30);
        assertThat(warmUp.isSteady(false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # interval | first one | over after | steady
            0          | 99        | 10         | true
            15         | 17        | 17         | true
            15         | 30        | 30         | true
            15         | 99        | 30         | false
            16         | 99        | 10         | true
            """)
    void theFirstCheckpointBelongsToTheWarmUpIfItMayBeExpectedInHalfOfIt(
            long interval, int firstCheckpoint, int seconds, boolean isSteady) {
        WarmUp warmUp = warmUp(10, 0, interval);
        assertThat(play(warmUp, s -> EVEN, firstCheckpoint)).isEqualTo(seconds);
        assertThat(warmUp.isSteady(seconds >= firstCheckpoint)).isEqualTo(isSteady);
    }

    @Test
    void withoutAWarmUpNothingIsAwaited() {
        WarmUp warmUp = warmUp(0, 10, 1);
        assertThat(warmUp.isOver(Duration.ZERO, false)).isTrue();
        assertThat(warmUp.isSteady(false)).isTrue();
    }

    /** Seconds of these latencies, nanoseconds, each for a whole period. */
    private static void feed(WarmUp warmUp, int periodSeconds, long... nanos) {
        for (long value : nanos) {
            for (int n = 0; n < periodSeconds; n++) {
                Histogram second = new Histogram(3);
                second.recordValue(value);
                warmUp.add(second);
            }
        }
    }

    private static boolean isSteady(long... nanos) {
        WarmUp warmUp = warmUp(4, 0, 0);
        feed(warmUp, 2, nanos);
        return warmUp.isSteady(false);
    }

    private static boolean isAtRest(long... nanos) {
        WarmUp warmUp = warmUp(10, 0, 0);
        feed(warmUp, 5, nanos);
        return warmUp.isOver(Duration.ofSeconds(10), false);
    }

    @Test
    void isNotSteadyBeforeTwoPeriodsWereSeen() {
        WarmUp warmUp = warmUp(4, 0, 0);
        feed(warmUp, 1, 100 * MS, 100 * MS, 100 * MS);
        assertThat(warmUp.isSteady(false)).isFalse();
        feed(warmUp, 1, 100 * MS);
        assertThat(warmUp.isSteady(false)).isTrue();
    }

    @Test
    void isNotSteadyWhileLatencyStillFalls() {
        WarmUp warmUp = warmUp(4, 0, 0);
        feed(warmUp, 1, 900 * MS, 800 * MS, 300 * MS, 300 * MS);
        assertThat(warmUp.isSteady(false)).isFalse();
        feed(warmUp, 1, 280 * MS, 290 * MS);
        assertThat(warmUp.isSteady(false)).isTrue();
    }

    @Test
    void isNotAtRestWhileLatencyFallsByMoreThanASixth() {
        assertThat(isSteady(900 * MS, 700 * MS)).isTrue();
        assertThat(isAtRest(900 * MS, 700 * MS)).isFalse();
        assertThat(isAtRest(900 * MS, 700 * MS, 600 * MS)).isTrue();
    }

    @Test
    void mayRiseByNoiseAndBeAtRest() {
        assertThat(isAtRest(600 * MS, 850 * MS)).isTrue();
        assertThat(isAtRest(600 * MS, 850 * MS, 1_400 * MS)).isFalse();
    }

    @Test
    void isNotSteadyWhileABacklogBuildsUp() {
        assertThat(isSteady(150 * MS, 350 * MS)).isFalse();
    }

    @Test
    void smallLatenciesMayDifferByAnyFactor() {
        assertThat(isSteady(MS, 3 * MS)).isTrue();
    }

    @Test
    void twoMillisecondsApartIsNear() {
        // Values that a histogram of three digits gives back as they are.
        assertThat(isSteady(895, 2_000_895)).isTrue();
        assertThat(isSteady(895, 2_001_919)).isFalse();
        assertThat(isSteady(2_000_895, 895)).isTrue();
    }

    @Test
    void aPeriodWithoutAnyRowSaysNothing() {
        WarmUp warmUp = warmUp(4, 0, 0);
        feed(warmUp, 2, 100 * MS);
        warmUp.add(new Histogram(3));
        warmUp.add(new Histogram(3));
        assertThat(warmUp.isSteady(false)).isFalse();
    }
}
