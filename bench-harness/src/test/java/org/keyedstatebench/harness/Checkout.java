package org.keyedstatebench.harness;

import java.nio.file.Path;
import java.util.List;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.scenario.BuiltInVariants;
import org.keyedstatebench.scenario.MatrixScenarios;
import org.keyedstatebench.scenario.Scenarios;

/** The engines of this checkout, as their modules describe them, for tests that need some. */
public final class Checkout {

    public static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    public static final EngineCatalogue ENGINES = EngineCatalogue.of(HOME, List.of(), warning -> {
        throw new IllegalStateException(warning);
    });

    public static final BuiltInVariants VARIANTS = ENGINES.variants();
    public static final Scenarios SCENARIOS = ENGINES.scenarios();
    public static final MatrixScenarios MATRIX = new MatrixScenarios(ENGINES.engines());

    private Checkout() {}
}
