package org.keyedstatebench.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTest {

    @Test
    void theRecordAtTheEndOffsetIsNotRead() {
        Goal goal = new Goal(List.of(0, 2), Map.of(0, 10L, 2, 5L));

        assertThat(goal.includes(0, 9)).isTrue();
        assertThat(goal.includes(0, 10)).isFalse();
        assertThat(goal.includes(2, 5)).isFalse();
    }

    @Test
    void itIsReachedWhenEveryPartitionIsReadToItsEnd() {
        Goal goal = new Goal(List.of(0, 1), Map.of(0, 10L, 1, 5L));

        assertThat(goal.finishes(0, 9)).isFalse();
        assertThat(goal.finishes(0, 10)).isTrue();
        assertThat(goal.finishes(0, 11)).isFalse();
        assertThat(goal.isReached()).isFalse();
        assertThat(goal.finishes(1, 6)).isTrue();
        assertThat(goal.isReached()).isTrue();
    }

    @Test
    void aPartitionWithoutRecordsToReadIsReachedAtOnce() {
        Goal goal = new Goal(List.of(0), Map.of(0, 0L));

        assertThat(goal.finishes(0, 0)).isTrue();
        assertThat(goal.isReached()).isTrue();
    }

    @Test
    void withoutEndOffsetsItIsNeverReached() {
        Goal goal = new Goal(List.of(0), Map.of());

        assertThat(goal.includes(0, Long.MAX_VALUE - 1)).isTrue();
        assertThat(goal.finishes(0, Long.MAX_VALUE - 1)).isFalse();
        assertThat(goal.isReached()).isFalse();
    }
}
