package org.keyedstatebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageTest {

    private final Outage outage = new Outage();

    @Test
    void theOutageIsTheLongestTimeWithoutProgressThatOverlapsTheRestart() {
        outage.progress(0);
        outage.progress(500); // A pause of 500 long before the kill is none of it.
        outage.progress(590);
        outage.killed(600);
        outage.progress(610); // Rows that the killed process had written still come.
        outage.resumed(900);
        outage.progress(950);
        outage.progress(1700); // Longer, but after the engine was back.

        assertThat(outage.longestNs(1700)).isEqualTo(340);
        assertThat(outage.resumedAfterNs()).hasValue(300);
    }

    @Test
    void rowsThatAreOnlyWrittenAgainEndNoOutage() {
        outage.progress(90);
        outage.killed(100);
        outage.resumed(200);
        outage.progress(400);

        assertThat(outage.longestNs(500)).isEqualTo(310);
    }

    @Test
    void anEngineThatNeverComesBackIsOutUntilNow() {
        outage.progress(90);
        outage.killed(100);

        assertThat(outage.longestNs(5_000)).isEqualTo(4_910);
        assertThat(outage.resumedAfterNs()).isEmpty();
        assertThat(outage.caughtUpAfterNs()).isEmpty();
    }

    @Test
    void theBacklogIsBackWhenItIsNoHigherThanItHadBeenBeforeTheKill() {
        outage.backlog(10, 40);
        outage.backlog(20, 70);
        outage.backlog(30, 10);
        outage.killed(100);
        outage.backlog(110, 60); // Low, but nobody counts yet.
        outage.backlog(200, 900);
        outage.resumed(250);
        outage.backlog(260, 71);
        assertThat(outage.isCaughtUp()).isFalse();
        outage.backlog(300, 70);
        outage.backlog(310, 500);

        assertThat(outage.caughtUpAfterNs()).hasValue(200);
        assertThat(outage.peak()).isEqualTo(900);
    }

    @Test
    void aTimeWithoutProgressThatTouchesTheOutageBelongsToIt() {
        outage.progress(0);
        outage.killed(500);
        outage.progress(500); // Ends with the kill.
        outage.resumed(600);
        outage.progress(600); // Begins with the first count.
        assertThat(outage.longestNs(600)).isEqualTo(500);
        outage.progress(1_300);
        outage.progress(9_000);

        assertThat(outage.longestNs(9_000)).isEqualTo(700);
    }

    @Test
    void whereNothingWasCoveredBeforeTheKillTheOutageBeganWithItAtTheLatest() {
        outage.killed(100);
        outage.resumed(700);
        outage.progress(800);

        assertThat(outage.longestNs(900)).isEqualTo(700);
    }
}
