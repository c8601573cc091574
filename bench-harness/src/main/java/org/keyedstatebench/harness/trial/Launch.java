package org.keyedstatebench.harness.trial;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.harness.engine.ClassArchive;
import org.keyedstatebench.harness.engine.EngineBuild;
import org.keyedstatebench.harness.engine.EngineProcess;
import org.keyedstatebench.harness.engine.EngineProfiler;

/**
 * What engines are started for beside the trial itself.
 *
 * @param profiled a flame graph is drawn while the engine is measured
 * @param fromArchive from its class archive, where there is one
 * @param archive takes the classes that the engine has loaded when it ends; {@code null} to measure
 */
@RecordBuilder
public record Launch(boolean profiled, boolean fromArchive, Path archive) implements LaunchBuilder.With {

    /** For nothing but the trial. */
    public static final Launch PLAIN = new Launch(false, true, null);

    /** With a flame graph. */
    public static final Launch PROFILED = new Launch(true, true, null);

    /** A machine of two cores writes an archive of 20,000 classes in about ten seconds. */
    private static final Duration GRACE_TO_ARCHIVE = Duration.ofMinutes(2);

    static Launch archiving(Path archive) {
        return new Launch(false, false, archive);
    }

    /** Whether an engine starts from an archive. */
    boolean usesArchive(EngineBuild build) {
        return fromArchive && build.argsFile().filter(ClassArchive::exists).isPresent();
    }

    /** Options of the JVM; the same for every engine. */
    List<String> jvmOptions(EngineBuild build) {
        List<String> options = new ArrayList<>();
        if (archive != null) {
            options.addAll(ClassArchive.optionsToMake(archive));
        } else if (fromArchive) {
            build.argsFile().map(ClassArchive::options).ifPresent(options::addAll);
        }
        if (profiled) {
            options.addAll(EngineProfiler.JVM_OPTIONS);
        }
        return options;
    }

    /** How long an engine may take to stop. */
    Duration grace() {
        return archive == null ? EngineProcess.GRACE : GRACE_TO_ARCHIVE;
    }
}
