package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.signal.Signal;

class SignalSummaryTest {

    private static Signal.BatchCompleted batch(long id, long startedAt, long durationMs, long rows) {
        return new Signal.BatchCompleted(
                id, startedAt, durationMs, rows, Map.of("addBatch", durationMs / 2), 10, 1000, 4);
    }

    @Test
    void onlyWhatCompletedInTheWindowCounts() {
        SignalSummary summary = new SignalSummary(
                List.of(
                        new Signal.CheckpointCompleted(1, 900, 50, 10, 100),
                        new Signal.CheckpointCompleted(2, 990, 20, 20, 200),
                        new Signal.CheckpointCompleted(3, 1500, 40, 30, 300),
                        new Signal.CheckpointCompleted(4, 1990, 20, 40, 400)),
                1000,
                2000);
        assertThat(summary.checkpoints((goingOn, inside) -> null).count()).isEqualTo(2);
        assertThat(summary.checkpoints((goingOn, inside) -> null).durationMs().max())
                .isEqualTo(40);
        assertThat(summary.checkpoints((goingOn, inside) -> null).medianBytes()).isEqualTo(20);
        assertThat(summary.batches()).isNull();
    }

    @Test
    void emptyBatchesAreCountedApart() {
        SignalSummary summary = new SignalSummary(
                List.of(batch(1, 1000, 100, 500), batch(2, 1100, 10, 0), batch(3, 1200, 300, 700)), 1000, 2000);
        assertThat(summary.batches().count()).isEqualTo(2);
        assertThat(summary.batches().empty()).isEqualTo(1);
        assertThat(summary.batches().durationMs().max()).isEqualTo(300);
        assertThat(summary.batches().medianPhaseMs()).containsEntry("addBatch", 50L);
        assertThat(summary.checkpoints((goingOn, inside) -> null)).isNull();
    }

    @Test
    void pausesThatBeganInTheWindowCount() {
        SignalSummary summary = new SignalSummary(
                List.of(new Signal.GcPause(999, 5, "G1", "x"), new Signal.GcPause(1000, 7, "G1", "x")), 1000, 2000);
        assertThat(summary.gcPauses()).extracting(Signal.GcPause::durationMs).containsExactly(7L);
    }

    @Test
    void whatEndsWithTheWindowBelongsToTheNextOne() {
        Signal.GcPause pause = new Signal.GcPause(2000, 7, "G1", "x");
        assertThat(new SignalSummary(List.of(pause), 1000, 2000).gcPauses()).isEmpty();
        assertThat(new SignalSummary(List.of(pause), 2000, 3000).gcPauses()).containsExactly(pause);
    }

    @Test
    void latenciesAreSplitByAllCheckpointsAlsoByThoseThatEndedAfterTheWindow() {
        SignalSummary summary = new SignalSummary(
                List.of(
                        new Signal.CheckpointCompleted(1, 1100, 50, 10, 100),
                        new Signal.CheckpointCompleted(2, 1990, 20, 20, 200)),
                1000,
                2000);

        TrialResult.Checkpoints checkpoints = summary.checkpoints((goingOn, inside) -> {
            assertThat(goingOn).containsExactly(new TrialResult.Window(1100, 1150), new TrialResult.Window(1990, 2010));
            return new Percentiles(inside ? 1 : 2, 0, 0, 0, 0, 0, 0, 0);
        });
        assertThat(checkpoints.latencyInsideNs().count()).isEqualTo(1);
        assertThat(checkpoints.latencyOutsideNs().count()).isEqualTo(2);
    }

    @Test
    void emptyBatchesOfTheWindowAreGivenPerSecond() {
        SignalSummary summary = new SignalSummary(
                List.of(
                        batch(1, 900, 50, 0),
                        batch(2, 990, 20, 0),
                        batch(3, 1100, 10, 500),
                        batch(4, 1200, 10, 0),
                        batch(5, 1900, 200, 0),
                        batch(6, 2990, 10, 0)),
                1000,
                3000);
        assertThat(summary.emptyBatchesPerSecond()).isEqualTo(1.5);
        assertThat(new SignalSummary(List.of(batch(1, 2990, 20, 0)), 1000, 3000).emptyBatchesPerSecond())
                .isZero();
    }
}
