package org.keyedstatebench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SelfPlanTest {

    @Test
    void warmUpFollowsWhatIsMeasured() {
        SelfPlan plan =
                SelfPlan.QUICK.withBlocks(1).withFullSpeedEvents(100_001).withPaced(Duration.ofSeconds(3));
        assertThat(plan).isEqualTo(new SelfPlan(1, 1_000_000, 100_001, 50_000, 10_000, 3, 5));
    }

    @Test
    void theSmallestPlanStillWarmsUp() {
        SelfPlan plan = SelfPlan.QUICK.withBlocks(1).withFullSpeedEvents(1).withPaced(Duration.ofSeconds(1));
        assertThat(plan.fullSpeedWarmUp()).isEqualTo(1);
        assertThat(plan.pacedWarmUpSeconds()).isEqualTo(2);
    }

    @Test
    void whatCannotBeMeasuredIsRefusedWithWhatWasGiven() {
        assertThatThrownBy(() -> SelfPlan.QUICK.withBlocks(0)).hasMessageContaining("blocks must be 1 to 1000, got 0");
        assertThatThrownBy(() -> SelfPlan.QUICK.withFullSpeedEvents(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> SelfPlan.QUICK.withFullSpeedEvents(Long.MAX_VALUE))
                .hasMessageContaining("must be 1 to 1000000000");
        assertThatThrownBy(() -> SelfPlan.QUICK.withPaced(Duration.ofMillis(1500)))
                .hasMessageContaining("whole seconds, got 1500 ms");
        assertThatThrownBy(() -> SelfPlan.QUICK.withPaced(Duration.ZERO)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> SelfPlan.QUICK.withPaced(Duration.ofDays(365_000)))
                .hasMessageContaining("must be 1 to 3600");
    }
}
