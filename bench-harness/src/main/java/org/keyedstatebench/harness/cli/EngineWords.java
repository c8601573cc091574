package org.keyedstatebench.harness.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.ResourceBundle;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyedstatebench.command.Home;
import org.keyedstatebench.command.Terminal;
import org.keyedstatebench.engine.DescriptorException;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.scenario.BuiltInVariants;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What help texts say of the engines, from their descriptors: {@code ${engines.compared}} and the like in a description. Nothing is
 * read before help is asked for.
 */
final class EngineWords extends ResourceBundle {

    private static final String PREFIX = "engines.";

    private final CommandLine command;
    private EngineCatalogue catalogue;

    /** @param command whose help it is; it may have been told of engines beside --help */
    EngineWords(CommandLine command) {
        this.command = command;
    }

    @Override
    protected Object handleGetObject(String key) {
        return key.startsWith(PREFIX) ? words(key.substring(PREFIX.length())) : null;
    }

    private String words(String key) {
        try {
            if (catalogue == null) {
                OptionSpec homes = command.getCommandSpec().findOption("--engine-home");
                catalogue = EngineCatalogue.of(Home.folder(), homes.getValue(), Terminal::warn);
            }
            return switch (key) {
                case "measured" -> names(measured(catalogue.variants()));
                case "typical" -> catalogue.variants().typical().name();
                case "variants" -> String.join(", ", catalogue.variants().names());
                case "rescales" ->
                    catalogue.engines().stream()
                            .flatMap(engine -> engine.supports().rescales().stream()
                                    .map(way -> way.name() + " (" + engine.id() + ": " + way.says() + ")"))
                            .collect(Collectors.joining("; "));
                case "versions" -> String.join(", ", catalogue.versions().keySet());
                case "cluster" -> clusters().findFirst().orElse("ENGINE=ADDRESS");
                case "clusters" -> clusters().collect(Collectors.joining(", "));
                case "micro" ->
                    engines(engine -> engine.micro() != null)
                            .map(EngineDescriptor::id)
                            .collect(Collectors.joining(", "));
                default -> null;
            };
        } catch (EngineException | DescriptorException | IllegalArgumentException e) {
            // Help must be there also where an engine is not.
            return "(" + e.getMessage() + ")";
        }
    }

    private Stream<String> clusters() {
        return engines(engine -> engine.clusters() != null)
                .map(engine -> engine.id() + "=" + engine.clusters().address());
    }

    private Stream<EngineDescriptor> engines(Predicate<EngineDescriptor> kind) {
        return catalogue.engines().stream().filter(kind);
    }

    private List<Variant> measured(BuiltInVariants variants) {
        return switch (command.getCommandName()) {
            case "compare" -> variants.compared();
            case "recover", "torture" -> variants.resuming();
            case "rescale" -> variants.rescaling();
            default -> variants.throughput();
        };
    }

    private static String names(List<Variant> variants) {
        return variants.stream().map(Variant::name).collect(Collectors.joining(","));
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.emptyEnumeration();
    }
}
