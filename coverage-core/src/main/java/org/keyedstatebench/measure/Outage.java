package org.keyedstatebench.measure;

import java.util.OptionalLong;

/**
 * Tells what the kill of an engine cost: how long no event became covered, when the new process counted for the first time, and
 * when the backlog was back at what it had been. All times are those of the trial's clock, nanoseconds.
 *
 * <p>The collector's thread tells of progress, the trial's thread of all else; every method may be called by any thread.
 */
public final class Outage {

    private static final long NEVER = Long.MIN_VALUE;

    private long killedNs = NEVER;
    private long lastProgressNs = NEVER;
    private long resumedNs = NEVER;
    private long caughtUpNs = NEVER;
    private long longestNs;
    private long usualBacklog;
    private long peak;

    /** Events became covered that were not before. */
    public synchronized void progress(long timeNs) {
        overlap(timeNs);
        lastProgressNs = timeNs;
    }

    public synchronized void killed(long timeNs) {
        killedNs = timeNs;
    }

    /** The first count of the new process became visible; only the first call matters. */
    public synchronized void resumed(long timeNs) {
        if (resumedNs == NEVER) {
            resumedNs = timeNs;
        }
    }

    /**
     * How many events are uncovered. Before the kill this tells what is usual: its highest value, because the backlog of a
     * micro-batch engine swings.
     */
    public synchronized void backlog(long timeNs, long events) {
        if (killedNs == NEVER) {
            usualBacklog = Math.max(usualBacklog, events);
            return;
        }
        peak = Math.max(peak, events);
        if (resumedNs != NEVER && caughtUpNs == NEVER && events <= usualBacklog) {
            caughtUpNs = timeNs;
        }
    }

    /** Whether the backlog is back at what was usual before the kill. */
    public synchronized boolean isCaughtUp() {
        return caughtUpNs != NEVER;
    }

    /**
     * The longest time without newly covered events that overlaps the time from the kill to the first count of the new process.
     *
     * @param nowNs end of a time without progress that goes on
     */
    public synchronized long longestNs(long nowNs) {
        overlap(nowNs);
        return longestNs;
    }

    /** From the kill to the first count of the new process. */
    public synchronized OptionalLong resumedAfterNs() {
        return afterKill(resumedNs);
    }

    /** From the kill until the backlog was back. */
    public synchronized OptionalLong caughtUpAfterNs() {
        return afterKill(caughtUpNs);
    }

    /** Highest backlog since the kill. */
    public synchronized long peak() {
        return peak;
    }

    private OptionalLong afterKill(long timeNs) {
        return timeNs == NEVER ? OptionalLong.empty() : OptionalLong.of(timeNs - killedNs);
    }

    /** A time without progress ends now; it counts if it has a moment in common with the outage. */
    private void overlap(long nowNs) {
        boolean endsAfterKill = killedNs != NEVER && nowNs >= killedNs;
        boolean beganBeforeResumed = resumedNs == NEVER || lastProgressNs <= resumedNs;
        if (endsAfterKill && beganBeforeResumed) {
            // Where nothing was covered before the kill, nobody saw when the time without progress began: not after the
            // kill.
            longestNs = Math.max(longestNs, nowNs - (lastProgressNs == NEVER ? killedNs : lastProgressNs));
        }
    }
}
