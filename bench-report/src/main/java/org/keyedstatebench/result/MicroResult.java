package org.keyedstatebench.result;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a run of micro-benchmarks found; stands in {@code micro.json}.
 *
 * @param schemaVersion of this form
 * @param id name of the run's folder
 * @param startedAt when it began
 * @param command as it was typed
 * @param environment the machine and the versions
 * @param jvmOptions of the JVMs that were measured
 * @param figures in the order in which they were measured
 */
public record MicroResult(
        int schemaVersion,
        String id,
        Instant startedAt,
        String command,
        Environment environment,
        List<String> jvmOptions,
        List<Figure> figures) {

    public static final int SCHEMA_VERSION = 1;

    /** The form in which it is kept. */
    public static final Document<MicroResult> DOCUMENT =
            new Document<>("micro.json", "micro-benchmarks", MicroResult.class, SCHEMA_VERSION);

    public MicroResult {
        jvmOptions = List.copyOf(jvmOptions);
        figures = List.copyOf(figures);
    }

    /**
     * One benchmark with one set of parameters.
     *
     * @param module that it belongs to
     * @param benchmark class and method
     * @param parameters by name, e.g. backend and keys
     * @param nsPerOp nanoseconds per operation
     * @param errorNs half of the 99.9 % confidence interval; {@code null} if there are too few values for one
     * @param bytesPerOp heap bytes that all threads allocated per operation; native memory is not in it
     * @param forks JVMs, one after another
     * @param iterations measured in each
     */
    public record Figure(
            String module,
            String benchmark,
            Map<String, String> parameters,
            double nsPerOp,
            Double errorNs,
            Double bytesPerOp,
            int forks,
            int iterations) {

        public Figure {
            Objects.requireNonNull(module, "module");
            Objects.requireNonNull(benchmark, "benchmark");
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }
}
