package org.keyedstatebench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotPathCostTest {

    @Test
    void timeAndBytesAreThoseBetweenBeginningAndEnd() {
        int events = HotPathCost.UNDER_WAY + 250;
        Iterator<Long> clock = List.of(1_000L, 1_000L + 40L * events).iterator();
        Iterator<Long> allocated = List.of(77L, 77L + 3L * events).iterator();
        HotPathCost cost = new HotPathCost(events, clock::next, allocated::next);
        assertThat(cost.measure(2)).isEqualTo(new SelfResult.HotPath(2, 40, 3));
    }

    @Test
    void everyEventIsCoveredHoweverFewThereAre() {
        for (int events : new int[] {1, 99, 100, 101, HotPathCost.UNDER_WAY, 2 * HotPathCost.UNDER_WAY + 1}) {
            HotPathCost cost = new HotPathCost(events, () -> 5, () -> 5);
            cost.warmUp();
            assertThat(cost.measure(1).nsPerEvent()).isZero();
        }
    }
}
