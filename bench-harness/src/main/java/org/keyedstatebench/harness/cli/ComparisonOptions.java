package org.keyedstatebench.harness.cli;

import java.util.List;
import org.keyedstatebench.scenario.Scenario;
import picocli.CommandLine.Option;

/** Which variants to run under a scenario, and the scenario, as options; the same for every command that measures several. */
final class ComparisonOptions extends ScenarioOptions {

    /** Before all others, which picocli puts at -1. */
    private static final int FIRST = -2;

    @Option(
            names = {"--variants", "--engines"},
            split = ",",
            paramLabel = "LIST",
            order = FIRST,
            description =
                    "Variants, by name; an engine's stands for its main one (default: those of the scenario file, else"
                            + " ${bundle:engines.measured}; there are ${bundle:engines.variants}).")
    private List<String> variants;

    /** The scenario that was asked for, with the variants that were. */
    Scenario scenario(Scenario standard) {
        return scenario(standard, variants);
    }
}
