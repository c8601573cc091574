package org.keyedstatebench.measure;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * A series of values between one writing thread and one reading thread, as one histogram per interval and one of all.
 *
 * <p>{@link #record} belongs to the writing thread; all else to the reading thread. Values are clamped to the range, so that
 * an absurd one can neither throw nor be lost.
 */
public final class LatencyRecorder {

    /** 3 significant digits: an error of at most 0.1 %. */
    public static final int DIGITS = 3;

    private final long max;
    private final SingleWriterRecorder recorder;
    private final Histogram total;
    private Histogram recycled;

    /** @param max highest value that can be told from higher ones */
    public LatencyRecorder(long max) {
        this.max = max;
        this.recorder = new SingleWriterRecorder(1, max, DIGITS);
        this.total = new Histogram(1, max, DIGITS);
    }

    public void record(long value) {
        recorder.recordValue(Math.max(0, Math.min(value, max)));
    }

    /**
     * Takes what was recorded since the last call.
     *
     * @return valid until the next call
     */
    public Histogram takeInterval() {
        recycled = recorder.getIntervalHistogram(recycled);
        total.add(recycled);
        return recycled;
    }

    /** All intervals that were taken. */
    public Histogram total() {
        return total;
    }
}
