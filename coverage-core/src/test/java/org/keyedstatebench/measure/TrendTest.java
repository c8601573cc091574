package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.measure.Trend.Sample;

class TrendTest {

    @Test
    void aLineHasItsSlopeAndNoDoubt() {
        Trend trend = Trend.of(List.of(new Sample(0, 5), new Sample(1, 8), new Sample(2, 11), new Sample(3, 14)))
                .orElseThrow();

        assertThat(trend.slope()).isEqualTo(3);
        assertThat(trend.low()).isEqualTo(3, within(1e-9));
        assertThat(trend.high()).isEqualTo(3, within(1e-9));
        assertThat(trend.samples()).isEqualTo(4);
    }

    @Test
    void theIntervalIsThatOfTheTextbook() {
        // Slope 0.6; residual sum of squares 2.4, 3 degrees of freedom, t = 3.18245, Sxx = 10: 0.6 +- 0.9001.
        Trend trend = Trend.of(List.of(
                        new Sample(1, 2), new Sample(2, 4), new Sample(3, 5), new Sample(4, 4), new Sample(5, 5)))
                .orElseThrow();

        assertThat(trend.slope()).isEqualTo(0.6, within(1e-12));
        assertThat(trend.low()).isEqualTo(0.6 - 0.90013, within(1e-4));
        assertThat(trend.high()).isEqualTo(0.6 + 0.90013, within(1e-4));
    }

    @Test
    void theIntervalHoldsTheTrueSlopeAsOftenAsItSays() {
        Random random = new Random(5);
        int held = 0;
        int repetitions = 4000;
        for (int r = 0; r < repetitions; r++) {
            List<Sample> series = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                series.add(new Sample(i, 100 - 2.5 * i + 40 * random.nextGaussian()));
            }
            Trend trend = Trend.of(series).orElseThrow();
            if (trend.low() <= -2.5 && -2.5 <= trend.high()) {
                held++;
            }
        }

        assertThat(held / (double) repetitions).isEqualTo(0.95, within(0.015));
    }

    @Test
    void withoutALineThereIsNoTrend() {
        assertThat(Trend.of(List.of(new Sample(0, 1), new Sample(1, 1)))).isEmpty();
        assertThat(Trend.of(List.of(new Sample(2, 1), new Sample(2, 2), new Sample(2, 3))))
                .isEmpty();
    }

    @Test
    void threeSamplesAreEnough() {
        assertThat(Trend.of(List.of(new Sample(0, 0), new Sample(1, 2), new Sample(2, 4)))
                        .orElseThrow()
                        .slope())
                .isEqualTo(2);
    }

    @Test
    void theTrendIsTheSameWhereverTheClockBeganAndHoweverMuchIsWaiting() {
        List<Sample> series = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            series.add(new Sample(1e9 + 0.1 * i, 1e9 + 0.7 + 0.3 * i));
        }

        assertThat(Trend.of(series).orElseThrow().slope()).isEqualTo(3, within(1e-4));
    }
}
