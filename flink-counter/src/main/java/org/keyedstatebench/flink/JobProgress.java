package org.keyedstatebench.flink;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.keyedstatebench.signal.Signal;

/**
 * How far a job is: the same words for what Flink has in this process and for what it answers over REST.
 *
 * @param status of the job
 * @param allTasksRun whether every task runs, or has finished
 * @param checkpoints the newest complete ones, in the order of their numbers
 * @param completed how many checkpoints were completed
 * @param failed how many were not
 * @param restarts how often tasks were started again
 * @param parallelism tasks of the stage that has fewest; 0 if there are none yet
 */
record JobProgress(
        JobStatus status,
        boolean allTasksRun,
        List<Signal.CheckpointCompleted> checkpoints,
        long completed,
        long failed,
        int restarts,
        int parallelism) {

    private static final List<ExecutionState> RUNS = List.of(ExecutionState.RUNNING, ExecutionState.FINISHED);

    JobProgress {
        checkpoints = List.copyOf(checkpoints);
    }

    /** From Flink's own records in this process. */
    static JobProgress of(AccessExecutionGraph graph) {
        int restarts = 0;
        int tasks = 0;
        int running = 0;
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            tasks++;
            running += RUNS.contains(task.getExecutionState()) ? 1 : 0;
            restarts = Math.max(restarts, task.getCurrentExecutionAttempt().getAttemptNumber());
        }
        CheckpointStatsSnapshot statistics = graph.getCheckpointStatsSnapshot();
        return new JobProgress(
                graph.getState(),
                tasks > 0 && running == tasks,
                statistics == null
                        ? List.of()
                        : fromRecords(statistics.getHistory().getCheckpoints()),
                statistics == null ? 0 : statistics.getCounts().getNumberOfCompletedCheckpoints(),
                statistics == null ? 0 : statistics.getCounts().getNumberOfFailedCheckpoints(),
                restarts,
                StreamSupport.stream(graph.getVerticesTopologically().spliterator(), false)
                        .mapToInt(AccessExecutionJobVertex::getParallelism)
                        .min()
                        .orElse(0));
    }

    /**
     * From answers of REST, which lag behind.
     *
     * @param status is asked for by itself, because it is not cached there
     * @param statistics {@code null} if there are none, or not yet
     */
    static JobProgress of(JobStatus status, JobDetailsInfo details, CheckpointingStatistics statistics, int restarts) {
        return new JobProgress(
                status,
                !details.getJobVertexInfos().isEmpty()
                        && details.getJobVertexInfos().stream()
                                .allMatch(vertex -> count(vertex.getTasksPerState()) == vertex.getParallelism()),
                statistics == null ? List.of() : fromAnswers(statistics.getHistory()),
                statistics == null ? 0 : statistics.getCounts().getNumberCompletedCheckpoints(),
                statistics == null ? 0 : statistics.getCounts().getNumberFailedCheckpoints(),
                restarts,
                details.getJobVertexInfos().stream()
                        .mapToInt(JobDetailsInfo.JobVertexDetailsInfo::getParallelism)
                        .min()
                        .orElse(0));
    }

    private static int count(Map<ExecutionState, Integer> tasks) {
        return RUNS.stream().mapToInt(state -> tasks.getOrDefault(state, 0)).sum();
    }

    private static List<Signal.CheckpointCompleted> fromRecords(Collection<AbstractCheckpointStats> checkpoints) {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.getStatus() == CheckpointStatsStatus.COMPLETED)
                .map(checkpoint -> new Signal.CheckpointCompleted(
                        checkpoint.getCheckpointId(),
                        checkpoint.getTriggerTimestamp(),
                        checkpoint.getEndToEndDuration(),
                        checkpoint.getCheckpointedSize(),
                        checkpoint.getStateSize()))
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    private static List<Signal.CheckpointCompleted> fromAnswers(Collection<CheckpointStatistics> checkpoints) {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.getStatus() == CheckpointStatsStatus.COMPLETED)
                .map(checkpoint -> new Signal.CheckpointCompleted(
                        checkpoint.getId(),
                        checkpoint.getTriggerTimestamp(),
                        checkpoint.getDuration(),
                        checkpoint.getCheckpointedSize(),
                        checkpoint.getStateSize()))
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }
}
