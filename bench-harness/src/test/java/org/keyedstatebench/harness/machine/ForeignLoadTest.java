package org.keyedstatebench.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.machine.ForeignLoad.Reading;

class ForeignLoadTest {

    private static final Reading START = new Reading(10_000, 4_000, 50, 3_000);

    @Test
    void whatTheSuiteTakesItselfIsNotForeign() {
        assertThat(new Reading(11_000, 5_000, 50, 4_000).since(START)).hasValue(new ForeignLoad.Shares(0, 0));
        // Ticks of the suite and of the machine are not read at the same moment.
        assertThat(new Reading(11_000, 5_000, 50, 4_010).since(START)).hasValue(new ForeignLoad.Shares(0, 0));
    }

    @Test
    void noTimeHasNoShares() {
        assertThat(START.since(START)).isEmpty();
    }

    @Test
    void theFirstLineOfProcStatIsRead() {
        assertThat(ForeignLoad.reading("cpu  100 1 20 1000 30 4 5 6 0 0", 7)).isEqualTo(new Reading(1166, 130, 6, 7));
    }

    @Test
    void theNameOfAProcessMayHoldAnything() {
        assertThat(ForeignLoad.ticks("17 (a) b (c)) S 1 2 3 4 5 6 7 8 9 10 100 20 3 4 20 0 1 0"))
                .isEqualTo(127);
    }

    @Test
    void thisMachineCanBeReadAndThisProcessHasTakenSomething() {
        assertThat(ForeignLoad.read())
                .hasValueSatisfying(reading -> assertThat(reading.own()).isBetween(1L, reading.busy()));
    }

    @Test
    void sharesAreOfAllProcessors() {
        assertThat(new Reading(11_000, 4_400, 110, 3_200).since(START)).hasValue(new ForeignLoad.Shares(0.2, 0.06));
    }
}
