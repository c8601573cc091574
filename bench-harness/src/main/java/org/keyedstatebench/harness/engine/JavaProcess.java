package org.keyedstatebench.harness.engine;

import java.util.List;
import org.keyedstatebench.scenario.Resources;

/** The options of an engine's JVM: the same for every engine, so that none is favoured. */
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
}
