package org.keyedstatebench.harness.micro;

import java.util.List;
import java.util.Map;
import org.keyedstatebench.harness.engine.EngineCatalogue;

/** The benchmarks of one module, which run on the class path of its tests. */
public enum MicroSuite {
    /** The harness' own hot paths. */
    HARNESS("bench-harness", null),
    /** Value state of Flink. */
    FLINK("flink-counter", "flink"),
    /** Value state of Spark. */
    SPARK("spark-counter", "spark");

    /** The suites that measure value state. */
    public static final List<MicroSuite> STATE = List.of(FLINK, SPARK);

    private final String module;
    private final String engine;

    /** @param engine whose variables the processes get; {@code null} for none */
    MicroSuite(String module, String engine) {
        this.module = module;
        this.engine = engine;
    }

    /** Folder and artifact of the module. */
    public String module() {
        return module;
    }

    /** Variables of its processes. */
    Map<String, String> environment() {
        return engine == null ? Map.of() : EngineCatalogue.find(engine).environment();
    }
}
