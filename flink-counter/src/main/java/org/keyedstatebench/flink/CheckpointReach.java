package org.keyedstatebench.flink;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;
import org.keyedstatebench.job.JobSpec;

/**
 * Finds out whether task managers see the same checkpoints as the driver: with a folder of a local disk on several hosts each of them
 * keeps its own, and Flink notices only when it restores.
 */
final class CheckpointReach implements AutoCloseable {

    private static final String PARAMETER = "checkpoints.marker";
    private static final String BLIND = "do not see the driver's checkpoints";

    /** {@code null} where there are no checkpoints. */
    private final Path marker;

    private CheckpointReach(Path marker) {
        this.marker = marker;
    }

    /** Writes a file for the tasks of a job to look for. */
    static CheckpointReach mark(JobSpec spec) throws IOException {
        if (spec.state().checkpointInterval().isZero()) {
            return new CheckpointReach(null);
        }
        Path marker = new Path(spec.state().checkpointsUri(), "seen-by-all-" + JobID.generate());
        marker.getFileSystem().create(marker, FileSystem.WriteMode.OVERWRITE).close();
        return new CheckpointReach(marker);
    }

    /** Has the tasks of the job that is configured look for it. */
    void addTo(Configuration configuration) {
        if (marker != null) {
            configuration.set(PipelineOptions.GLOBAL_JOB_PARAMETERS, Map.of(PARAMETER, marker.toString()));
        }
    }

    /** In a task, before it takes an event; a job that has begun well is not asked again when it is restarted. */
    static void check(RuntimeContext task) {
        String marker = task.getGlobalJobParameters().get(PARAMETER);
        if (marker == null || task.getTaskInfo().getAttemptNumber() > 0) {
            return;
        }
        Path path = new Path(marker);
        String why = "";
        try {
            if (path.getFileSystem().exists(path)) {
                return;
            }
        } catch (IOException e) {
            why = " (" + e.getMessage() + ")";
        }
        throw new SuppressRestartsException(
                new IllegalStateException(
                        "task managers " + BLIND + " in "
                                + path.getParent() + why
                                + ": name a folder of a store that all hosts of the cluster reach, such as s3: or hdfs: (--checkpoints)"));
    }

    /** What a task has found, if that is why a job failed. */
    static Optional<String> finding(Throwable failure) {
        return ExceptionUtils.findThrowableWithMessage(failure, BLIND).map(found -> {
            String message = found.getMessage();
            return message.substring(Math.max(0, message.indexOf("task managers " + BLIND)));
        });
    }

    @Override
    public void close() {
        try {
            if (marker != null) {
                marker.getFileSystem().delete(marker, false);
            }
        } catch (IOException e) {
            // It is an empty file, and goes with its folder.
            System.err.println("cannot remove " + marker + ": " + e.getMessage());
        }
    }
}
