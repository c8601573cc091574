package org.keyedstatebench.harness.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.keyedstatebench.engine.DescriptorFile;
import org.keyedstatebench.engine.EngineDescriptor;
import org.keyedstatebench.engine.EngineVariant;
import org.keyedstatebench.engine.TableEntry;
import org.keyedstatebench.harness.scenario.Condition;
import org.keyedstatebench.harness.scenario.Dimension;
import org.keyedstatebench.harness.scenario.MatrixScenarios;
import org.keyedstatebench.harness.scenario.Scenario;
import org.keyedstatebench.harness.scenario.Variant;

/** The engines of the table as they describe themselves, and one more that is known by its descriptor only. */
public final class DescribedEngines {

    /** The one that is known by its descriptor only. */
    public static final EngineDescriptor THIRD =
            read(Path.of("src/test/resources/org/keyedstatebench/harness/compare", DescriptorFile.NAME));

    public static final List<EngineDescriptor> ALL =
            List.of(built("reference-counter"), built("flink-counter"), built("spark-counter"), THIRD);

    private DescribedEngines() {}

    /** The scenario of the table with the third engine in it. */
    public static Scenario scenario(Collection<Dimension> dimensions, boolean quick, int blocks) {
        Scenario two = MatrixScenarios.of(dimensions, quick, blocks, 1);
        List<Condition> conditions = two.conditions().stream()
                .map(condition -> new Condition(
                        condition.name(),
                        condition.experiment(),
                        condition.workload(),
                        condition.timing(),
                        Stream.concat(condition.variants().stream(), added(condition, quick))
                                .toList(),
                        condition.dimensions()))
                .toList();
        List<Variant> variants = new ArrayList<>(two.variants());
        THIRD.table().stream()
                .map(entry -> variant(entry.variant()))
                .filter(variant -> conditions.stream()
                        .anyMatch(condition -> condition.variants().contains(variant.name())))
                .forEach(variants::add);
        return new Scenario(
                two.name(),
                two.profile(),
                two.workload(),
                two.timing(),
                two.resources(),
                two.blocks(),
                two.seed(),
                variants,
                conditions);
    }

    private static Stream<String> added(Condition condition, boolean quick) {
        return THIRD.table().stream()
                .filter(entry -> (quick ? entry.quick() : entry.full()).contains(condition.name()))
                .filter(entry -> condition.dimensions().stream()
                        .anyMatch(dimension -> entry.rows().contains(dimension.word())))
                .map(TableEntry::variant)
                .map(EngineVariant::name);
    }

    private static Variant variant(EngineVariant said) {
        return new Variant(
                said.name(),
                THIRD.id(),
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

    private static EngineDescriptor built(String module) {
        return read(Path.of("..", module, "target", DescriptorFile.NAME));
    }

    private static EngineDescriptor read(Path path) {
        return DescriptorFile.read(path).engine();
    }
}
