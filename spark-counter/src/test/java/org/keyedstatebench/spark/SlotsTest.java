package org.keyedstatebench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Source;
import org.keyedstatebench.job.Trigger;

class SlotsTest {

    private static final Source FOUR_PARTITIONS = new Source("in", Map.of(0, 0L, 1, 0L, 2, 0L, 3, 0L), Map.of());

    private final Specs microBatch = Specs.bounded(Path.of("state")).with(FOUR_PARTITIONS);
    private final Specs realTime = microBatch.with(Trigger.realTime(Duration.ofSeconds(30)));

    @Test
    void aRealTimeQueryGetsASlotForEachPartitionOfSourceAndShuffle() {
        assertThat(master(realTime)).isEqualTo("local[6]");
        assertThat(Slots.of(realTime.spec(), 1).words()).startsWith("6: 4 source partitions and 2 shuffle partitions");
        assertThat(master(realTime.set(Map.of())))
                .as("with Spark's default of 200")
                .isEqualTo("local[204]");
    }

    @Test
    void withoutStateThereIsNoShuffle() {
        assertThat(master(realTime.with(Operator.PASS_THROUGH))).isEqualTo("local[4]");
    }

    @Test
    void partitionsThatTheJobDoesNotNameAreThoseOfTheTopic() {
        assertThat(Slots.suited(
                                realTime.with(new Source("in", Map.of(), Map.of()))
                                        .spec(),
                                3)
                        .engineConfig())
                .containsEntry(Workplace.MASTER, "local[5]");
    }

    @Test
    void microBatchesTakeTurnsOnWhatIsThere() {
        assertThat(master(microBatch)).isNull();
    }

    @Test
    void moreSlotsAreTakenAndFewerRefused() {
        Specs stateless = realTime.with(Operator.PASS_THROUGH);
        assertThat(master(stateless.set(Map.of(Workplace.MASTER, "local[5]")))).isEqualTo("local[5]");
        assertThatThrownBy(() -> master(stateless.set(Map.of(Workplace.MASTER, "local[3]"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4: 4 source partitions, which")
                .hasMessageContaining("got spark.master=local[3]");
    }

    private static String master(Specs specs) {
        return Slots.suited(specs.spec(), 1).engineConfig().get(Workplace.MASTER);
    }
}
