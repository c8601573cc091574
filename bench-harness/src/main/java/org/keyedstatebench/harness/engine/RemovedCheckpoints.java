package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.process.TemporaryFolders;

/** Removes the checkpoints that a job kept elsewhere, by the engine's own file systems, because only these know every kind of URI. */
public final class RemovedCheckpoints {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private RemovedCheckpoints() {}

    /**
     * @param jobIsLeft whether the job may still run on somebody else's cluster, where only its engine can end it
     * @param temporaryFolder of the engine; exists
     * @param specFile what the engine was told
     * @return why they could not be removed, in one sentence; empty if they are gone
     */
    public static Optional<String> of(
            EngineBuild build, JobSpec spec, boolean jobIsLeft, Path temporaryFolder, Path specFile)
            throws InterruptedException {
        String folder = spec.state().checkpointsUri();
        if (!jobIsLeft && folder.startsWith("file:")) {
            return TemporaryFolders.delete(Path.of(URI.create(folder)))
                    ? Optional.empty()
                    : Optional.of(sentence(folder, ""));
        }
        try {
            return build.sent("--remove-checkpoints", LIMIT, temporaryFolder, specFile)
                    .map(ended -> ended.isOk() ? "" : ", exit code " + ended.code() + ": " + ended.lastWords())
                    .or(() -> Optional.of(": it took longer than " + LIMIT.toSeconds() + " s"))
                    .filter(why -> !why.isEmpty())
                    .map(why -> sentence(folder, why));
        } catch (IOException e) {
            return Optional.of(sentence(folder, ": " + e.getMessage()));
        }
    }

    private static String sentence(String folder, String why) {
        return "cannot remove the checkpoints at " + folder + why;
    }
}
