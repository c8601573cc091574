package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SteadyCheckTest {

    private static final long MS = 1_000_000;

    @Test
    void isNotSteadyBeforeTwoPeriodsWereSeen() {
        SteadyCheck check = new SteadyCheck(2);
        feed(check, 100, 100, 100);
        assertThat(check.isSteady()).isFalse();
        feed(check, 100);
        assertThat(check.isSteady()).isTrue();
    }

    @Test
    void isNotSteadyWhileLatencyStillFalls() {
        SteadyCheck check = new SteadyCheck(2);
        feed(check, 900, 800, 300, 300);
        assertThat(check.isSteady()).isFalse();
        feed(check, 280, 290);
        assertThat(check.isSteady()).isTrue();
    }

    @Test
    void isNotAtRestWhileLatencyFallsByMoreThanASixth() {
        SteadyCheck check = new SteadyCheck(1);
        feed(check, 900, 700);
        assertThat(check.isSteady()).isTrue();
        assertThat(check.isAtRest()).isFalse();
        feed(check, 600);
        assertThat(check.isAtRest()).isTrue();
    }

    @Test
    void mayRiseByNoiseAndBeAtRest() {
        SteadyCheck check = new SteadyCheck(1);
        feed(check, 600, 850);
        assertThat(check.isAtRest()).isTrue();
        feed(check, 1_400);
        assertThat(check.isAtRest()).isFalse();
    }

    @Test
    void isNotSteadyWhileABacklogBuildsUp() {
        SteadyCheck check = new SteadyCheck(2);
        feed(check, 100, 200, 300, 400);
        assertThat(check.isSteady()).isFalse();
    }

    @Test
    void smallLatenciesMayDifferByAnyFactor() {
        SteadyCheck check = new SteadyCheck(1);
        feed(check, 1, 3);
        assertThat(check.isSteady()).isTrue();
    }

    @Test
    void aPeriodWithoutAnyRowSaysNothing() {
        SteadyCheck check = new SteadyCheck(1);
        feed(check, 100);
        check.add(new Histogram(3));
        assertThat(check.isSteady()).isFalse();
    }

    @Test
    void aPeriodOfNoSecondsIsRefused() {
        assertThatThrownBy(() -> new SteadyCheck(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void feed(SteadyCheck check, long... millis) {
        for (long ms : millis) {
            Histogram second = new Histogram(3);
            second.recordValue(ms * MS);
            check.add(second);
        }
    }

    @Test
    void twoMillisecondsApartIsNear() {
        // Values that a histogram of three digits gives back as they are.
        assertThat(areSteady(895, 2_000_895)).isTrue();
        assertThat(areSteady(895, 2_001_919)).isFalse();
        assertThat(areSteady(2_000_895, 895)).isTrue();
    }

    private static boolean areSteady(long... nanos) {
        SteadyCheck check = new SteadyCheck(1);
        for (long value : nanos) {
            Histogram second = new Histogram(3);
            second.recordValue(value);
            check.add(second);
        }
        return check.isSteady();
    }
}
