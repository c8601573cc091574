package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    @Test
    void standingStillForLongerThanTheLimitIsAStallAndSlownessIsNone() {
        AtomicLong now = new AtomicLong();
        Delivery.Stall stall = new Delivery.Stall(now::get);

        now.addAndGet(Delivery.STALL_LIMIT.toNanos());
        assertThat(stall.isOver(0)).isFalse();
        assertThat(stall.isOver(1)).isFalse();

        now.addAndGet(Delivery.STALL_LIMIT.toNanos());
        assertThat(stall.isOver(1)).isFalse();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(stall.isOver(1)).isTrue();
        assertThat(stall.isOver(2)).isFalse();
    }
}
