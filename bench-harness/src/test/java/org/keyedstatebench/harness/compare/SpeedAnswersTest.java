package org.keyedstatebench.harness.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpeedAnswersTest {

    @Test
    void aStandstillMakesEventsWaitForHalfOfTheCheckpointAtTheMedian() {
        // A standstill of 62 ms would make a median of 41 ms of one of 10 ms.
        assertThat(SpeedAnswers.shareOfStandstill(20.5, 10, 62).orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(SpeedAnswers.shareOfStandstill(41, 10, 62).orElseThrow()).isCloseTo(1, within(1e-9));
    }

    @Test
    void checkpointsThatAreShortBesideTheUsualLatencyTellNothing() {
        assertThat(SpeedAnswers.shareOfStandstill(11, 10, 8)).isEmpty();
        assertThat(SpeedAnswers.shareOfStandstill(11, 10, 10)).isPresent();
    }
}
