package org.keyedstatebench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void eventsAreDueAtTheExactMultiplesOfThePeriod() {
        Schedule schedule = new Schedule(1_000, 3);
        assertThat(schedule.dueNs(0)).isEqualTo(1_000);
        assertThat(schedule.dueNs(1)).isEqualTo(1_000 + 333_333_333L);
        assertThat(schedule.dueNs(2)).isEqualTo(1_000 + 666_666_666L);
        // No rounding adds up: the third event is due after exactly one second.
        assertThat(schedule.dueNs(3)).isEqualTo(1_000 + 1_000_000_000L);
        assertThat(schedule.dueNs(3_000_000_000L)).isEqualTo(1_000 + 1_000_000_000_000_000_000L);
    }

    @Test
    void firstDueAtIsTheInverseOfDue() {
        Random random = new Random(1);
        for (int n = 0; n < 10_000; n++) {
            Schedule schedule = new Schedule(random.nextInt(), 1 + random.nextInt(2_000_000));
            long i = random.nextInt(1_000_000);
            assertThat(schedule.firstDueAt(schedule.dueNs(i))).isEqualTo(i);
            long time = schedule.startNs() + Math.abs(random.nextLong() % 1_000_000_000_000L);
            long first = schedule.firstDueAt(time);
            assertThat(schedule.dueNs(first)).isGreaterThanOrEqualTo(time);
            assertThat(first == 0 || schedule.dueNs(first - 1) < time).isTrue();
        }
    }

    @Test
    void beforeTheStartTheFirstEventIsNext() {
        assertThat(new Schedule(1_000, 10).firstDueAt(5)).isZero();
    }

    @Test
    void aRateOfZeroIsRefused() {
        assertThatThrownBy(() -> new Schedule(0, 0)).hasMessageContaining("at least 1");
    }
}
