package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Workload;

class RemainingTimeTest {

    private final RemainingTime remaining =
            new RemainingTime(variant -> Checkout.ENGINES.engine(variant).startup());

    private static PlannedTrial trial(String variant, long warmupSeconds) {
        Timing timing = new Timing(
                Duration.ofSeconds(90),
                Duration.ofSeconds(warmupSeconds),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60));
        return new PlannedTrial(
                1,
                1,
                new Condition("main", Experiment.OFFERED, Workload.DEFAULT, timing, List.of(variant), List.of(), null),
                Checkout.VARIANTS.named(variant));
    }

    /** Start and stop of the engine; the warm-up, half as long again if it is a patient one; the window; batches. */
    @ParameterizedTest
    @CsvSource({
        "reference, 4, 27", // 3 + 4 + 20
        "reference, 10, 38", // 3 + 15 + 20
        "flink-hashmap, 4, 30", // 6 + 4 + 20
        "spark, 4, 37", // 13 + 4 + 20
        "spark-10s, 4, 73", // 13 + two batches + 20 + two batches
        "flink-exactly-once, 4, 32", // 6 + 4 + 20 + two checkpoint intervals
        "spark-10s, 20, 83", // 13 + 30 + 20 + two batches
    })
    void beforeATrialWasSeenItsPhasesTell(String variant, long warmupSeconds, long seconds) {
        assertThat(remaining.of(trial(variant, warmupSeconds))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void afterwardsTheLastTrialOfTheSameKindTells() {
        remaining.saw(trial("spark", 4), Duration.ofSeconds(99));
        remaining.saw(trial("spark", 4), Duration.ofSeconds(50));

        assertThat(remaining.of(List.of(trial("spark", 4), trial("reference", 4), trial("spark", 4))))
                .isEqualTo(Duration.ofSeconds(50 + 27 + 50));
    }
}
