package org.keyedstatebench.harness.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.Start;

/**
 * One build of an engine, ready to be started: what it says of itself, and what is there of it.
 *
 * @param engine what it says of itself
 * @param folder that its relative paths start from
 * @param argsFile for {@code java @FILE}; empty for an engine that is started by a command
 * @param more variables of its process, on top of those that the engine wants
 */
public record EngineBuild(EngineDescriptor engine, Path folder, Optional<Path> argsFile, Map<String, String> more) {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** With no variables but those that the engine wants. */
    public EngineBuild(EngineDescriptor engine, Path folder, Optional<Path> argsFile) {
        this(engine, folder, argsFile, Map.of());
    }

    /** The same with more variables. */
    EngineBuild with(Map<String, String> variables) {
        return new EngineBuild(engine, folder, argsFile, Map.copyOf(variables));
    }

    /** The whole command line. */
    List<String> command(List<String> jvmOptions, Path temporaryFolder, Path specFile) {
        List<String> command = new ArrayList<>(start().command(
                        folder, JAVA_HOME.resolve("bin").resolve("java"), allOptions(jvmOptions, temporaryFolder)));
        command.add("--spec");
        command.add(specFile.toString());
        return command;
    }

    /** Variables on top of those of this process. */
    Map<String, String> environment(List<String> jvmOptions, Path temporaryFolder) {
        Map<String, String> all =
                new TreeMap<>(start().environment(JAVA_HOME, allOptions(jvmOptions, temporaryFolder)));
        all.putAll(engine.environment());
        all.putAll(more);
        return all;
    }

    private Start start() {
        return argsFile.isEmpty() ? engine.start() : new Start(argsFile.get().toString(), null);
    }

    /** Temporary files of the engine go where the trial removes them. */
    private static List<String> allOptions(List<String> jvmOptions, Path temporaryFolder) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Djava.io.tmpdir=" + temporaryFolder);
        options.add("-XX:-UsePerfData");
        return options;
    }
}
