package org.keyedstatebench.scenario;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/**
 * What every engine gets of the machine, the same for each.
 *
 * @param heapMb heap of the engine's JVM, MiB, as both -Xms and -Xmx, 128 to 1,048,576
 * @param processors that the JVM is told it has (-XX:ActiveProcessorCount), 1 to 1,024
 * @param collector garbage collector option of the JVM, e.g. G1 for -XX:+UseG1GC
 * @param parallelism parallel tasks of each stage, 1 to 1,024
 */
@RecordBuilder
public record Resources(int heapMb, int processors, String collector, int parallelism)
        implements ResourcesBuilder.With {

    public static final Resources DEFAULT = new Resources(1024, 2, "G1", 2);

    public Resources {
        Check.range("resources.heapMb", heapMb, 128, 1 << 20);
        Check.range("resources.processors", processors, 1, 1024);
        Check.range("resources.parallelism", parallelism, 1, 1024);
        Objects.requireNonNull(collector, "resources.collector");
        if (!collector.matches("[A-Za-z0-9]+")) {
            throw new IllegalArgumentException(
                    "resources.collector must be the name in -XX:+Use<name>GC, such as G1, Parallel or Z; got '"
                            + collector + "'");
        }
    }
}
