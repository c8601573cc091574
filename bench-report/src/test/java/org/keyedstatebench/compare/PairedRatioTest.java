package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.compare.PairedRatio.Verdict;
import org.keyedstatebench.result.RunResult;

class PairedRatioTest {

    @Test
    void ratiosAreTakenWithinBlocks() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .valid("spark", 1, 300)
                .valid("flink-hashmap", 1, 3)
                .valid("flink-hashmap", 2, 10)
                .valid("spark", 2, 500)
                .valid("flink-hashmap", 3, 4)
                .valid("spark", 3, 320)
                .build();

        PairedRatio ratio = ratio(run, "spark", "flink-hashmap");

        assertThat(ratio.byBlock()).containsOnlyKeys(1, 2, 3);
        assertThat(ratio.byBlock().get(1)).isCloseTo(100, within(1e-9));
        assertThat(ratio.byBlock().get(2)).isCloseTo(50, within(1e-9));
        assertThat(ratio.byBlock().get(3)).isCloseTo(80, within(1e-9));
        assertThat(ratio.median()).isCloseTo(80, within(1e-9));
        assertThat(ratio.interval().orElseThrow().low()).isCloseTo(50, within(1e-9));
        assertThat(ratio.interval().orElseThrow().high()).isCloseTo(100, within(1e-9));
        assertThat(ratio.verdict()).isEqualTo(Verdict.HIGHER);
    }

    @Test
    void aBlockInWhichOneSideIsNotValidDoesNotCount() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .valid("spark", 1, 300)
                .valid("flink-hashmap", 1, 3)
                .invalid("spark", 2, 500, 7, "7 events lost")
                .valid("flink-hashmap", 2, 5)
                .valid("spark", 3, 500)
                .failed("flink-hashmap", 3, "the engine died")
                .build();

        assertThat(ratio(run, "spark", "flink-hashmap").byBlock()).containsOnlyKeys(1);
    }

    @Test
    void withoutACommonValidBlockThereIsNoRatio() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .valid("spark", 1, 300)
                .valid("flink-hashmap", 2, 3)
                .build();

        assertThat(PairedRatio.of(run.trialsOf("spark"), run.trialsOf("flink-hashmap"), Metric.LATENCY_P50))
                .isEmpty();
    }

    @Test
    void theMedianOfAnEvenNumberIsTheGeometricMeanOfTheMiddleOnes() {
        assertThat(PairedRatio.of(Map.of(1, 2.0, 2, 8.0)).median()).isCloseTo(4, within(1e-12));
    }

    @Test
    void theOtherSideSeesTheInverse() {
        PairedRatio inverse = PairedRatio.of(Map.of(1, 2.0, 2, 8.0, 3, 4.0)).inverse();

        assertThat(inverse.median()).isCloseTo(0.25, within(1e-12));
        assertThat(inverse.interval().orElseThrow().low()).isCloseTo(0.125, within(1e-12));
        assertThat(inverse.interval().orElseThrow().high()).isCloseTo(0.5, within(1e-12));
        assertThat(inverse.verdict()).isEqualTo(Verdict.LOWER);
    }

    @Test
    void anIntervalThatIncludesOneDetectsNoDifference() {
        assertThat(PairedRatio.of(Map.of(1, 0.98, 2, 1.4, 3, 1.2)).verdict())
                .isEqualTo(Verdict.NO_DIFFERENCE_DETECTABLE);
        assertThat(PairedRatio.of(Map.of(1, 1.01, 2, 1.4, 3, 1.2)).verdict()).isEqualTo(Verdict.HIGHER);
    }

    @Test
    void oneBlockHasARatioButNoInterval() {
        PairedRatio ratio = PairedRatio.of(Map.of(1, 62.0));

        assertThat(ratio.median()).isCloseTo(62, within(1e-9));
        assertThat(ratio.interval()).isEmpty();
        assertThat(ratio.verdict()).isEqualTo(Verdict.NO_INTERVAL);
    }

    private static PairedRatio ratio(RunResult run, String judged, String base) {
        return PairedRatio.of(run.trialsOf(judged), run.trialsOf(base), Metric.LATENCY_P50)
                .orElseThrow();
    }

    @Test
    void anIntervalThatEndsAtOneIncludesIt() {
        assertThat(PairedRatio.of(Map.of(1, 1.0, 2, 1.4, 3, 1.2)).verdict())
                .isEqualTo(Verdict.NO_DIFFERENCE_DETECTABLE);
        assertThat(PairedRatio.of(Map.of(1, 1.0, 2, 0.7, 3, 0.8)).verdict())
                .isEqualTo(Verdict.NO_DIFFERENCE_DETECTABLE);
        assertThat(PairedRatio.of(Map.of(1, 0.99, 2, 0.7, 3, 0.8)).verdict()).isEqualTo(Verdict.LOWER);
    }

    @Test
    void aFigureOfZeroHasNoRatio() {
        RunResult run = new RunFixture()
                .defaultVariants()
                .valid("spark", 1, 300)
                .valid("reference", 1, 3)
                .build();

        // The reference writes nothing.
        assertThat(PairedRatio.of(run.trialsOf("spark"), run.trialsOf("reference"), Metric.WRITTEN_PER_EVENT))
                .isEmpty();
        assertThat(ratio(run, "spark", "reference").blocks()).isOne();
    }
}
