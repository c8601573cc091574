package org.keyedstatebench.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyedstatebench.command.Home;
import org.keyedstatebench.gate.GateSide;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.harness.engine.EngineCatalogue;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import picocli.CommandLine.Option;

/** Which two builds a gate compares, and by which variant, as options; builds what is not built yet. */
final class GateSides {

    @Option(
            names = "--baseline",
            paramLabel = "WHAT",
            description =
                    "A git ref, which is built and kept below target/gate; the folder of another checkout that was built; or"
                            + " a scenario file (.yaml) with the variant to compare with, and the circumstances of both sides"
                            + " (default: this build).")
    private String baseline;

    @Option(
            names = "--baseline-set",
            paramLabel = "KEY=VALUE",
            description =
                    "Key of the engine's configuration for the baseline, or the version of a library to build it with"
                            + " (${bundle:engines.versions}); can be repeated.")
    private Map<String, String> baselineSet = new LinkedHashMap<>();

    @Option(names = "--candidate-set", paramLabel = "KEY=VALUE", description = "The same for the candidate.")
    Map<String, String> candidateSet = new LinkedHashMap<>();

    @Option(
            names = {"--variants", "--variant"},
            paramLabel = "NAME",
            description =
                    "What is compared, one name of ${bundle:engines.variants} (default: ${bundle:engines.typical}).")
    private String variantName;

    /**
     * A build that is asked for.
     *
     * @param home its checkout; {@code null} for the one that runs
     * @param commit that it is built from for this gate; {@code null} for one that was built before
     */
    private record Build(Path home, String commit) {

        static final Build RUNNING = new Build(null, null);
    }

    /** One side, ready to run. */
    record Prepared(Variant variant, GateSide side, EngineCatalogue engines) {}

    private final GateBuilds builds = new GateBuilds(Home.folder(), System.err::println);

    /** Whether no option makes the two sides differ. */
    boolean areTheSame() {
        return baseline == null && baselineSet.isEmpty() && candidateSet.isEmpty();
    }

    /** The scenario file that the baseline is; {@code null} if it is something else. */
    Path scenarioFile() {
        return baseline != null && (baseline.endsWith(".yaml") || baseline.endsWith(".yml")) ? Path.of(baseline) : null;
    }

    /** What is compared, as a build has it. */
    Variant variant(EngineCatalogue engines) {
        if (variantName == null) {
            return engines.variants().typical();
        }
        if (variantName.contains(",")) {
            throw new IllegalArgumentException(
                    "a gate compares two builds of one variant: expected one name, got '" + variantName + "'");
        }
        return engines.variants().select(List.of(variantName), List.of()).get(0);
    }

    /** @param circumstances with the variants of the scenario file, if the baseline is one */
    Prepared baseline(Scenario circumstances, EngineCatalogue engines) {
        Variant own = scenarioFile() == null ? null : only(circumstances, engines);
        return prepared(Side.BASELINE, own, baseline(), baselineSet, engines);
    }

    /** @param settings that it has beside those of the variant */
    Prepared candidate(Map<String, String> settings, EngineCatalogue engines) {
        return candidate(settings, engines, null);
    }

    /** @param name of its variant; {@code null} for the one of the baseline */
    Prepared candidate(Map<String, String> settings, EngineCatalogue engines, String name) {
        Variant own = name == null
                ? null
                : engines.variants().select(List.of(name), List.of()).get(0);
        return prepared(Side.CANDIDATE, own, Build.RUNNING, settings, engines);
    }

    private Build baseline() {
        if (baseline == null || scenarioFile() != null) {
            return Build.RUNNING;
        }
        Path path = Path.of(baseline);
        if (Files.exists(path.resolve("result.json"))) {
            throw new IllegalArgumentException("expected a build as the baseline, got the stored run " + path
                    + ": what was measured on another day or machine differs by more than a regression does");
        }
        // Any other folder is no checkout, and may have the name of a ref; so has the one where nothing is named.
        return !baseline.isBlank() && Files.exists(path.resolve("pom.xml"))
                ? new Build(path.toAbsolutePath().normalize(), null)
                : new Build(null, builds.commit(baseline));
    }

    private Variant only(Scenario scenario, EngineCatalogue engines) {
        List<String> names = scenario.variants().stream().map(Variant::name).toList();
        if (names.size() == 1) {
            return scenario.variants().get(0);
        }
        String name = variant(engines).name();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "expected one variant in " + baseline + ", or one named '" + name + "', got " + names);
        }
        return scenario.variant(name);
    }

    private Prepared prepared(
            Side side, Variant own, Build asked, Map<String, String> settings, EngineCatalogue running) {
        // Those that are properties of the build; every other key is one of the engine's configuration.
        Map<String, String> versions = new LinkedHashMap<>(settings);
        versions.keySet().retainAll(running.versions().keySet());
        Build build = built(asked, versions);
        // By what that build says of its engines, where it says something.
        EngineCatalogue engines = build.home() == null ? running : running.at(build.home());
        Variant standard = own == null ? variant(engines) : own;
        Variant variant = standard.withName(side.word());
        String label = side == Side.CANDIDATE || baseline == null ? "this build" : baseline;
        String with = " with ";
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            label += with + setting;
            with = ", ";
            if (!versions.containsKey(setting.getKey())) {
                variant = variant.withConfig(setting.getKey(), setting.getValue());
            }
        }
        return new Prepared(variant, new GateSide(label, standard.name(), build.commit(), settings, null), engines);
    }

    private Build built(Build asked, Map<String, String> versions) {
        String commit = asked.commit();
        if (commit == null) {
            if (versions.isEmpty()) {
                return asked;
            }
            if (asked.home() != null) {
                throw new IllegalArgumentException("expected a git ref as the baseline beside " + versions.keySet()
                        + ": the folder " + asked.home() + " was built already");
            }
            if (builds.isDirty()) {
                throw new IllegalArgumentException("expected a checkout without changes beside " + versions.keySet()
                        + ", because its last commit is what is built with another version: commit them first");
            }
            commit = builds.commit("HEAD");
        }
        return new Build(builds.of(commit, versions), commit);
    }
}
