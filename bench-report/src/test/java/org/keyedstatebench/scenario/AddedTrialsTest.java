package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.Checkout;
import org.keyedstatebench.job.Operator;

class AddedTrialsTest {

    private static final Scenario COMPARISON = Checkout.SCENARIOS.compare();

    @Test
    void aComparisonGetsTrialsForTheRowsThatItsOwnLeaveOpen() {
        Scenario whole = Checkout.MATRIX.added(COMPARISON, false);

        assertThat(whole.compared()).isEqualTo(COMPARISON.conditions());
        assertThat(whole.only(whole.compared())).isEqualTo(COMPARISON);
        assertThat(rows(whole)).contains(Dimension.CHECKPOINTING, Dimension.STATE_TTL, Dimension.TIMERS);
        assertThat(whole.trials())
                .isEqualTo(3 * COMPARISON.variants().size()
                        + whole.added().stream()
                                .mapToInt(condition -> condition.variants().size())
                                .sum());
    }

    @Test
    void aQuickComparisonKillsNoEngine() {
        assertThat(Checkout.MATRIX.added(COMPARISON, false).added()).anyMatch(AddedTrialsTest::isOfKill);
        assertThat(Checkout.MATRIX.added(COMPARISON, true).added()).isNotEmpty().noneMatch(AddedTrialsTest::isOfKill);
    }

    private static boolean isOfKill(Condition condition) {
        return condition.experiment() instanceof Experiment.Recovery;
    }

    @Test
    void onlyEnginesThatAreComparedTakePart() {
        Scenario one =
                COMPARISON.withVariants(Checkout.VARIANTS.select(List.of("reference", "flink-hashmap"), List.of()));

        assertThat(Checkout.MATRIX.added(one, false).variants())
                .extracting(Variant::engine)
                .containsOnly("reference", "flink")
                .hasSizeGreaterThan(2);
        Scenario none = COMPARISON.withVariants(List.of(Checkout.VARIANTS.reference()));
        assertThat(Checkout.MATRIX.added(none, false)).isEqualTo(none);
    }

    @Test
    void theLoadIsThatOfTheComparisonButForRateAndKeys() {
        Scenario said = COMPARISON.withWorkload(
                COMPARISON.workload().with(load -> load.partitions(8).malformedEvery(100)));

        assertThat(Checkout.MATRIX.added(said.withConditions(null), false).added())
                .isNotEmpty()
                .allSatisfy(condition -> {
                    assertThat(condition.workload().partitions()).isEqualTo(8);
                    assertThat(condition.workload().malformedEvery()).isEqualTo(100);
                    assertThat(condition.timing().drainTimeout())
                            .isEqualTo(said.timing().drainTimeout());
                });
    }

    @Test
    void aVariantOfTheSameNameTakesPartAsItIsComparedUnlessItDoesSomethingElse() {
        Variant slower = Checkout.VARIANTS.named("flink-rocksdb").withCheckpointInterval(Duration.ofSeconds(9));
        Variant other = slower.with(variant -> variant.name("flink-ttl").operator(Operator.PASS_THROUGH));
        Scenario whole = Checkout.MATRIX.added(COMPARISON.withVariants(List.of(slower, other)), false);

        assertThat(whole.variant("flink-rocksdb")).isEqualTo(slower);
        assertThat(whole.added())
                .anySatisfy(condition -> assertThat(condition.variants()).contains("flink-rocksdb"));
        assertThat(whole.added())
                .noneSatisfy(condition -> assertThat(condition.variants()).contains("flink-ttl"));
    }

    private static Set<Dimension> rows(Scenario scenario) {
        return scenario.added().stream()
                .flatMap(condition -> condition.dimensions().stream())
                .collect(Collectors.toSet());
    }
}
