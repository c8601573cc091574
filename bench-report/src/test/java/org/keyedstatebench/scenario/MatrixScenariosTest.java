package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.Checkout;

class MatrixScenariosTest {

    private static final EnumSet<Dimension> CHECKPOINTING = EnumSet.of(Dimension.CHECKPOINTING);

    @Test
    void onAStoreTheSameVariantsAreMeasuredUnderNamesOfTheirOwn() {
        Scenario table = Checkout.MATRIX.of(CHECKPOINTING, false, false, 1, 1);

        assertThat(condition(table, "recovery-store-20ms").variants())
                .containsExactly("flink-rocksdb-store-20ms", "spark-store-20ms");
        assertThat(condition(table, "store-50ms").variants()).contains("flink-exactly-once-store-50ms");
        Variant stored = table.variant("spark-store-20ms");
        assertThat(stored.placement().checkpointLatency()).isEqualTo(Duration.ofMillis(20));
        assertThat(stored.with(variant -> variant.name("spark").placement(null)))
                .isEqualTo(table.variant("spark"));
    }

    @Test
    void theLargestStateIsMeasuredOnlyWhereItIsAskedFor() {
        assertThat(names(Checkout.MATRIX.of(CHECKPOINTING, false, false, 1, 1)))
                .contains("state-8b", "state-1kb", "recovery-state-1kb")
                .noneMatch(name -> name.contains("10m-keys"));
        Scenario large = Checkout.MATRIX.of(CHECKPOINTING, false, true, 1, 1);
        assertThat(names(large)).contains("state-8b-10m-keys");
        assertThat(condition(large, "state-1kb-10m-keys").workload().stateBytes())
                .isEqualTo(1024);
        assertThat(condition(large, "state-1kb-10m-keys").workload().keys().count())
                .isEqualTo(10_000_000);
    }

    private static List<String> names(Scenario scenario) {
        return scenario.conditions().stream().map(Condition::name).toList();
    }

    private static Condition condition(Scenario scenario, String name) {
        return scenario.conditions().stream()
                .filter(condition -> condition.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
