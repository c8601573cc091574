package org.keyedstatebench.flink;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.keyedstatebench.job.DeploymentKind;
import org.keyedstatebench.job.JobSpec;

/**
 * Finds the job of a driver that was killed without a word: on somebody else's cluster it goes on for a while, beside its successor, and
 * writes the checkpoints again that somebody removes.
 */
final class LeftBehind {

    private static final String FILE = "job-on-cluster";

    private LeftBehind() {}

    static void remember(JobSpec spec, JobID job) throws Exception {
        Path folder = Files.createDirectories(Path.of(spec.state().directory()));
        Files.writeString(folder.resolve(FILE), job.toHexString());
    }

    /**
     * Ends the job that a driver with this specification has submitted last, if it still runs; returns when it is over.
     *
     * @throws Exception if it cannot be ended, with a sentence that names it
     */
    static void end(JobSpec spec) throws Exception {
        Path file = Path.of(spec.state().directory()).resolve(FILE);
        if (spec.deployment() != null && spec.deployment().kind() == DeploymentKind.REMOTE && Files.exists(file)) {
            RestJob.end(
                    new FlinkRest(spec.deployment().address()),
                    JobID.fromHexString(Files.readString(file).strip()));
        }
    }
}
