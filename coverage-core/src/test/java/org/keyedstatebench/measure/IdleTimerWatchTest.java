package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Event i is due at i; the idle time is 100, the tolerance 20. */
class IdleTimerWatchTest {

    private final IdleTimerWatch watch = new IdleTimerWatch(4, event -> event, 100, 0, 20);

    IdleTimerWatchTest() {
        watch.open(new Window(0, 100, 0, 10_000));
    }

    @Test
    void aTimerHadToFireIfTheNextEventCameLaterThanTheIdleTimeAndTheTolerance() {
        watch.sent(0, 0);
        watch.row(0, 1, 107);
        watch.sent(0, 120);

        assertThat(watch.due()).isOne();
        assertThat(watch.fired()).isOne();
        assertThat(watch.unexpected()).isZero();
        assertThat(watch.delays().getMaxValue()).isEqualTo(7);
    }

    @Test
    void aTimerThatDidNotFireIsMissing() {
        watch.sent(0, 0);
        watch.sent(0, 120);

        assertThat(watch.due()).isOne();
        assertThat(watch.fired()).isZero();
    }

    @Test
    void aRowThatComesAfterTheNextEventStillAnswersItsTimer() {
        watch.sent(0, 0);
        watch.sent(0, 120);
        watch.row(0, 1, 130);

        assertThat(watch.fired()).isOne();
        assertThat(watch.unexpected()).isZero();
        assertThat(watch.delays().getMaxValue()).isEqualTo(30);
    }

    @Test
    void pausesNearTheIdleTimeAreNotJudged() {
        watch.sent(0, 0);
        watch.sent(0, 119);
        watch.sent(1, 200);
        watch.row(1, 1, 305);
        watch.sent(1, 310);
        watch.sent(2, 400);
        watch.sent(2, 481);
        watch.row(2, 1, 500);

        assertThat(watch.due()).isZero();
        assertThat(watch.unexpected()).isZero();
        assertThat(watch.delays().getTotalCount()).isEqualTo(2);
    }

    @Test
    void aRowOfAKeyThatWasNotIdleIsUnexpected() {
        watch.sent(0, 0);
        watch.sent(0, 79);
        watch.row(0, 1, 105);
        watch.sent(1, 200);
        watch.row(1, 1, 279);

        assertThat(watch.unexpected()).isEqualTo(2);
        assertThat(watch.delays().getTotalCount()).isZero();
    }

    @Test
    void aRowOfNothingThatWasSentOrForTheSecondTimeIsUnexpected() {
        watch.sent(0, 0);
        watch.row(0, 1, 105);
        watch.row(0, 1, 106);
        watch.row(0, 2, 106);
        watch.row(3, 1, 106);
        watch.row(-1, 1, 106);
        watch.row(4, 1, 106);
        watch.row(0, 0, 106);

        assertThat(watch.unexpected()).isEqualTo(6);
    }

    @Test
    void aKeyThatNeverComesAgainHasATimerToo() {
        watch.sent(0, 0);
        watch.row(0, 1, 103);
        watch.sent(1, 9_881); // Its timer is due when the window has closed.
        watch.finish();

        assertThat(watch.due()).isOne();
        assertThat(watch.fired()).isOne();
    }

    @Test
    void onlyTimersOfTheWindowCount() {
        watch.open(new Window(0, 100, 50, 10_000));
        watch.sent(0, 0);
        watch.row(0, 1, 103);
        watch.sent(0, 500);

        assertThat(watch.due()).isZero();
        assertThat(watch.delays().getTotalCount()).isZero();
    }

    @Test
    void inEventTimeTheWatermarksDelayIsAddedToTheIdleTime() {
        IdleTimerWatch eventTime = new IdleTimerWatch(1, event -> event, 100, 50, 20);
        eventTime.open(new Window(0, 100, 0, 10_000));
        eventTime.sent(0, 0);
        eventTime.sent(0, 169);
        assertThat(eventTime.due()).isZero();
        eventTime.row(0, 2, 325);
        eventTime.sent(0, 339);

        assertThat(eventTime.due()).isOne();
        assertThat(eventTime.fired()).isOne();
        assertThat(eventTime.delays().getMaxValue()).isEqualTo(6);
    }

    @Test
    void aPauseAtTheEdgeOfTheToleranceIsNotHeldAgainstTheRow() {
        watch.sent(0, 0);
        watch.row(0, 1, 80);
        watch.sent(1, 0);
        watch.sent(1, 80);
        watch.row(1, 1, 100);

        assertThat(watch.unexpected()).isZero();
    }

    @Test
    void aTimerBelongsToTheWindowIfItIsSetAndHadToFireInIt() {
        for (int dueAt = 28; dueAt <= 33; dueAt++) {
            IdleTimerWatch eventTime = new IdleTimerWatch(1, event -> event, 100, 50, 20);
            eventTime.open(new Window(0, 100, 30, 202));
            eventTime.sent(0, dueAt);
            eventTime.finish();

            // The last one that had to fire by 202 was set at 202 - 100 - 50 - 20.
            assertThat(eventTime.due()).as("set at %d", dueAt).isEqualTo(dueAt >= 30 && dueAt <= 32 ? 1 : 0);
        }
    }
}
