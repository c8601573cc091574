package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.Checkout;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Trigger;

class BuiltInVariantsTest {

    @Test
    void aComparisonMeasuresTheFloorThenFlinkThenSpark() {
        assertThat(Checkout.VARIANTS.compared())
                .extracting(Variant::name)
                .containsExactly(
                        "reference", "flink-hashmap", "flink-rocksdb", "spark", "spark-10s", "spark-real-time");
        assertThat(Checkout.VARIANTS.names()).contains("spark-per-event");
    }

    @Test
    void onlyBatchesOfRecordsEmitPerKeyAndOnlyFlinkIsGivenACheckpointInterval() {
        for (String name : Checkout.VARIANTS.names()) {
            Variant variant = Checkout.VARIANTS.named(name);
            assertThat(variant.trigger().equals(Trigger.PER_RECORD))
                    .as(name)
                    .isEqualTo(!variant.engine().equals("spark"));
            if (variant.trigger().equals(Trigger.PER_RECORD) && !name.endsWith("-mini-batch")) {
                assertThat(variant.emission()).as(name).isEqualTo(Emission.PER_EVENT);
            }
            assertThat(variant.checkpointInterval().isZero())
                    .as(name)
                    .isEqualTo(!variant.engine().equals("flink"));
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearestAndAllKnownOnes() {
        assertThatThrownBy(() -> Checkout.VARIANTS.named("Flink-Hasmap"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown variant 'Flink-Hasmap'; did you mean 'flink-hashmap'? known: "
                        + String.join(", ", Checkout.VARIANTS.names()));
        assertThatThrownBy(() -> Checkout.VARIANTS.named("storm"))
                .hasMessageStartingWith("unknown variant 'storm'; known: ");
    }

    @Test
    void aSelectionTakesTheUsersOwnVariantBeforeTheBuiltInOne() {
        Variant own = new Variant(
                "spark",
                "spark",
                "rocksdb",
                Trigger.ASAP,
                Operator.COUNT,
                Emission.PER_EVENT,
                Guarantee.AT_LEAST_ONCE,
                Duration.ZERO,
                true,
                false,
                null,
                null,
                Map.of());

        assertThat(Checkout.VARIANTS.select(List.of("spark", "reference"), List.of(own)))
                .containsExactly(own, Checkout.VARIANTS.named("reference"));
    }

    @Test
    void anEngineThatIsNamedInsteadOfAVariantIsUnderstood() {
        assertThat(Checkout.VARIANTS.select(List.of("flink"), List.of()))
                .containsExactly(Checkout.VARIANTS.named("flink-rocksdb"));
    }

    @Test
    void aSelectionReportsEveryUnknownName() {
        assertThatThrownBy(() -> Checkout.VARIANTS.select(List.of("sprak", "spark", "flik"), List.of()))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.mistakes()).hasSize(2));
    }
}
