package org.keyedstatebench.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * How the events of a drain became covered, poll by poll, so that a rate can be taken between any two of them. All rows of a poll
 * share one moment, and nothing is interpolated between polls.
 *
 * <p>The collector's thread fills it; others read it after that thread has ended.
 */
public final class DrainCurve implements CoveredEvents {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long MAX_EVENTS_PER_INTERVAL = 100_000_000;

    /** Parts of a stretch's time in which bursts are looked for. */
    private static final int BURST_PARTS = 50;

    private final LongSupplier cpuNs;
    private long[] timeNs = new long[1024];
    private long[] covered = new long[1024];
    private long[] cpu = new long[1024];
    private int polls;

    public DrainCurve() {
        this(THREADS::getCurrentThreadCpuTime);
    }

    /** @param cpuNs CPU time of the collector's thread, read by itself after each poll that covered something */
    DrainCurve(LongSupplier cpuNs) {
        this.cpuNs = cpuNs;
    }

    /**
     * What lies between two polls.
     *
     * @param fromPoll index of the earlier one, whose events do not count
     * @param toPoll index of the later one, whose events do
     * @param events that became covered
     * @param fromNs when the earlier poll returned
     * @param toNs when the later poll returned
     * @param cpuNs that the collector's thread used
     */
    public record Stretch(int fromPoll, int toPoll, long events, long fromNs, long toNs, long cpuNs) {

        public double seconds() {
            return (toNs - fromNs) / 1e9;
        }

        public double perSecond() {
            return events / seconds();
        }
    }

    @Override
    public void covered(long event, long latencyNs) {
        // Preloaded events were due long ago: when they become covered says it all.
    }

    @Override
    public void pollEnded(long visibleNs, long coveredEvents) {
        if (coveredEvents == 0) {
            return;
        }
        if (polls == timeNs.length) {
            timeNs = Arrays.copyOf(timeNs, polls * 2);
            covered = Arrays.copyOf(covered, polls * 2);
            cpu = Arrays.copyOf(cpu, polls * 2);
        }
        timeNs[polls] = visibleNs;
        covered[polls] = total() + coveredEvents;
        cpu[polls] = cpuNs.getAsLong();
        polls++;
    }

    /** Events covered so far. */
    public long total() {
        return polls == 0 ? 0 : covered[polls - 1];
    }

    public boolean isEmpty() {
        return polls == 0;
    }

    public long firstNs() {
        return timeNs[0];
    }

    public long lastNs() {
        return timeNs[polls - 1];
    }

    /**
     * From the poll that covered the event of one rank to the poll that covered the event of another, in the order of coverage.
     *
     * @param fromRank from 1
     * @param toRank above it
     * @return empty if one poll covered both, or the later one was never covered
     */
    public Optional<Stretch> between(long fromRank, long toRank) {
        int from = pollOf(fromRank);
        int to = pollOf(toRank);
        if (to >= polls || timeNs[from] == timeNs[to]) {
            return Optional.empty();
        }
        return Optional.of(
                new Stretch(from, to, covered[to] - covered[from], timeNs[from], timeNs[to], cpu[to] - cpu[from]));
    }

    /** Events per whole interval of a stretch. */
    public Histogram perInterval(Stretch stretch, long intervalNs) {
        Histogram histogram = new Histogram(1, MAX_EVENTS_PER_INTERVAL, LatencyRecorder.DIGITS);
        IntervalCounter counter =
                new IntervalCounter(stretch.fromNs(), stretch.toNs(), intervalNs, histogram::recordValue);
        for (int poll = stretch.fromPoll() + 1; poll <= stretch.toPoll(); poll++) {
            // The last one ends the stretch, and with it all whole intervals.
            counter.add(timeNs[poll], covered[poll] - covered[poll - 1]);
        }
        return histogram;
    }

    /**
     * Largest share of a stretch's events that became covered within a fiftieth of its time: 0.02 for an even flow, 1 if all came at
     * once.
     */
    public double largestBurst(Stretch stretch) {
        long spanNs = (stretch.toNs() - stretch.fromNs()) / BURST_PARTS;
        long most = 0;
        int first = stretch.fromPoll() + 1;
        for (int poll = first; poll <= stretch.toPoll(); poll++) {
            while (timeNs[poll] - timeNs[first] > spanNs) {
                first++;
            }
            most = Math.max(most, covered[poll] - covered[first - 1]);
        }
        return (double) most / stretch.events();
    }

    /** Index of the first poll by which so many events were covered; behind the last poll if none. */
    private int pollOf(long rank) {
        int found = Arrays.binarySearch(covered, 0, polls, rank);
        return found >= 0 ? found : -found - 1;
    }
}
