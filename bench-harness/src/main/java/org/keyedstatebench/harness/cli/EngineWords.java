package org.keyedstatebench.harness.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keyedstatebench.engine.DescriptorException;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.scenario.Variant;

/**
 * What help texts say of the engines, from their descriptors: {@code ${engines.compared}} and the like in a description. Nothing is
 * read before help is asked for.
 */
final class EngineWords extends ResourceBundle {

    private static final String PREFIX = "engines.";

    private final Supplier<List<Path>> engineHomes;
    private final Map<List<Path>, EngineCatalogue> read = new HashMap<>();

    /** @param engineHomes folders that were named on the command line beside --help */
    EngineWords(Supplier<List<Path>> engineHomes) {
        this.engineHomes = engineHomes;
    }

    @Override
    protected Object handleGetObject(String key) {
        return key.startsWith(PREFIX) ? words(key.substring(PREFIX.length())) : null;
    }

    private String words(String key) {
        try {
            EngineCatalogue catalogue = read.computeIfAbsent(
                    engineHomes.get(), homes -> EngineCatalogue.of(Home.folder(), homes, Terminal::warn));
            return switch (key) {
                case "compared" -> names(catalogue.variants().compared());
                case "throughput" -> names(catalogue.variants().throughput());
                case "resuming" -> names(catalogue.variants().resuming());
                case "typical" -> catalogue.variants().typical().name();
                case "variants" -> String.join(", ", catalogue.variants().names());
                case "versions" -> String.join(", ", catalogue.versions().keySet());
                case "micro" ->
                    catalogue.engines().stream()
                            .filter(engine -> engine.micro() != null)
                            .map(EngineDescriptor::id)
                            .collect(Collectors.joining(", "));
                default -> null;
            };
        } catch (EngineException | DescriptorException | IllegalArgumentException e) {
            // Help must be there also where an engine is not.
            return "(" + e.getMessage() + ")";
        }
    }

    private static String names(List<Variant> variants) {
        return variants.stream().map(Variant::name).collect(Collectors.joining(","));
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.emptyEnumeration();
    }
}
