package org.keyedstatebench.harness.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The engines that can be compared. A further engine is one module and one entry here.
 */
public final class EngineCatalogue {

    /** Every port and address of an engine stays on this machine. */
    private static final Map<String, String> LOCAL_ONLY = Map.of("SPARK_LOCAL_IP", "127.0.0.1");

    private static final List<Engine> ENGINES = List.of(
            new Engine("reference", "reference-counter", Map.of(), false),
            new Engine("flink", "flink-counter", Map.of(), false),
            new Engine("spark", "spark-counter", LOCAL_ONLY, true));

    private final Path home;
    private final Map<String, Path> homesByVariant;
    private final Map<Path, Path> started = new ConcurrentHashMap<>();

    /** @param home folder that holds the modules: the root of a checkout or of a distribution */
    public EngineCatalogue(Path home) {
        this(home, Map.of());
    }

    /** @param homesByVariant where the engines of some variants are instead, by name of the variant */
    public EngineCatalogue(Path home, Map<String, Path> homesByVariant) {
        this.home = home;
        this.homesByVariant = Map.copyOf(homesByVariant);
    }

    /** @throws EngineException if there is no such engine; names those there are */
    public static Engine find(String id) {
        return ENGINES.stream()
                .filter(engine -> engine.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new EngineException("unknown engine '" + id + "'; there are "
                        + ENGINES.stream().map(Engine::id).collect(Collectors.joining(", "))));
    }

    /**
     * The arguments that start an engine for a variant.
     *
     * @throws EngineException if the engine was not built, or from jars that cannot be read
     */
    public Path argsFile(Engine engine, String variant) {
        return built(
                homesByVariant.getOrDefault(variant, home),
                engine.module(),
                engine.module() + ".args",
                "mvn -DskipTests package");
    }

    /** The arguments that start a module's process, for {@code java @FILE}. */
    public Path argsFile(String module) {
        return built(home, module, module + ".args", "mvn -DskipTests package");
    }

    /** The arguments that start JMH with a module's benchmarks. */
    public Path microArgsFile(String module) {
        return built(
                home, module, module + "-micro.args", "mvn -DskipTests package (with test classes, which they are)");
    }

    private Path built(Path home, String module, String name, String how) {
        Path file = home.resolve(module).resolve("target").resolve(name);
        String cure = "; build the project in " + home + ": " + how;
        if (!Files.isReadable(file)) {
            throw new EngineException("cannot read " + file + cure);
        }
        ArgsFile args = new ArgsFile(home, module, file);
        for (String entry : args.classPath()) {
            if (!Files.isReadable(Path.of(entry))) {
                throw new EngineException("cannot read " + entry + ", which " + file + " names" + cure);
            }
        }
        return started.computeIfAbsent(file, any -> args.current());
    }
}
