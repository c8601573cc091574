package org.keyedstatebench.harness.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.harness.engine.EngineBuild;
import org.keyedstatebench.harness.engine.EngineLife;
import org.keyedstatebench.harness.engine.EngineProcess;
import org.keyedstatebench.harness.engine.JavaProcess;
import org.keyedstatebench.job.JobSpec;
import org.keyedstatebench.result.RunFolder.TrialFiles;
import org.keyedstatebench.result.StoredText;
import org.keyedstatebench.scenario.Resources;

/**
 * Starts a trial's engine as a process and keeps what it was told.
 *
 * @param files of the trial
 * @param temporaryFolder for the engine's temporary files; made here
 */
record EngineStarter(
        EngineBuild build,
        Resources resources,
        TrialFiles files,
        Path temporaryFolder,
        TrialClock clock,
        Launch launch) {

    EngineLife start(JobSpec spec) {
        Path told = temporaryFolder.resolve("job.json");
        try {
            Files.createDirectories(temporaryFolder);
            writeForUserOnly(told, spec.toJson());
            // Results are mailed and published: what is kept has no passwords.
            Files.writeString(files.spec(), spec.withoutSecrets().toJson());
            // A life that was killed in the middle of a line.
            StoredText.endLastLine(files.log());
            StoredText.endLastLine(files.signals());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the trial: " + e.getMessage(), e);
        }
        List<String> options = new ArrayList<>(JavaProcess.jvmOptions(resources));
        options.addAll(launch.jvmOptions(build));
        return EngineProcess.start(build, options, temporaryFolder, told, files.log(), files.signals(), clock::nanos);
    }

    /** It may hold passwords. A resumed engine gets another one. */
    static void writeForUserOnly(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }
}
