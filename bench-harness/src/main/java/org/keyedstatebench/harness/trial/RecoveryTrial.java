package org.keyedstatebench.harness.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.measure.Outage;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.scenario.Experiment;

/** Kills the engine in the middle of an open loop, lets it go on from its last checkpoint, and finds out what that cost. */
final class RecoveryTrial extends OfferedTrial {

    private final Experiment.Recovery experiment;
    private final Outage outage = new Outage();
    private final List<Recovery.Second> seconds = new ArrayList<>();
    private long killedNs;
    private long coveredAtLastSecond;
    private boolean measuring;

    RecoveryTrial(Context context, Experiment.Recovery experiment) {
        super(context);
        this.experiment = experiment;
    }

    @Override
    void whileMeasuring(OfferedLoad load, OfferedLoad.Span window) throws InterruptedException {
        killedNs = window.fromNs() + experiment.killAfter().toNanos();
        measuring = true;
        load.recorder().tellProgress(outage);
        long killAt = killedNs;
        await(
                () -> sampled(load) && clock.getAsLong() >= killAt,
                experiment.killAfter().plus(TICK.multipliedBy(5)));
        killedNs = clock.getAsLong();
        outage.killed(killedNs);
        kill();
        // Asked for now: whatever lies behind this was written by the next life.
        load.collector().tellFirstBehind(setting.topics().endOffsets(outputTopic()), outage::resumed);
        resume();
        await(() -> sampled(load) && outage.isCaughtUp(), timing.drainTimeout());
        awaitTime(window.toNs());
    }

    /** @return true, to stand in a condition */
    private boolean sampled(OfferedLoad load) {
        // Covered first: read the other way round, it could be ahead of what was sent.
        long covered = load.covered();
        outage.backlog(clock.getAsLong(), load.sent() - covered);
        return true;
    }

    @Override
    void ticked(Histogram second, long covered, long backlog) {
        if (measuring) {
            boolean none = second.getTotalCount() == 0;
            seconds.add(new Recovery.Second(
                    (clock.getAsLong() - killedNs) / 1_000_000,
                    Math.max(0, covered - coveredAtLastSecond),
                    none ? null : second.getValueAtPercentile(50),
                    none ? null : second.getMaxValue(),
                    backlog));
        }
        coveredAtLastSecond = covered;
    }

    @Override
    Verdict conclude(OfferedLoad load, OfferedLoad.Span window, Verdict verdict) {
        OptionalLong resumed = outage.resumedAfterNs();
        OptionalLong caughtUp = outage.caughtUpAfterNs();
        draft.recovery = new Recovery(
                millis(window.fromNs(), killedNs),
                outage.longestNs(clock.getAsLong()) / 1_000_000,
                resumed.isPresent() ? resumed.getAsLong() / 1_000_000 : null,
                caughtUp.isPresent() ? caughtUp.getAsLong() / 1_000_000 : null,
                outage.peak(),
                load.repeatedEvents(),
                seconds);
        return caughtUp.isPresent() ? verdict : verdict.flagged(Flag.NOT_CAUGHT_UP);
    }

    /** The killed process took its total of malformed records with it. */
    @Override
    boolean oneLife() {
        return false;
    }
}
