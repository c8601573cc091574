package org.keyedstatebench.harness.compare;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.keyedstatebench.engine.DescriptorFile;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.harness.scenario.Dimension;
import org.keyedstatebench.harness.scenario.MatrixScenarios;
import org.keyedstatebench.harness.scenario.Scenario;

/** The engines of the table as they describe themselves, and one more that is known by its descriptor only. */
public final class DescribedEngines {

    /** The one that is known by its descriptor only. */
    public static final EngineDescriptor THIRD = DescriptorFile.read(
                    Path.of("src/test/resources/org/keyedstatebench/harness/compare", DescriptorFile.NAME))
            .engine();

    public static final List<EngineDescriptor> ALL =
            Stream.concat(Checkout.ENGINES.engines().stream(), Stream.of(THIRD)).toList();

    private DescribedEngines() {}

    /** The scenario of the table with the third engine in it. */
    public static Scenario scenario(Collection<Dimension> dimensions, boolean quick, int blocks) {
        return new MatrixScenarios(ALL).of(dimensions, quick, blocks, 1);
    }
}
