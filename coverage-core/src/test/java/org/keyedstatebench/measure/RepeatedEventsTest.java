package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatedEventsTest {

    private final RepeatedEvents repeated = new RepeatedEvents(2);

    @Test
    void aRowOfABatchThatIsWrittenAgainStandsForAllItsEvents() {
        repeated.row(0, 10);
        repeated.row(0, 25);
        repeated.row(0, 25);
        repeated.row(0, 30);

        assertThat(repeated.total()).isEqualTo(15);
    }

    @Test
    void eachRowOfAPerEventJobStandsForOne() {
        for (long count : new long[] {1, 2, 3, 4, 2, 3, 4, 5}) {
            repeated.row(1, count);
        }
        assertThat(repeated.total()).isEqualTo(3);
    }

    @Test
    void theFirstEventOfAKeyCountsLikeAnyOther() {
        repeated.row(0, 1);
        repeated.row(0, 1);
        repeated.row(1, Integer.MAX_VALUE);
        repeated.row(1, Integer.MAX_VALUE);

        assertThat(repeated.total()).isEqualTo(1L + Integer.MAX_VALUE);
    }

    @Test
    void countsThatNoKeyCanHaveArePassedOver() {
        repeated.row(0, 0);
        repeated.row(0, 0);
        repeated.row(0, Integer.MAX_VALUE + 1L);
        repeated.row(0, Integer.MAX_VALUE + 1L);

        assertThat(repeated.total()).isZero();
    }

    @Test
    void keysThatAreNoneAreNotItsAffair() {
        repeated.row(-1, 3);
        repeated.row(2, 3);
        assertThat(repeated.total()).isZero();
    }
}
