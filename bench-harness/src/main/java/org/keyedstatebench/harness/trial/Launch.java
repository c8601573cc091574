package org.keyedstatebench.harness.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.keyedstatebench.harness.engine.ClassArchive;
import org.keyedstatebench.harness.engine.EngineProcess;
import org.keyedstatebench.harness.engine.EngineProfiler;

/**
 * What engines are started for beside the trial itself.
 *
 * @param profiled a flame graph is drawn while the engine is measured
 * @param archive takes the classes that the engine has loaded when it ends; {@code null} to measure
 */
public record Launch(boolean profiled, Path archive) {

    /** For nothing but the trial. */
    public static final Launch PLAIN = new Launch(false, null);

    /** With a flame graph. */
    public static final Launch PROFILED = new Launch(true, null);

    /** A machine of two cores writes the archive of Spark's 20,000 classes in about ten seconds. */
    private static final Duration GRACE_TO_ARCHIVE = Duration.ofMinutes(2);

    static Launch archiving(Path archive) {
        return new Launch(false, archive);
    }

    /** Options of the JVM; the same for every engine. */
    List<String> jvmOptions(Path argsFile) {
        if (archive != null) {
            return ClassArchive.optionsToMake(archive);
        }
        return profiled
                ? Stream.concat(ClassArchive.options(argsFile).stream(), EngineProfiler.JVM_OPTIONS.stream())
                        .toList()
                : ClassArchive.options(argsFile);
    }

    /** How long an engine may take to stop. */
    Duration grace() {
        return archive == null ? EngineProcess.GRACE : GRACE_TO_ARCHIVE;
    }
}
