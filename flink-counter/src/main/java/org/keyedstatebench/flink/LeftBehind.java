package org.keyedstatebench.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
        Files.createDirectories(file(spec).getParent());
        Files.writeString(file(spec), job.toHexString());
    }

    /** The job is over: whoever comes next need not look for it where nobody answers. */
    static void forget(JobSpec spec) throws IOException {
        Files.deleteIfExists(file(spec));
    }

    private static Path file(JobSpec spec) {
        return Path.of(spec.state().directory()).resolve(FILE);
    }

    /**
     * Ends the job that a driver with this specification has submitted last, if it still runs; returns when it is over.
     *
     * @throws Exception if it cannot be ended, with a sentence that names it
     */
    static void end(JobSpec spec) throws Exception {
        Path file = file(spec);
        if (spec.deployment() != null && spec.deployment().kind() == DeploymentKind.REMOTE && Files.exists(file)) {
            RestJob.end(
                    new FlinkRest(spec.deployment().address()),
                    JobID.fromHexString(Files.readString(file).strip()));
        }
    }

    /** As {@link #end}; of a cluster that cannot be reached it is known when the job is over. */
    static void outlive(JobSpec spec) throws Exception {
        long overNs = System.nanoTime() + RestJob.UNWATCHED_END.toNanos();
        try {
            end(spec);
        } catch (IOException unreachable) {
            System.err.println(unreachable.getMessage());
            // Not at all, where it took longer than that to find out.
            TimeUnit.NANOSECONDS.sleep(overNs - System.nanoTime());
        }
    }
}
