package org.keyedstatebench.harness.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MatrixClaimsTest {

    @Test
    void workGoesOnDuringACheckpointIfEventsDoNotWaitForItsEnd() {
        // A standstill of 62 ms would make a median of 41 ms of one of 10 ms.
        assertThat(MatrixClaims.goesOn(22, 10, 62)).contains(true);
        assertThat(MatrixClaims.goesOn(41, 10, 62)).contains(false);
        assertThat(MatrixClaims.goesOn(60, 10, 62)).contains(false);
    }

    @Test
    void checkpointsThatAreShortBesideTheUsualLatencyTellNothing() {
        assertThat(MatrixClaims.goesOn(11, 10, 8)).isEmpty();
        assertThat(MatrixClaims.goesOn(11, 10, 10)).contains(true);
    }
}
