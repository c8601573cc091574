package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class MedianIntervalTest {

    @Test
    void threeValuesGiveTheirRangeWith75PerCent() {
        MedianInterval interval = MedianInterval.of(List.of(9.0, 2.0, 5.0)).orElseThrow();

        assertThat(interval.low()).isEqualTo(2);
        assertThat(interval.high()).isEqualTo(9);
        assertThat(interval.coverage()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void sixValuesAreTheFewestThatReach95PerCent() {
        assertThat(coverageOf(5)).isCloseTo(0.9375, within(1e-12));
        assertThat(coverageOf(6)).isCloseTo(0.96875, within(1e-12));
    }

    @Test
    void twelveValuesGiveTheThirdAndTheTenth() {
        List<Double> shuffled = new ArrayList<>(oneTo(12));
        Collections.shuffle(shuffled, new Random(1));

        MedianInterval interval = MedianInterval.of(shuffled).orElseThrow();

        assertThat(interval.low()).isEqualTo(3);
        assertThat(interval.high()).isEqualTo(10);
        assertThat(interval.coverage()).isCloseTo(1 - 2 * (1 + 12 + 66) / 4096.0, within(1e-12));
    }

    @Test
    void oneValueHasNoInterval() {
        assertThat(MedianInterval.of(List.of(4.0))).isEmpty();
        assertThat(MedianInterval.of(List.of())).isEmpty();
    }

    @Test
    void twoValuesGiveTheirRangeWithHalf() {
        assertThat(coverageOf(2)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void theCoverageIsThatOfTheBinomialDistribution() {
        for (int n = 2; n <= 1000; n++) {
            MedianInterval interval = MedianInterval.of(oneTo(n)).orElseThrow();
            var belowMedian = BinomialDistribution.of(n, 0.5);

            assertThat(interval.coverage())
                    .as("n = %d", n)
                    .isCloseTo(1 - 2 * belowMedian.cumulativeProbability(interval.rank() - 1), within(1e-9));
        }
    }

    @Test
    void theIntervalIsTheNarrowestThatReaches95PerCent() {
        for (int n = 6; n <= 1000; n++) {
            MedianInterval interval = MedianInterval.of(oneTo(n)).orElseThrow();
            var belowMedian = BinomialDistribution.of(n, 0.5);

            assertThat(interval.coverage()).as("n = %d", n).isGreaterThanOrEqualTo(0.95);
            assertThat(1 - 2 * belowMedian.cumulativeProbability(interval.rank()))
                    .as("coverage of the next narrower one, n = %d", n)
                    .isLessThan(0.95);
        }
    }

    @Test
    void theCoverageHoldsWhereTwoToTheMinusNIsNoDoubleAnyMore() {
        var belowMedian = BinomialDistribution.of(3000, 0.5);

        assertThat(MedianInterval.coverage(3000, 1450))
                .isCloseTo(1 - 2 * belowMedian.cumulativeProbability(1449), within(1e-9));
    }

    @Test
    void theWidestIntervalIsTheRange() {
        assertThat(MedianInterval.widestCoverage(2)).isCloseTo(0.5, within(1e-12));
        assertThat(MedianInterval.widestCoverage(3)).isCloseTo(0.75, within(1e-12));
    }

    private static double coverageOf(int n) {
        return MedianInterval.of(oneTo(n)).orElseThrow().coverage();
    }

    private static List<Double> oneTo(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().boxed().toList();
    }
}
