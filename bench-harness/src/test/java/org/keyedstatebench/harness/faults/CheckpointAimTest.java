package org.keyedstatebench.harness.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.signal.Signal;

class CheckpointAimTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Signal CHECKPOINT = new Signal.CheckpointCompleted(3, 100_000, 40, 1, 1);

    private static Signal batch(long startedAt, long durationMs, long rows) {
        return new Signal.BatchCompleted(1, startedAt, durationMs, rows, Map.of(), 0, 0, 0);
    }

    private static long at(List<Signal> signals, long nowMs, double point) {
        return CheckpointAim.next(signals, INTERVAL, nowMs, point).orElseThrow().atMs();
    }

    @Test
    void theNextCheckpointIsDueAtAWholeNumberOfIntervalsAfterTheLast() {
        assertThat(at(List.of(CHECKPOINT), 100_900, 0)).isEqualTo(105_000);
        assertThat(at(List.of(CHECKPOINT), 100_900, 0.5)).isEqualTo(105_020);
        // Others have come since, of which nobody has told yet.
        assertThat(at(List.of(CHECKPOINT), 111_000, 1)).isEqualTo(115_040);
        // It goes on just now, and its middle is still to come.
        assertThat(at(List.of(CHECKPOINT), 105_010, 0.5)).isEqualTo(105_020);
        assertThat(at(List.of(CHECKPOINT), 105_021, 0.5)).isEqualTo(110_020);
    }

    @Test
    void oneMicroBatchFollowsTheOther() {
        List<Signal> signals = List.of(batch(1_000, 400, 9), batch(1_400, 500, 9), batch(1_900, 3, 0));
        assertThat(at(signals, 1_910, 0.1)).isEqualTo(1_950);
        assertThat(at(signals, 1_960, 0.1)).isEqualTo(2_450);
        assertThat(CheckpointAim.next(signals, Duration.ZERO, 1_910, 1)
                        .orElseThrow()
                        .words())
                .isEqualTo("500 ms into a micro-batch, of which the last took 500 ms");
    }

    @Test
    void theMomentIsNeverOver() {
        for (long now = 99_000; now < 130_000; now += 7) {
            for (double point : new double[] {0, 0.3, 1}) {
                assertThat(at(List.of(CHECKPOINT), now, point)).isGreaterThan(now);
                assertThat(at(List.of(batch(98_000, 700, 5)), now, point)).isGreaterThanOrEqualTo(now);
            }
        }
    }

    @Test
    void withoutACheckpointThereIsNoAim() {
        assertThat(CheckpointAim.next(List.of(batch(1_900, 3, 0)), INTERVAL, 5_000, 0.5))
                .isEmpty();
        assertThat(CheckpointAim.next(List.of(CHECKPOINT), Duration.ZERO, 5_000, 0.5))
                .isEmpty();
    }
}
