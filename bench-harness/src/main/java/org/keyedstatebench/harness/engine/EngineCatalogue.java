package org.keyedstatebench.harness.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyedstatebench.engine.DescriptorFile;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.scenario.BuiltInVariants;
import org.keyedstatebench.scenario.Scenarios;
import org.keyedstatebench.scenario.Variant;

/**
 * The engines that can be compared: those of the checkout's modules and those of further folders, each by what its descriptor
 * says. Thread-safe.
 */
public final class EngineCatalogue {

    private static final String BUILT = "target";
    private static final String BUILD = "mvn -DskipTests package";
    private static final String TESTS_TOO = " (with test classes, which they are)";

    /** What an engine says, and where: {@code root} is the checkout that it was built in, {@code null} for one from outside. */
    private record Installed(EngineDescriptor engine, Path folder, Path root) {}

    private final Path home;
    private final Map<String, Installed> engines;
    private final BuiltInVariants variants;
    private final Map<String, EngineCatalogue> byVariant;
    private final Map<Path, Path> started;
    private Function<Variant, Map<String, String>> environment = variant -> Map.of();

    /**
     * Reads the descriptors.
     *
     * @param home folder that holds the modules: the root of a checkout or of a distribution
     * @param engineHomes further folders with engines
     * @param warnings takes a sentence about each field of a descriptor that is passed over
     * @throws EngineException if no engine was built in the home
     * @throws IllegalArgumentException if a further folder has no engine, or two engines have the same id or variants
     * @throws org.keyedstatebench.engine.DescriptorException if a descriptor cannot be read
     */
    public static EngineCatalogue of(Path home, List<Path> engineHomes, Consumer<String> warnings) {
        Path root = home.toAbsolutePath().normalize();
        Map<Path, DescriptorFile> files = new LinkedHashMap<>();
        List<Path> own = descriptors(root);
        if (own.isEmpty()) {
            throw new EngineException("expected engines in " + root + ", no folder there has a " + BUILT + "/"
                    + DescriptorFile.NAME + "; build the project: " + BUILD);
        }
        own.stream()
                .map(DescriptorFile::read)
                // What all are held against comes first, in tables as in runs.
                .sorted(Comparator.comparing(file -> !file.engine().id().equals(BuiltInVariants.REFERENCE)))
                .forEach(file -> files.putIfAbsent(real(file.path()), file));
        for (Path folder : engineHomes) {
            outside(folder).forEach(file -> files.computeIfAbsent(real(file), any -> DescriptorFile.read(file)));
        }
        Map<String, Installed> engines = new LinkedHashMap<>();
        files.values().forEach(file -> install(engines, file, root));
        files.values().forEach(file -> file.warnings().forEach(warnings));
        return new EngineCatalogue(root, engines, Map.of(), new ConcurrentHashMap<>());
    }

    private static List<Path> outside(Path folder) {
        String expected = "--engine-home: expected a folder with an " + DescriptorFile.NAME
                + ", or one whose folders have one, got " + folder;
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    expected + (Files.exists(folder) ? ", which is a file" : ", which does not exist"));
        }
        List<Path> found = descriptors(folder);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(expected + ", which has none"
                    + (Files.exists(folder.resolve("pom.xml")) ? "; was it built? " + BUILD : ""));
        }
        return found;
    }

    private static List<Path> descriptors(Path folder) {
        try {
            return DescriptorFile.in(folder.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for engines in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void install(Map<String, Installed> engines, DescriptorFile file, Path home) {
        Path root = file.folder().startsWith(home) ? home : null;
        Installed other = engines.putIfAbsent(file.engine().id(), new Installed(file.engine(), file.folder(), root));
        if (other != null) {
            throw new IllegalArgumentException(file.path() + ": expected another id than '"
                    + file.engine().id() + "', which is that of the engine in " + other.folder());
        }
    }

    private EngineCatalogue(
            Path home,
            Map<String, Installed> engines,
            Map<String, EngineCatalogue> byVariant,
            Map<Path, Path> started) {
        this.home = home;
        this.engines = engines;
        this.variants = new BuiltInVariants(engines());
        this.byVariant = byVariant;
        this.started = started;
    }

    /** Folder that holds the modules. */
    public Path home() {
        return home;
    }

    /** What each engine says of itself, the reference first. */
    public List<EngineDescriptor> engines() {
        return engines.values().stream().map(Installed::engine).toList();
    }

    /** The variants that have a name of their own. */
    public BuiltInVariants variants() {
        return variants;
    }

    /** The variant that stands for the engine of another one, in the build that the other one is started from. */
    public Variant mainOf(Variant variant) {
        return byVariant.getOrDefault(variant.name(), this).variants.mainOf(variant.engine());
    }

    /** What is run when nothing is said. */
    public Scenarios scenarios() {
        return new Scenarios(variants);
    }

    /**
     * What an engine says of itself, in the build that a variant is started from.
     *
     * @throws EngineException if there is no such engine; names those there are
     */
    public EngineDescriptor engine(Variant variant) {
        return installed(variant).engine();
    }

    private Installed installed(Variant variant) {
        return byVariant.getOrDefault(variant.name(), this).installed(variant.engine());
    }

    private Installed installed(String id) {
        return Optional.ofNullable(engines.get(id))
                .orElseThrow(() -> new EngineException(
                        "unknown engine '" + id + "'; there are " + String.join(", ", engines.keySet())));
    }

    /**
     * The engines as another build has them: by its own descriptors, and where it is so old that it has none, by those of this build,
     * with its own classes. Engines from outside are the same.
     *
     * @param build root of a checkout or distribution that was built
     */
    public EngineCatalogue at(Path build) {
        Map<String, Installed> others = new LinkedHashMap<>();
        Map<String, DescriptorFile> own = new LinkedHashMap<>();
        descriptors(build).stream()
                .map(DescriptorFile::read)
                .forEach(file -> own.put(file.engine().id(), file));
        engines.forEach((id, today) -> {
            if (own.containsKey(id)) {
                others.put(id, new Installed(own.get(id).engine(), own.get(id).folder(), build));
            } else if (today.root() != null) {
                Path folder = build.resolve(today.root().relativize(today.folder()));
                // It reads no specification of today's, so it would do embedded what is asked for on a cluster.
                others.put(id, new Installed(today.engine().withoutClusters(), folder, build));
            } else {
                others.put(id, today);
            }
        });
        return new EngineCatalogue(build, others, Map.of(), started);
    }

    /** The same, but for the engines of some variants, which are started from other builds: {@link #at}, by name of the variant. */
    public EngineCatalogue with(Map<String, EngineCatalogue> buildsByVariant) {
        return new EngineCatalogue(home, engines, Map.copyOf(buildsByVariant), started);
    }

    /** The same, but for variables that engines are started with, by variant. */
    public EngineCatalogue inEnvironment(Function<Variant, Map<String, String>> variables) {
        EngineCatalogue same = new EngineCatalogue(home, engines, byVariant, started);
        same.environment = variables;
        return same;
    }

    /** What the engines are built of, by the Maven property that sets its version, such as {@code kafka.version}. */
    public Map<String, String> versions() {
        Map<String, String> all = new TreeMap<>();
        engines().forEach(engine -> all.putAll(engine.versions()));
        return all;
    }

    /** @throws IllegalArgumentException if its engine has no such clusters as it is to run on */
    private static void checkPlacement(Variant variant, EngineDescriptor engine) {
        if (variant.placement() == null) {
            return;
        }
        if (engine.clusters() == null) {
            throw new IllegalArgumentException(
                    variant.name() + " is to run on a " + variant.placement() + ", but its engine " + engine.id()
                            + " (version " + engine.version() + ") says of no clusters in its engine.json");
        }
        if (variant.placement().address() != null) {
            try {
                engine.clusters().check(variant.placement().address());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the cluster of " + variant.name() + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * The engine of a variant, ready to be started.
     *
     * @throws EngineException if the engine was not built, or from jars that cannot be read
     * @throws IllegalArgumentException if it cannot run where it is to
     */
    public EngineBuild build(Variant variant) {
        Installed installed = installed(variant);
        EngineDescriptor engine = installed.engine();
        checkPlacement(variant, engine);
        Path file = engine.start().file(installed.folder());
        boolean isJvm = engine.start().args() != null;
        if (!isJvm && file != null && !Files.isExecutable(file)) {
            throw new EngineException("expected a program that starts " + engine.id() + " at " + file
                    + (Files.exists(file) ? ", it cannot be executed: chmod +x" : ", there is none"));
        }
        Optional<Path> args = isJvm ? Optional.of(argsFile(installed, file, BUILD)) : Optional.empty();
        return new EngineBuild(engine, installed.folder(), args, Map.copyOf(environment.apply(variant)));
    }

    /** The arguments that start the process of a module that is no engine, for {@code java @FILE}. */
    public Path argsFile(String module) {
        return built(home, module, home.resolve(module).resolve(BUILT).resolve(module + ".args"), BUILD);
    }

    /** The arguments that start JMH with what a module that is no engine measures of itself. */
    public Path microArgsFile(String module) {
        return built(
                home, module, home.resolve(module).resolve(BUILT).resolve(module + "-micro.args"), BUILD + TESTS_TOO);
    }

    /** The arguments that start JMH with the benchmarks of an engine that has some. */
    public Path microArgsFile(EngineDescriptor engine) {
        Installed installed = installed(engine.id());
        return argsFile(installed, installed.folder().resolve(engine.micro().args()), BUILD + TESTS_TOO);
    }

    private Path argsFile(Installed installed, Path file, String how) {
        if (installed.root() != null && installed.folder().endsWith(BUILT)) {
            Path module = installed.root().relativize(installed.folder()).getParent();
            return built(installed.root(), module.toString(), file, how);
        }
        if (!Files.isReadable(file)) {
            throw new EngineException("expected what starts "
                    + installed.engine().id() + " at " + file + ", it cannot be read; build the engine");
        }
        return file;
    }

    private Path built(Path root, String module, Path file, String how) {
        return started.computeIfAbsent(
                file, any -> ArgsFile.checked(root, module, file, "; build the project in " + root + ": " + how));
    }
}
