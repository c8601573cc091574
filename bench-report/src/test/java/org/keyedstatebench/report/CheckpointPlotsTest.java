package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.Checkout;
import org.keyedstatebench.compare.RunFixture;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Scenario;

class CheckpointPlotsTest {

    private static final Scenario MATRIX = Checkout.MATRIX.of(EnumSet.of(Dimension.CHECKPOINTING), false, false, 1, 1);

    private final List<TrialResult> trials = new ArrayList<>();

    @Test
    void exactlyOnceIsDrawnAgainstItsIntervalWithHalfOfItBeside() {
        measured("keys-100", "flink-exactly-once-100ms", 70);
        measured("keys-100", "flink-exactly-once", 600);
        measured("slow-trigger", "flink-exactly-once-10s", 5_100);
        measured("keys-100", "flink-rocksdb", 6);
        measured("store-20ms", "flink-exactly-once-store-20ms", 900);

        Lines lines = onlyPlot("checkpoints-exactly-once");
        assertThat(lines.lines())
                .extracting(Line::label)
                .containsExactly("Flink with exactly-once", "half of the interval");
        assertThat(lines.lines().get(0).values()).isEqualTo(Map.of(100.0, 70.0, 1_000.0, 600.0, 10_000.0, 5_100.0));
        assertThat(lines.lines().get(1).values()).isEqualTo(Map.of(100.0, 50.0, 1_000.0, 500.0, 10_000.0, 5_000.0));
    }

    @Test
    void aStoreIsDrawnByItsDelayForEveryVariantThatKeepsCheckpointsThere() {
        measured("store-0ms", "spark-store-0ms", 300);
        measured("store-50ms", "spark-store-50ms", 1_200);
        measured("store-0ms", "flink-rocksdb-store-0ms", 6);
        measured("recovery-store-0ms", "flink-rocksdb-store-0ms", 999);
        measured("store-20ms", "flink-rocksdb-store-20ms", 7);
        measured("keys-100", "spark", 250);

        Lines p50 = onlyPlot("checkpoints-store-p50");
        assertThat(p50.lines()).extracting(Line::label).containsExactly("flink-rocksdb", "spark");
        assertThat(p50.lines().get(0).values()).isEqualTo(Map.of(0.0, 6.0, 20.0, 7.0));
        assertThat(p50.lines().get(1).values()).isEqualTo(Map.of(0.0, 300.0, 50.0, 1_200.0));
        assertThat(onlyPlot("checkpoints-store-p99").lines()).hasSize(2);
    }

    @Test
    void onePointIsNoCurve() {
        measured("keys-100", "flink-exactly-once", 600);
        measured("store-20ms", "spark-store-20ms", 300);

        assertThat(CheckpointPlots.of(run())).isEmpty();
    }

    private void measured(String condition, String variant, double p50Ms) {
        TrialResult any = new RunFixture()
                .defaultVariants()
                .valid("flink-hashmap", 1, p50Ms)
                .build()
                .trials()
                .get(0);
        trials.add(any.with(trial -> trial.condition(condition).variant(variant).order(trials.size() + 1)));
    }

    private RunResult run() {
        return RunFixture.sixVariants(1)
                .build()
                .with(run -> run.scenario(MATRIX).trials(trials));
    }

    private Lines onlyPlot(String id) {
        List<Plot> plots = CheckpointPlots.of(run()).stream()
                .map(Plot.class::cast)
                .filter(plot -> plot.id().equals(id))
                .toList();
        assertThat(plots).hasSize(1);
        return (Lines) plots.get(0).drawing();
    }
}
