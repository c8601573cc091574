package org.keyedstatebench.measure;

import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;

/**
 * Holds the idle rows of a job against the input that is known: the timer of event n of a key is due when the idle time has
 * passed since that event was due, in event time after the watermark's delay as well.
 *
 * <p>A timer <em>had to fire</em> if the next event of its key came later than that by a tolerance, or not at all; a row is
 * <em>unexpected</em> if the next event came, or the row itself became visible, before the idle time by the same tolerance. What
 * lies between is not judged, because it depends on when exactly the engine, whose clock decides, took which event: an engine
 * that works in micro-batches sees no pause that is shorter than a batch. Only timers that were due within the measured window
 * count.
 *
 * <p>Memory is proportional to the keys. Used by one thread.
 */
public final class IdleTimerWatch {

    private final LongUnaryOperator dueNs;
    private final long idleNs;
    private final long delayNs;
    private final long toleranceNs;

    // By key: how many events, when the last two were due, the newest timer seen to fire, the newest one that had to.
    private final int[] sent;
    private final long[] last;
    private final long[] before;
    private final int[] firedOrdinal;
    private final int[] owedOrdinal;

    private volatile Window window = Window.NONE;
    private final Histogram delays = new Histogram(LatencyRecorder.DIGITS);
    private long due;
    private long fired;
    private long unexpected;

    /**
     * @param keys number of keys, which are 0 to keys - 1
     * @param dueNs when event i is due, on the trial's clock
     * @param idleNs after which the job is to write the count of a key
     * @param watermarkDelayNs how much longer event time waits; 0 in processing time
     * @param toleranceNs within which nothing is judged
     */
    public IdleTimerWatch(int keys, LongUnaryOperator dueNs, long idleNs, long watermarkDelayNs, long toleranceNs) {
        this.dueNs = dueNs;
        this.idleNs = idleNs;
        this.delayNs = watermarkDelayNs;
        this.toleranceNs = toleranceNs;
        sent = new int[keys];
        last = new long[keys];
        before = new long[keys];
        firedOrdinal = new int[keys];
        owedOrdinal = new int[keys];
    }

    /** Opens the measured window. May be called by another thread. */
    public void open(Window measured) {
        window = measured;
    }

    /** The next event of a key. Must come before any row that counts it. */
    public void sent(int key, long event) {
        long now = dueNs.applyAsLong(event);
        if (sent[key] > 0) {
            judge(key, now);
        }
        before[key] = last[key];
        last[key] = now;
        sent[key]++;
    }

    /** An idle row became visible. */
    public void row(int key, long count, long visibleNs) {
        if (key < 0 || key >= sent.length || count > sent[key] || count <= firedOrdinal[key]) {
            unexpected++;
            return;
        }
        int ordinal = (int) count;
        firedOrdinal[key] = ordinal;
        boolean newest = ordinal == sent[key];
        boolean newestButOne = ordinal == sent[key] - 1;
        if (newest || newestButOne) {
            long since = newest ? last[key] : before[key];
            long pause = (newest ? visibleNs : last[key]) - since;
            if (pause < idleNs - toleranceNs) {
                unexpected++;
                return;
            }
            if (isInWindow(since)) {
                delays.recordValue(Math.max(0, visibleNs - since - idleNs - delayNs));
            }
        }
        if (owedOrdinal[key] == ordinal) {
            fired++;
        }
    }

    /** Judges the timers that no further event followed; nothing may come after that. */
    public void finish() {
        for (int key = 0; key < sent.length; key++) {
            if (sent[key] > 0) {
                judge(key, Long.MAX_VALUE);
            }
        }
    }

    private void judge(int key, long nextDueNs) {
        long latest = last[key] + idleNs + delayNs + toleranceNs;
        if (isInWindow(last[key]) && nextDueNs >= latest) {
            due++;
            owedOrdinal[key] = sent[key];
            if (firedOrdinal[key] == sent[key]) {
                fired++;
            }
        }
    }

    /** Whether the timer that follows an event was set and had to fire while the load was on. */
    private boolean isInWindow(long eventDueNs) {
        Window measured = window;
        return eventDueNs >= measured.fromNs() && eventDueNs + idleNs + delayNs + toleranceNs <= measured.toNs();
    }

    /** Timers that had to fire. */
    public long due() {
        return due;
    }

    /** Those of {@link #due} that did. */
    public long fired() {
        return fired;
    }

    /** Idle rows that nothing accounts for. */
    public long unexpected() {
        return unexpected;
    }

    /** From when a timer was due until its row was visible, nanoseconds. */
    public Histogram delays() {
        return delays;
    }
}
