package org.keyedstatebench.measure;

import java.time.Duration;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.Series;

/**
 * All series of one trial, and which of them an event belongs to: latency inside and outside of the measured window, covered
 * events per interval, lateness.
 *
 * <p>Three threads use it: the collector calls {@link #covered} and {@link #pollEnded}, the generator {@link #lateness}, and the
 * trial's own thread all else.
 */
public final class TrialRecorder implements CoveredEvents {

    public static final long THROUGHPUT_INTERVAL_MS = 100;

    private static final long INTERVAL_NS =
            Duration.ofMillis(THROUGHPUT_INTERVAL_MS).toNanos();
    private static final long MAX_LATENCY_NS = Duration.ofHours(1).toNanos();
    private static final long MAX_EVENTS_PER_INTERVAL = 100_000_000;

    private final LatencyRecorder latency = new LatencyRecorder(MAX_LATENCY_NS);
    private final LatencyRecorder outside = new LatencyRecorder(MAX_LATENCY_NS);
    private final LatencyRecorder lateness = new LatencyRecorder(MAX_LATENCY_NS);
    private final LatencyRecorder throughput = new LatencyRecorder(MAX_EVENTS_PER_INTERVAL);

    private volatile LongConsumer progress = timeNs -> {};
    private volatile Span span =
            new Span(Window.NONE, new IntervalCounter(0, 0, INTERVAL_NS, throughput::record), null);
    private volatile long coveredInWindow;

    /** The window and what is counted in it; one reference, so that all change at once. */
    private record Span(Window window, IntervalCounter covered, WindowLatencies each) {}

    /** Lets someone know of the time whenever events became covered; called by the collector's thread. */
    public void tellProgress(LongConsumer follower) {
        progress = follower;
    }

    /**
     * Opens the measured window; its events must not be due yet.
     *
     * @param keepEach whether to keep the latency of each single event of a window that is not too long for it
     */
    public void open(Window window, boolean keepEach) {
        span = new Span(
                window,
                new IntervalCounter(window.fromNs(), window.toNs(), INTERVAL_NS, throughput::record),
                keepEach && window.size() <= WindowLatencies.MOST_EVENTS ? new WindowLatencies(window) : null);
    }

    /** Each latency of the window; {@code null} if they were not kept. Only after the collector's thread has ended. */
    public WindowLatencies each() {
        return span.each();
    }

    @Override
    public void covered(long event, long latencyNs) {
        Span now = span;
        if (now.window().contains(event)) {
            latency.record(latencyNs);
            coveredInPoll++;
            if (now.each() != null) {
                now.each().covered(event, latencyNs);
            }
        } else {
            outside.record(latencyNs);
        }
    }

    /** Of the collector's thread: events of the window that the current poll covered. */
    private long coveredInPoll;

    @Override
    public void pollEnded(long visibleNs, long coveredEvents) {
        span.covered().add(visibleNs, coveredEvents);
        if (coveredEvents > 0) {
            progress.accept(visibleNs);
        }
        long before = coveredInWindow;
        coveredInWindow = before + coveredInPoll;
        coveredInPoll = 0;
    }

    /** @param latenessNs how late an event of the window was sent */
    public void lateness(long latenessNs) {
        lateness.record(latenessNs);
    }

    /** Events of the window that are covered so far. */
    public long coveredInWindow() {
        return coveredInWindow;
    }

    /**
     * Takes what was recorded since the last call and logs it.
     *
     * @return coverage latencies since the last call, of all events
     */
    public Histogram takeInterval(IntervalLog log) {
        Histogram inWindow = latency.takeInterval();
        Histogram elsewhere = outside.takeInterval();
        log.write(Series.LATENCY, inWindow);
        log.write(Series.OUTSIDE, elsewhere);
        log.write(Series.LATENESS, lateness.takeInterval());
        log.write(Series.THROUGHPUT, throughput.takeInterval());
        Histogram both = elsewhere.copy();
        both.add(inWindow);
        return both;
    }

    /** Closes the last intervals; only after the collector's thread has ended, and before the last {@link #takeInterval}. */
    public void finish() {
        span.covered().finish();
    }

    public Histogram latency() {
        return latency.total();
    }

    public Histogram lateness() {
        return lateness.total();
    }

    public Histogram throughput() {
        return throughput.total();
    }

    /** Events of any kind that became covered while the window was open, per second; only after {@link #finish}. */
    public double coveredPerSecond() {
        return span.covered().perSecond();
    }
}
