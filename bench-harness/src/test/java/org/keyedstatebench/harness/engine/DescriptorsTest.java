package org.keyedstatebench.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.engine.DescriptorFile;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.EngineVariant;
import org.keyedstatebench.engine.Processing;
import org.keyedstatebench.engine.Setting;
import org.keyedstatebench.engine.TableEntry;
import org.keyedstatebench.harness.scenario.BuiltInVariants;
import org.keyedstatebench.harness.scenario.Condition;
import org.keyedstatebench.harness.scenario.Dimension;
import org.keyedstatebench.harness.scenario.MatrixScenarios;
import org.keyedstatebench.harness.scenario.Profile;
import org.keyedstatebench.harness.scenario.Resources;
import org.keyedstatebench.harness.scenario.Scenario;
import org.keyedstatebench.harness.scenario.Scenarios;
import org.keyedstatebench.harness.scenario.Variant;

/** The descriptors of the engines say what is built into the harness, so that the one can take the place of the other. */
class DescriptorsTest {

    private static final List<EngineDescriptor> ENGINES = Stream.of("reference", "flink", "spark")
            .map(id -> DescriptorFile.read(file(id)).engine())
            .toList();

    private static Path file(String id) {
        return Path.of("..", id + "-counter", "target", DescriptorFile.NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "flink", "spark"})
    void fitsItsSchema(String id) throws Exception {
        try (InputStream in = DescriptorFile.class.getResourceAsStream("engine.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON);
            String json = Files.readString(file(id));
            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
            List<Error> errors = schema.validate(json.replace("\"startup\"", "\"startUp\""), InputFormat.JSON);
            assertThat(errors).hasSize(1);
        }
    }

    @Test
    void theEnginesAreThoseOfTheCatalogue() {
        for (EngineDescriptor engine : ENGINES) {
            Engine builtIn = EngineCatalogue.find(engine.id());
            assertThat(engine.environment()).isEqualTo(builtIn.environment());
            assertThat(engine.processing() == Processing.MICRO_BATCH).isEqualTo(builtIn.microBatches());
            assertThat(engine.start().args()).isEqualTo(builtIn.module() + ".args");
        }
    }

    @Test
    void theVariantsAreTheBuiltInOnesInTheirOrder() {
        List<Variant> all = new ArrayList<>();
        ENGINES.forEach(engine -> engine.variants().forEach(variant -> all.add(variant(engine, variant))));
        assertThat(all)
                .containsExactlyElementsOf(BuiltInVariants.names().stream()
                        .map(BuiltInVariants::named)
                        .toList());
        assertThat(usual("compare")).isEqualTo(names(Scenarios.COMPARE.variants()));
        assertThat(usual("throughput")).isEqualTo(names(Scenarios.DRAIN.variants()));
    }

    @Test
    void theVariantsOfTheTableAreThoseOfItsScenarios() {
        for (boolean quick : new boolean[] {true, false}) {
            Scenario scenario = MatrixScenarios.of(EnumSet.allOf(Dimension.class), quick, 1);
            Set<String> used = new HashSet<>();
            Map<String, Set<String>> byCondition = new HashMap<>();
            for (EngineDescriptor engine : ENGINES) {
                for (TableEntry entry : engine.table()) {
                    String name = entry.variant().name();
                    List<String> conditions = quick ? entry.quick() : entry.full();
                    conditions.forEach(condition -> byCondition
                            .computeIfAbsent(condition, none -> new HashSet<>())
                            .add(name));
                    if (!conditions.isEmpty()) {
                        used.add(name);
                        assertThat(variant(engine, entry.variant())).isEqualTo(scenario.variant(name));
                    }
                }
            }
            assertThat(used).isEqualTo(new HashSet<>(names(scenario.variants())));
            for (Condition condition : scenario.conditions()) {
                assertThat(byCondition.remove(condition.name()))
                        .as(condition.name())
                        .isEqualTo(new HashSet<>(condition.variants()));
                checkRows(condition);
            }
            assertThat(byCondition).isEmpty();
        }
    }

    /** Where a condition serves one row, all its variants belong to it; else those that say so. */
    private static void checkRows(Condition condition) {
        for (EngineDescriptor engine : ENGINES) {
            for (TableEntry entry : engine.table()) {
                String name = entry.variant().name();
                if (condition.variants().contains(name)) {
                    for (Dimension dimension : condition.dimensions()) {
                        boolean belongs = condition.dimensions().size() == 1
                                || entry.rows().contains(dimension.word());
                        assertThat(belongs)
                                .as(name + " in " + condition.name() + " for " + dimension)
                                .isEqualTo(MatrixScenarios.belongs(name, dimension, condition));
                    }
                }
            }
        }
    }

    @Test
    void theSettingsAreThoseOfTheProfiles() {
        for (EngineDescriptor engine : ENGINES) {
            Collection<Variant> variants = new ArrayList<>();
            engine.variants().forEach(variant -> variants.add(variant(engine, variant)));
            engine.table().forEach(entry -> variants.add(variant(engine, entry.variant())));
            for (Variant variant : variants) {
                for (Profile profile : Profile.values()) {
                    assertThat(settings(engine, profile, variant))
                            .as(variant.name() + " " + profile)
                            .isEqualTo(settings(ProfileSettings.of(
                                    profile, EngineCatalogue.find(engine.id()), variant, Resources.DEFAULT)));
                }
            }
        }
    }

    private static Map<String, Object> settings(EngineDescriptor engine, Profile profile, Variant variant) {
        Map<String, Object> all = new LinkedHashMap<>();
        List<Setting> settings = profile == Profile.DEFAULTS
                ? engine.profiles().defaults()
                : engine.profiles().lowLatency();
        settings.stream()
                .filter(setting -> setting.of() != Setting.Of.NOTE)
                .filter(setting -> setting.isFor(variant.operator(), variant.asyncState()))
                .forEach(setting ->
                        all.put(setting.of() + " " + setting.key(), setting.value(Resources.DEFAULT.parallelism())));
        return all;
    }

    /** But for the properties of Kafka clients, which every side gets alike. */
    private static Map<String, Object> settings(ProfileSettings builtIn) {
        Map<String, Object> all = new HashMap<>();
        builtIn.engineConfig().forEach((key, value) -> all.put("engine " + key, value));
        if (builtIn.changelog() != null) {
            all.put("variant changelog", builtIn.changelog().toString());
        }
        if (builtIn.watermarkDelay() != null) {
            assertThat(builtIn.watermarkDelay()).isEqualTo(Duration.ofSeconds(10));
            all.put("variant watermark", "10s");
        }
        return all;
    }

    private static Variant variant(EngineDescriptor engine, EngineVariant said) {
        return new Variant(
                said.name(),
                engine.id(),
                said.stateBackend(),
                said.trigger(),
                said.job(),
                said.emission(),
                said.guarantee(),
                said.checkpointInterval(),
                said.changelog(),
                said.asyncState(),
                said.watermark(),
                said.config());
    }

    private static List<String> usual(String what) {
        return ENGINES.stream()
                .flatMap(engine -> engine.variants().stream())
                .filter(variant -> variant.usual().contains(what))
                .map(EngineVariant::name)
                .toList();
    }

    private static List<String> names(List<Variant> variants) {
        return variants.stream().map(Variant::name).toList();
    }
}
