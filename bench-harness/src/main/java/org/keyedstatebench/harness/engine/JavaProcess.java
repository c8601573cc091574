package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.process.ChildProcess;
import org.keyedstatebench.scenario.Resources;

/** How JVMs are started: engines all with the same options, so that none is favoured, and what else the harness runs in one. */
public final class JavaProcess {

    private JavaProcess() {}

    /** Options that shape speed and memory; they stand in the fairness manifest. */
    public static List<String> jvmOptions(Resources resources) {
        List<String> options =
                new ArrayList<>(List.of("-Xms" + resources.heapMb() + "m", "-Xmx" + resources.heapMb() + "m"));
        options.addAll(optionsBesideHeap(resources));
        return options;
    }

    /** The same without those of the heap. */
    static List<String> optionsBesideHeap(Resources resources) {
        return List.of(
                "-XX:+Use" + resources.collector() + "GC",
                "-XX:ActiveProcessorCount=" + resources.processors(),
                "-XX:+ExitOnOutOfMemoryError");
    }

    /**
     * A JVM that runs a module.
     *
     * @param argsFile starts the module
     */
    public static ChildProcess.Builder of(List<String> jvmOptions, Path argsFile, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(jvmOptions);
        command.add("@" + argsFile);
        command.addAll(arguments);
        return ChildProcess.of(command);
    }

    /** @throws EngineException if it cannot be started; with its command */
    public static ChildProcess started(ChildProcess.Builder how) {
        try {
            return how.start();
        } catch (IOException e) {
            throw new EngineException("cannot start " + how.command() + ": " + e.getMessage(), e);
        }
    }
}
