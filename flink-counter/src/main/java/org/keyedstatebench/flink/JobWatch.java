package org.keyedstatebench.flink;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;
import org.keyedstatebench.process.JvmWatch;
import org.keyedstatebench.process.SignalWriter;
import org.keyedstatebench.process.StopRequest;
import org.keyedstatebench.signal.Signal;

/**
 * Turns what happens to a job into signals, and a request to stop into its cancellation.
 *
 * <p>Reads Flink's own records of the job in this process instead of its REST interface, which serves copies that are
 * seconds old. For one thread.
 */
final class JobWatch {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int TICKS_BETWEEN_LOOKS = 10;
    private static final long CANCEL_SECONDS = 15;

    private final EmbeddedCluster cluster;
    private final Signal.Ready readySignal;
    private final SignalWriter signals;

    private boolean ready;
    private long newestCheckpoint;

    /** @param ready what to signal as soon as all tasks run */
    JobWatch(EmbeddedCluster cluster, Signal.Ready ready, SignalWriter signals) {
        this.cluster = cluster;
        this.readySignal = ready;
        this.signals = signals;
    }

    /**
     * Waits until the job was stopped or has reached its end.
     *
     * @return what to signal last
     * @throws Exception if the job fails, with Flink's cause
     */
    Signal.Stopped untilEnd(StopRequest stop) throws Exception {
        for (int tick = 0; !cluster.hasEnded() && !stop.await(TICK); tick++) {
            if (!ready || tick % TICKS_BETWEEN_LOOKS == 0) {
                look();
            }
        }
        cluster.cancel();
        JobResult result = cluster.result(CANCEL_SECONDS);
        AccessExecutionGraph last = cluster.snapshot();
        // From the graph, because the result names its status differently from one version of Flink to the next.
        if (last.getState() != JobStatus.CANCELED) {
            // Throws what made the job fail.
            result.toJobExecutionResult(getClass().getClassLoader());
            signalReady();
        }
        signalCheckpoints(last.getCheckpointStatsSnapshot());
        return new Signal.Stopped(total(result, WellFormed.MALFORMED), JvmWatch.heapPeakBytes(), metrics(result, last));
    }

    private void look() throws ExecutionException, InterruptedException, TimeoutException {
        AccessExecutionGraph now = cluster.snapshot();
        if (allTasksRun(now)) {
            signalReady();
        }
        signalCheckpoints(now.getCheckpointStatsSnapshot());
    }

    private void signalReady() {
        if (!ready) {
            ready = true;
            signals.write(readySignal);
        }
    }

    private static boolean allTasksRun(AccessExecutionGraph graph) {
        boolean any = false;
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            any = true;
            ExecutionState state = task.getExecutionState();
            if (state != ExecutionState.RUNNING && state != ExecutionState.FINISHED) {
                return false;
            }
        }
        return any;
    }

    private void signalCheckpoints(CheckpointStatsSnapshot checkpoints) {
        if (checkpoints == null) {
            return;
        }
        checkpoints.getHistory().getCheckpoints().stream()
                .filter(checkpoint -> checkpoint instanceof CompletedCheckpointStats
                        && checkpoint.getCheckpointId() > newestCheckpoint)
                .sorted((a, b) -> Long.compare(a.getCheckpointId(), b.getCheckpointId()))
                .forEach(this::signal);
    }

    private void signal(AbstractCheckpointStats checkpoint) {
        newestCheckpoint = checkpoint.getCheckpointId();
        signals.write(new Signal.CheckpointCompleted(
                checkpoint.getCheckpointId(),
                checkpoint.getTriggerTimestamp(),
                checkpoint.getEndToEndDuration(),
                checkpoint.getCheckpointedSize(),
                checkpoint.getStateSize()));
    }

    private static Map<String, Double> metrics(JobResult result, AccessExecutionGraph last)
            throws IOException, ClassNotFoundException {
        int restarts = 0;
        for (AccessExecutionVertex task : last.getAllExecutionVertices()) {
            restarts = Math.max(restarts, task.getCurrentExecutionAttempt().getAttemptNumber());
        }
        CheckpointStatsSnapshot checkpoints = last.getCheckpointStatsSnapshot();
        double completed = checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints();
        double failed = checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfFailedCheckpoints();
        return Map.of(
                "events",
                (double) total(result, WellFormed.EVENTS),
                "numRestarts",
                (double) restarts,
                "numberOfCompletedCheckpoints",
                completed,
                "numberOfFailedCheckpoints",
                failed);
    }

    /** An accumulator over all tasks; 0 if the job ended before a task opened. */
    private static long total(JobResult result, String accumulator) throws IOException, ClassNotFoundException {
        SerializedValue<OptionalFailure<Object>> value =
                result.getAccumulatorResults().get(accumulator);
        return value == null
                ? 0
                : (Long) value.deserializeValue(JobWatch.class.getClassLoader()).getUnchecked();
    }
}
