package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.Start;
import org.keyedstatebench.harness.machine.OtherProgram;
import org.keyedstatebench.process.ChildProcess;

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

    /**
     * Has it do something else than its job, which takes a moment.
     *
     * @param errand the option that says what
     * @return empty if it did not end in time
     */
    Optional<OtherProgram.Ended> sent(String errand, Duration limit, Path temporaryFolder, Path specFile)
            throws IOException, InterruptedException {
        List<String> command = command(List.of(), temporaryFolder, specFile);
        command.add(errand);
        return OtherProgram.run(
                ChildProcess.of(command)
                        .environment(environment(List.of(), temporaryFolder))
                        .in(temporaryFolder),
                limit);
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
