package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.scenario.Experiment;

class InterruptAndFollowTest {

    private static final long MS = 1_000_000;

    private final InterruptAndFollow outage =
            new InterruptAndFollow(new Kill(new Experiment.Recovery(Duration.ofSeconds(1), null, null)), Map::of);

    private Recovery recovery(long nowMs) {
        return outage.recovery(nowMs * MS, 7);
    }

    @Test
    void theOutageIsTheLongestTimeWithoutProgressThatOverlapsTheRestart() {
        outage.progress(0 * MS);
        outage.progress(500 * MS); // A pause of 500 long before the kill is none of it.
        outage.progress(590 * MS);
        outage.killed(600 * MS);
        outage.progress(610 * MS); // Rows that the killed process had written still come.
        outage.resumed(900 * MS);
        outage.progress(950 * MS);
        outage.progress(1700 * MS); // Longer, but after the engine was back.

        assertThat(recovery(1700).outageMs()).isEqualTo(340);
        assertThat(recovery(1_700).resumedMs()).isEqualTo(300);
    }

    @Test
    void rowsThatAreOnlyWrittenAgainEndNoOutage() {
        outage.progress(90 * MS);
        outage.killed(100 * MS);
        outage.resumed(200 * MS);
        outage.progress(400 * MS);

        assertThat(recovery(500).outageMs()).isEqualTo(310);
    }

    @Test
    void anEngineThatNeverComesBackIsOutUntilNow() {
        outage.progress(90 * MS);
        outage.killed(100 * MS);

        assertThat(recovery(5_000).outageMs()).isEqualTo(4_910);
        assertThat(recovery(5_000).resumedMs()).isNull();
        assertThat(recovery(5_000).caughtUpMs()).isNull();
    }

    @Test
    void theBacklogIsBackWhenItIsNoHigherThanItHadBeenBeforeTheKill() {
        outage.backlog(10 * MS, 40);
        outage.backlog(20 * MS, 70);
        outage.backlog(30 * MS, 10);
        outage.killed(100 * MS);
        outage.backlog(110 * MS, 60); // Low, but nobody counts yet.
        outage.backlog(200 * MS, 900);
        outage.resumed(250 * MS);
        outage.backlog(260 * MS, 71);
        assertThat(outage.isCaughtUp()).isFalse();
        outage.backlog(300 * MS, 70);
        outage.backlog(310 * MS, 500);

        assertThat(recovery(310).caughtUpMs()).isEqualTo(200);
        assertThat(recovery(310).backlogPeak()).isEqualTo(900);
    }

    @Test
    void aTimeWithoutProgressThatTouchesTheOutageBelongsToIt() {
        outage.progress(0 * MS);
        outage.killed(500 * MS);
        outage.progress(500 * MS); // Ends with the kill.
        outage.resumed(600 * MS);
        outage.progress(600 * MS); // Begins with the first count.
        assertThat(recovery(600).outageMs()).isEqualTo(500);
        outage.progress(1_300 * MS);
        outage.progress(9_000 * MS);

        assertThat(recovery(9_000).outageMs()).isEqualTo(700);
    }

    @Test
    void whereNothingWasCoveredBeforeTheKillTheOutageBeganWithItAtTheLatest() {
        outage.killed(100 * MS);
        outage.resumed(700 * MS);
        outage.progress(800 * MS);

        assertThat(recovery(900).outageMs()).isEqualTo(700);
    }
}
