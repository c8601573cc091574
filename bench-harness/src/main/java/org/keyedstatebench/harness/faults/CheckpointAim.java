package org.keyedstatebench.harness.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyedstatebench.signal.Signal;

/**
 * Foretells when an engine will be in the middle of a checkpoint, or of a micro-batch, which ends with the commit of its state: engines
 * tell of either only when it is over, but they come at regular times. Pure.
 */
final class CheckpointAim {

    private CheckpointAim() {}

    /**
     * A moment within the next one.
     *
     * @param atMs epoch milliseconds
     * @param words what it is a moment of
     */
    record Moment(long atMs, String words) {}

    /**
     * @param signals in the order in which they came
     * @param interval between checkpoints
     * @param nowMs epoch milliseconds
     * @param point which part of it, 0 for its beginning to 1 for its end
     * @return empty if the engine has told of none yet
     */
    static Optional<Moment> next(List<Signal> signals, Duration interval, long nowMs, double point) {
        for (int i = signals.size() - 1; i >= 0; i--) {
            if (signals.get(i) instanceof Signal.CheckpointCompleted checkpoint && interval.toMillis() > 0) {
                long into = Math.round(point * Math.max(1, checkpoint.durationMs()));
                long every = interval.toMillis();
                long later = Math.max(1, (nowMs - into - checkpoint.triggeredAt()) / every + 1);
                return Optional.of(new Moment(
                        checkpoint.triggeredAt() + later * every + into,
                        into + " ms after a checkpoint was due, of which the last took " + checkpoint.durationMs()
                                + " ms"));
            }
            if (signals.get(i) instanceof Signal.BatchCompleted batch && batch.inputRows() > 0) {
                long takes = Math.max(1, batch.durationMs());
                long into = Math.round(point * takes);
                // One follows the other.
                long ended = batch.startedAt() + takes;
                long later = Math.max(0, (nowMs - into - ended + takes - 1) / takes);
                return Optional.of(new Moment(
                        ended + later * takes + into,
                        into + " ms into a micro-batch, of which the last took " + batch.durationMs() + " ms"));
            }
        }
        return Optional.empty();
    }
}
