package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangePointsTest {

    private static List<Double> noise(Random random, int n, double level) {
        return Stream.generate(() -> level * Math.exp(random.nextGaussian() * 0.05))
                .limit(n)
                .toList();
    }

    private static List<Double> joined(List<Double> a, List<Double> b) {
        List<Double> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    @Test
    void aStepIsFoundWhereItIs() {
        Random random = new Random(1);
        assertThat(ChangePoints.of(joined(noise(random, 10, 5), noise(random, 8, 7))))
                .containsExactly(10);
    }

    @Test
    void twoStepsAreTwoChanges() {
        Random random = new Random(2);
        List<Double> series = joined(joined(noise(random, 10, 5), noise(random, 10, 10)), noise(random, 10, 5));
        assertThat(ChangePoints.of(series)).containsExactly(10, 20);
    }

    @Test
    void shortSeriesSayNothing() {
        assertThat(ChangePoints.of(List.of())).isEmpty();
        assertThat(ChangePoints.of(joined(Collections.nCopies(3, 1.0), Collections.nCopies(4, 9.0))))
                .isEmpty();
    }

    @Test
    void aConstantHasNoChange() {
        assertThat(ChangePoints.of(Collections.nCopies(30, 5.0))).isEmpty();
    }

    @Test
    void noiseAloneHardlyEverHasAChange() {
        int alarms = 0;
        for (int seed = 0; seed < 200; seed++) {
            alarms += ChangePoints.of(noise(new Random(seed), 20, 5)).isEmpty() ? 0 : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(6);
    }

    @Test
    void theUnitDoesNotMatter() {
        Random random = new Random(3);
        List<Double> series = joined(noise(random, 9, 5), noise(random, 9, 8));
        assertThat(ChangePoints.of(series.stream().map(value -> value * 1e6).toList()))
                .isEqualTo(ChangePoints.of(series));
    }

    /** Levels one after the other, each of so many values, with a little noise. */
    private static List<Double> levels(double... levelsAndCounts) {
        Random random = new Random(5);
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < levelsAndCounts.length; i += 2) {
            all.addAll(noise(random, (int) levelsAndCounts[i + 1], levelsAndCounts[i]));
        }
        return all;
    }

    @Test
    void aChangeInsideOfWhatWasCutOutIsFoundToo() {
        assertThat(ChangePoints.of(levels(5, 12, 10, 12, 80, 12)))
                .as("before the cut")
                .containsExactly(12, 24);
        assertThat(ChangePoints.of(levels(5, 12, 80, 12, 160, 12)))
                .as("behind the cut")
                .containsExactly(12, 24);
        assertThat(ChangePoints.of(levels(5, 8, 9, 12, 90, 12, 7, 12)))
                .as("before a level that came and went")
                .containsExactly(8, 20, 32);
        assertThat(ChangePoints.of(levels(7, 12, 90, 12, 120, 12, 7, 12)))
                .as("in a level that came and went")
                .containsExactly(12, 24, 36);
    }

    @Test
    void aLevelOfFourValuesIsFoundWhereverItStands() {
        assertThat(ChangePoints.of(levels(9, 4, 5, 12))).containsExactly(4);
        assertThat(ChangePoints.of(levels(5, 12, 9, 4))).containsExactly(12);
        assertThat(ChangePoints.of(levels(5, 4, 9, 4, 5, 12))).containsExactly(4, 8);
        assertThat(ChangePoints.of(levels(5, 12, 9, 4, 5, 4))).containsExactly(12, 16);
    }

    @Test
    void aLevelOfThreeValuesIsNone() {
        List<Double> series = levels(5, 12, 9, 3);
        assertThat(ChangePoints.of(series)).doesNotContain(12);
        assertThat(ChangePoints.of(levels(9, 3, 5, 12))).doesNotContain(3);
    }
}
