package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.command.Home;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import picocli.CommandLine.Option;

/** Which engines a command knows; the same option wherever trials are run. Reads their descriptors once, when first asked. */
public final class EngineOptions {

    @Option(
            names = "--engine-home",
            paramLabel = "DIR",
            description =
                    "A folder with an engine.json, or with folders that have one: engines beside those of the suite; can be"
                            + " repeated (docs/engine-contract.md).")
    private List<Path> homes = new ArrayList<>();

    private EngineCatalogue catalogue;

    public EngineCatalogue catalogue() {
        if (catalogue == null) {
            catalogue = EngineCatalogue.of(Home.folder(), homes, Terminal::warn);
        }
        return catalogue;
    }
}
