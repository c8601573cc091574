package org.keyedstatebench.measure;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Keeps the latency of each single event of the measured window, so that it can be told afterwards what was different while
 * something else went on, such as a checkpoint. 4 bytes an event. Written by one thread, read after its end.
 */
public final class WindowLatencies {

    /** Windows with more events are not kept. */
    public static final long MOST_EVENTS = 10_000_000;

    private static final int NOT_COVERED = -1;

    private final Window window;
    private final int[] micros;

    /** @param window of at most {@link #MOST_EVENTS} events */
    public WindowLatencies(Window window) {
        this.window = window;
        this.micros = new int[Math.toIntExact(window.size())];
        Arrays.fill(micros, NOT_COVERED);
    }

    /** @param event any; those outside of the window are passed over */
    public void covered(long event, long latencyNs) {
        if (window.contains(event)) {
            micros[(int) (event - window.from())] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, latencyNs / 1000));
        }
    }

    /**
     * Latencies in nanoseconds of the events in any of the stretches, or of those in none.
     *
     * @param stretches events that were due while something went on; may overlap
     */
    public Histogram split(List<Window> stretches, boolean inside) {
        boolean[] in = new boolean[micros.length];
        for (Window stretch : stretches) {
            long from = Math.max(stretch.from(), window.from());
            long to = Math.min(stretch.to(), window.to());
            for (long event = from; event < to; event++) {
                in[(int) (event - window.from())] = true;
            }
        }
        Histogram histogram = new Histogram(LatencyRecorder.DIGITS);
        for (int i = 0; i < micros.length; i++) {
            if (in[i] == inside && micros[i] != NOT_COVERED) {
                histogram.recordValue(micros[i] * 1000L);
            }
        }
        return histogram;
    }
}
