package org.keyedstatebench.harness.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.harness.scenario.Resources;

/** The Java command line of an engine: the same JVM settings for every engine, so that none is favoured. */
public final class JavaProcess {

    private JavaProcess() {}

    /** Options that shape speed and memory; they stand in the fairness manifest. */
    public static List<String> jvmOptions(Resources resources) {
        return List.of(
                "-Xms" + resources.heapMb() + "m",
                "-Xmx" + resources.heapMb() + "m",
                "-XX:+Use" + resources.collector() + "GC",
                "-XX:ActiveProcessorCount=" + resources.processors(),
                "-XX:+ExitOnOutOfMemoryError");
    }

    /** The whole command line; temporary files of the engine go where the trial removes them. */
    static List<String> command(Path argsFile, List<String> jvmOptions, Path temporaryFolder, Path specFile) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-Djava.io.tmpdir=" + temporaryFolder);
        command.add("-XX:-UsePerfData");
        command.add("@" + argsFile);
        command.add("--spec");
        command.add(specFile.toString());
        return command;
    }
}
