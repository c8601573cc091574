package org.keyedstatebench.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.HostileRecords;
import org.keyedstatebench.event.HostileRecords.HostileRecord;
import org.keyedstatebench.measure.Window;

/**
 * Sends the events of a sequence when they are due: an open loop, which never waits for an answer.
 *
 * <p>{@link #run} belongs to one thread; {@link #attempted}, {@link #measure} and {@link #stop} to any.
 */
public final class LoadGenerator implements Runnable {

    /**
     * At full speed, the time that passes with an event, on a clock that none has to wait for: a reading of the wall clock is shared by
     * 256 of them, which are sent in well under a millisecond.
     */
    private static final long AT_FULL_SPEED_NS = 1_000_000 / 256;

    /** Malformed records weigh no more than events, and pass wherever those do. */
    private static final int MOST_MALFORMED_BYTES = 256;

    /**
     * The ways in which an event can be malformed, to be sent in turn among good ones on purpose, so that every trial proves that engines
     * skip them; one of them is a tombstone, {@code null}. Not to be changed.
     */
    static final byte[][] MALFORMED = HostileRecords.all().stream()
            .filter(HostileRecord::isMalformed)
            .map(HostileRecord::value)
            .filter(value -> value == null || value.length <= MOST_MALFORMED_BYTES)
            .toArray(byte[][]::new);

    private final EventSequence sequence;
    private final EventEncoder encoder;
    /** {@code null} at full speed. */
    private final Schedule schedule;

    private final int malformedEvery;
    private final EventSink sink;
    private final Pacer pacer;
    private final LongSupplier wallClockMs;
    private final LongConsumer lateness;

    /** Only this generator writes it. */
    private final AtomicLong attempted = new AtomicLong();

    private volatile long malformedSent;
    private volatile Window window = Window.NONE;
    private volatile boolean stopped;
    private volatile long limit = Long.MAX_VALUE;
    private volatile long windowFirstSentNs;
    private volatile long windowLastSentNs;
    private long first;

    /**
     * One that waits for no schedule, but sends as fast as the sink takes: to fill a topic before it is drained, or to see how fast
     * it is.
     *
     * @param malformedEvery after every so many events one malformed record is sent as well; 0 for none
     * @param from first event
     * @param to first event that is not sent any more
     * @param wallClockMs for produced_at; read so seldom that it costs nothing
     */
    public static LoadGenerator atFullSpeed(
            EventSequence sequence,
            int payloadBytes,
            int malformedEvery,
            long from,
            long to,
            EventSink sink,
            LongSupplier wallClockMs) {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a range of events needs 0 <= from <= to, got " + from + " to " + to);
        }
        LoadGenerator generator = new LoadGenerator(
                sequence, payloadBytes, null, malformedEvery, sink, dueNs -> dueNs, wallClockMs, lateness -> {});
        generator.first = from;
        generator.attempted.set(from);
        generator.stopAfter(to);
        return generator;
    }

    /**
     * @param malformedEvery after every so many events one malformed record is sent as well; 0 for none
     * @param pacer waits on the clock of the schedule
     * @param wallClockMs for produced_at
     * @param lateness takes the lateness of each send of the window, nanoseconds, 0 or more; called by the generator's thread
     */
    public LoadGenerator(
            EventSequence sequence,
            int payloadBytes,
            Schedule schedule,
            int malformedEvery,
            EventSink sink,
            Pacer pacer,
            LongSupplier wallClockMs,
            LongConsumer lateness) {
        this.sequence = sequence;
        this.encoder = new EventEncoder(payloadBytes);
        this.schedule = schedule;
        this.malformedEvery = malformedEvery;
        this.sink = sink;
        this.pacer = pacer;
        this.wallClockMs = wallClockMs;
        this.lateness = lateness;
    }

    /** Sends until {@link #stop}, or as many events as {@link #stopAfter} says. */
    @Override
    public void run() {
        long malformed = 0;
        WallClock wallClock = new WallClock(wallClockMs);
        for (long i = first; !stopped && i < limit; i++) {
            long due = schedule == null ? i * AT_FULL_SPEED_NS : schedule.dueNs(i);
            long now = pacer.awaitNs(due);
            if (stopped) {
                return;
            }
            byte[] value = encoder.encode(sequence, i, wallClock.at(now));
            int key = sequence.keyIndex(i);
            publish(i + 1);
            sink.send(key, value);
            if (window.contains(i)) {
                recordSend(i, due, now);
            }
            if (malformedEvery > 0 && (i + 1) % malformedEvery == 0) {
                sink.send(key, MALFORMED[(int) (malformed % MALFORMED.length)]);
                malformedSent = ++malformed;
            }
        }
    }

    /**
     * Published before the send: nobody may see a row of an event that he does not know yet. A release store is enough and needs no
     * fence: handing the record over leaves a monitor, the store cannot move behind that, and only then can the record travel.
     */
    private void publish(long events) {
        attempted.lazySet(events);
    }

    private void recordSend(long i, long due, long now) {
        if (i == window.from()) {
            windowFirstSentNs = now;
        }
        windowLastSentNs = now;
        lateness.accept(now - due);
    }

    /** Index behind the last event that was handed to Kafka, or is about to be. */
    public long attempted() {
        return attempted.get();
    }

    public long malformedSent() {
        return malformedSent;
    }

    /** Sets the measured window; its events must not be due yet. */
    public void measure(Window window) {
        this.window = window;
    }

    public Window window() {
        return window;
    }

    /** @param events index of the first event that is not sent */
    public void stopAfter(long events) {
        limit = events;
    }

    public void stop() {
        stopped = true;
    }

    /**
     * Rate at which the events of the window were sent, per second; only meaningful once the last of them was.
     */
    public double windowRateHz() {
        long elapsed = windowLastSentNs - windowFirstSentNs;
        return elapsed <= 0 ? 0 : (window.size() - 1) * 1e9 / elapsed;
    }

    /** Reads the wall clock at most once a millisecond of a clock that is read anyway. Not thread-safe. */
    private static final class WallClock {

        private static final long MILLISECOND_NS = 1_000_000;

        private final LongSupplier wallClockMs;
        private boolean known;
        private long readAtNs;
        private long ms;

        WallClock(LongSupplier wallClockMs) {
            this.wallClockMs = wallClockMs;
        }

        /**
         * @param nowNs on a monotonic clock, of any origin
         * @return epoch milliseconds, behind by less than one
         */
        long at(long nowNs) {
            if (!known || nowNs - readAtNs >= MILLISECOND_NS) {
                known = true;
                readAtNs = nowNs;
                ms = wallClockMs.getAsLong();
            }
            return ms;
        }
    }
}
