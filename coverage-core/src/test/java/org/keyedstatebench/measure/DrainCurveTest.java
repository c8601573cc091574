package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DrainCurveTest {

    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private long cpuNs;
    private final DrainCurve curve = new DrainCurve(() -> cpuNs);

    @Test
    void theRateIsThatOfTheEventsBetweenTwoPolls() {
        poll(0, 100);
        poll(1000, 100);
        poll(3000, 700);
        poll(9000, 100);

        DrainCurve.Stretch middle = curve.between(100, 900).orElseThrow();

        assertThat(middle.events()).isEqualTo(800);
        assertThat(middle.seconds()).isEqualTo(3.0);
        assertThat(middle.perSecond()).isEqualTo(800 / 3.0);
    }

    @Test
    void aRankWithinAPollIsReachedWhenThatPollReturns() {
        poll(0, 150);
        poll(1000, 700);
        poll(2000, 150);

        DrainCurve.Stretch middle = curve.between(100, 900).orElseThrow();

        assertThat(middle.events()).isEqualTo(850);
        assertThat(middle.seconds()).isEqualTo(2.0);
    }

    @Test
    void startUpAndStragglersDoNotCount() {
        poll(0, 1);
        for (int i = 1; i <= 100; i++) {
            poll(60_000 + i * 10, 10);
        }
        poll(200_000, 1);

        assertThat(curve.between(100, 900).orElseThrow().perSecond()).isEqualTo(1000);
    }

    @Test
    void eventsThatAllCameAtOneMomentHaveNoRate() {
        poll(5, 50);
        poll(10, 900);
        poll(15, 50);

        assertThat(curve.between(100, 900)).isEmpty();
    }

    @Test
    void aRankThatWasNeverReachedHasNoRate() {
        poll(5, 500);
        poll(10, 300);

        assertThat(curve.between(100, 900)).isEmpty();
    }

    @Test
    void pollsThatCoveredNothingLeaveNoTrace() {
        poll(0, 0);
        assertThat(curve.isEmpty()).isTrue();
        poll(7, 3);
        assertThat(curve.isEmpty()).isFalse();
        poll(9, 0);
        assertThat(curve.firstNs()).isEqualTo(curve.lastNs()).isEqualTo(7 * MS);
    }

    @Test
    void anEvenFlowHasNoBurstAndABatchIsOne() {
        for (int i = 0; i <= 1000; i++) {
            poll(700 + i, 1);
        }
        // A fiftieth of the time is 20 ms: from one poll to the twentieth after it.
        assertThat(curve.largestBurst(curve.between(1, 1001).orElseThrow())).isEqualTo(0.021);

        DrainCurve batches = new DrainCurve(() -> 0);
        for (int i = 0; i <= 10; i++) {
            batches.pollEnded(i * 1000L * MS, 60);
            batches.pollEnded((i * 1000 + 3) * MS, 40);
        }
        assertThat(batches.largestBurst(batches.between(100, 900).orElseThrow()))
                .isEqualTo(100.0 / 800);
    }

    @Test
    void emptyIntervalsCountInTheDistribution() {
        poll(0, 100);
        poll(50, 10);
        poll(350, 10);
        poll(400, 10);

        Histogram perInterval = curve.perInterval(curve.between(100, 130).orElseThrow(), 100 * MS);

        assertThat(perInterval.getTotalCount()).isEqualTo(4);
        assertThat(perInterval.getCountAtValue(10)).isEqualTo(2);
        assertThat(perInterval.getCountAtValue(0)).isEqualTo(2);
    }

    @Test
    void theCollectorsOwnTimeIsThatOfTheStretch() {
        cpuNs = 5 * MS;
        poll(0, 10);
        cpuNs = 45 * MS;
        poll(100, 10);
        cpuNs = 90 * MS;
        poll(200, 10);

        assertThat(curve.between(10, 20).orElseThrow().cpuNs()).isEqualTo(40 * MS);
    }

    @Test
    void stretchesAddUpWhateverThePolls() {
        Random random = new Random(7);
        long time = 0;
        for (int i = 0; i < 5000; i++) {
            time += 1 + random.nextInt(20);
            poll(time, random.nextInt(50));
        }
        long all = curve.total();
        DrainCurve.Stretch whole = curve.between(1, all).orElseThrow();
        DrainCurve.Stretch first = curve.between(1, all / 2).orElseThrow();
        DrainCurve.Stretch second = curve.between(all / 2, all).orElseThrow();

        assertThat(first.events() + second.events()).isEqualTo(whole.events());
        assertThat(first.seconds() + second.seconds()).isEqualTo(whole.seconds(), within(1e-9));
        assertThat(curve.largestBurst(whole)).isBetween(0.02, 1.0);
    }

    private void poll(long ms, long events) {
        curve.pollEnded(ms * MS, events);
    }

    @Test
    void theLastPollMayBeTheBurst() {
        for (int i = 0; i < 100; i++) {
            poll(i * 10L, 1);
        }
        poll(1_000, 100);

        assertThat(curve.largestBurst(curve.between(1, 200).orElseThrow())).isEqualTo(102.0 / 199);
    }
}
