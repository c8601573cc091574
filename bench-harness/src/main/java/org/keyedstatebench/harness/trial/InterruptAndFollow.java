package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Recovery;

/**
 * Interrupts the engine in the middle of an open loop, by a kill or by a change of the job, lets it go on, and finds out what that cost: how
 * long no event became covered, when the new process counted for the first time, and when the backlog was back at what it had been. All
 * times are those of the trial's clock, nanoseconds.
 *
 * <p>The collector's thread tells of progress and of the first count, the trial's thread of all else.
 */
final class InterruptAndFollow implements WindowWork {

    private static final long NEVER = Long.MIN_VALUE;

    private final Interruption interruption;
    private final Supplier<Map<Integer, Long>> endOfOutput;
    private final List<Recovery.Second> seconds = new ArrayList<>();
    private long windowFromNs;

    /** Until the kill, when it is due. */
    private long killNs;

    private boolean killed;
    private long lastProgressNs = NEVER;
    private long resumedNs = NEVER;
    private long caughtUpNs = NEVER;
    private long longestNs;
    private long usualBacklog;
    private long peak;

    /** @param endOfOutput offsets behind the last rows of the output, by partition */
    InterruptAndFollow(Interruption interruption, Supplier<Map<Integer, Long>> endOfOutput) {
        this.interruption = interruption;
        this.endOfOutput = endOfOutput;
    }

    @Override
    public void whileOpen(TrialRig rig, Load.OpenLoop load, Window window) throws InterruptedException {
        windowFromNs = window.fromNs();
        killNs = windowFromNs + interruption.after().toNanos();
        rig.tellTicks((second, covered, backlog) -> ticked(rig.clock.nanos(), second, covered, backlog));
        load.recorder().tellProgress(this::progress);
        rig.await(
                () -> sampled(rig, load) && rig.clock.nanos() >= killNs,
                interruption.after().plus(TrialRig.TICK.multipliedBy(5)));
        killed(rig.clock.nanos());
        interruption.interrupt(rig);
        // Asked for now: whatever lies behind this was written afterwards.
        load.tellFirstBehind(endOfOutput.get(), this::resumed);
        if (interruption.endsEngine()) {
            rig.engine.start();
        } else {
            // A loss is noticed later, and only then do all stop: a backlog that is small at first says nothing.
            rig.await(
                    () -> sampled(rig, load) && rig.clock.nanos() >= window.toNs(),
                    Duration.ofNanos(Math.max(0, window.toNs() - rig.clock.nanos()))
                            .plus(TrialRig.TICK));
        }
        try {
            rig.await(
                    () -> sampled(rig, load) && isCaughtUp(), rig.trial.timing().drainTimeout());
        } catch (TrialFailedException end) {
            throw hasResumed() ? end : interruption.explained(rig, end);
        }
    }

    /** @return true, to stand in a condition */
    private boolean sampled(TrialRig rig, Load load) {
        backlog(rig.clock.nanos(), load.backlog());
        return true;
    }

    private void ticked(long nowNs, Histogram second, long covered, long backlog) {
        boolean none = second.getTotalCount() == 0;
        seconds.add(new Recovery.Second(
                TrialRig.millis(killNs, nowNs),
                covered,
                none ? null : second.getValueAtPercentile(50),
                none ? null : second.getMaxValue(),
                backlog));
    }

    @Override
    public Verdict conclude(TrialRig rig, Load.OpenLoop load, TrialDraft draft, Verdict verdict) {
        draft.found.recovery(recovery(rig.clock.nanos(), load.repeatedEvents()).withChange(interruption.change(rig)));
        return verdict.flaggedIf(!isCaughtUp(), Flag.NOT_CAUGHT_UP);
    }

    /** Events became covered that were not before. */
    synchronized void progress(long timeNs) {
        overlap(timeNs);
        lastProgressNs = timeNs;
    }

    synchronized void killed(long timeNs) {
        killNs = timeNs;
        killed = true;
    }

    /** The first count of the new process became visible; only the first call matters. */
    synchronized void resumed(long timeNs) {
        if (resumedNs == NEVER) {
            resumedNs = timeNs;
        }
    }

    /**
     * How many events are uncovered. Before the kill this tells what is usual: its highest value, because the backlog of a
     * micro-batch engine swings.
     */
    synchronized void backlog(long timeNs, long events) {
        if (!killed) {
            usualBacklog = Math.max(usualBacklog, events);
            return;
        }
        peak = Math.max(peak, events);
        if (!interruption.endsEngine() && events > usualBacklog) {
            caughtUpNs = NEVER;
        }
        if (resumedNs != NEVER && caughtUpNs == NEVER && events <= usualBacklog) {
            caughtUpNs = timeNs;
        }
    }

    private synchronized boolean hasResumed() {
        return resumedNs != NEVER;
    }

    /** Whether the backlog is back at what was usual before the kill. */
    synchronized boolean isCaughtUp() {
        return caughtUpNs != NEVER;
    }

    /**
     * What was found; the outage is the longest time without newly covered events that overlaps the time from the kill to the first
     * count of the new process, or where the engine goes on by itself, the longest one after the kill.
     *
     * @param nowNs end of a time without progress that goes on
     */
    synchronized Recovery recovery(long nowNs, long repeatedEvents) {
        overlap(nowNs);
        return new Recovery(
                TrialRig.millis(windowFromNs, killNs),
                longestNs / 1_000_000,
                millisAfterKill(resumedNs),
                millisAfterKill(caughtUpNs),
                peak,
                repeatedEvents,
                seconds,
                null);
    }

    private Long millisAfterKill(long timeNs) {
        return timeNs == NEVER ? null : (Long) TrialRig.millis(killNs, timeNs);
    }

    /** A time without progress ends now; it counts if it has a moment in common with the outage. */
    private void overlap(long nowNs) {
        boolean endsAfterKill = killed && nowNs >= killNs;
        boolean beganBeforeResumed = resumedNs == NEVER || lastProgressNs <= resumedNs;
        if (endsAfterKill && (beganBeforeResumed || !interruption.endsEngine())) {
            // Where nothing was covered before the kill, nobody saw when the time without progress began: not after the
            // kill.
            long timeNs = nowNs - (lastProgressNs == NEVER ? killNs : lastProgressNs);
            if (timeNs > longestNs && !interruption.endsEngine()) {
                // Others may have gone on for a while: the first count afterwards is the one that ends the outage.
                resumedNs = nowNs;
            }
            longestNs = Math.max(longestNs, timeNs);
        }
    }
}
