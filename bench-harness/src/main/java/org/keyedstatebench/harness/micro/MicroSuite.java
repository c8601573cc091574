package org.keyedstatebench.harness.micro;

import java.nio.file.Path;
import java.util.Map;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.engine.EngineCatalogue;

/**
 * The benchmarks of one module, which run on the class path of its tests.
 *
 * @param module what its figures name
 * @param argsFile starts JMH with them
 * @param environment variables of its processes
 * @param oneSize regular expression of those to which the number of keys makes no difference; {@code null} for none
 */
public record MicroSuite(String module, Path argsFile, Map<String, String> environment, String oneSize) {

    private static final String HARNESS = "coverage-core";

    /** The harness' own hot paths. */
    public static MicroSuite ofHarness(EngineCatalogue catalogue) {
        return new MicroSuite(HARNESS, catalogue.microArgsFile(HARNESS), Map.of(), null);
    }

    /** @throws org.keyedstatebench.harness.engine.EngineException if it was not built */
    public static MicroSuite of(EngineDescriptor engine, EngineCatalogue catalogue) {
        return new MicroSuite(
                engine.micro().module(),
                catalogue.microArgsFile(engine),
                engine.environment(),
                engine.micro().oneSize());
    }
}
