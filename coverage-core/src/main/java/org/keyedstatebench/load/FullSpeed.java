package org.keyedstatebench.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;

/**
 * Sends a range of events as fast as the sink takes them, without a schedule: to fill a topic before it is drained, or to see how
 * fast the generator is.
 *
 * <p>{@link #run} belongs to one thread; all else to any.
 */
public final class FullSpeed implements Runnable {

    /** How many events share a reading of the wall clock: well under a millisecond of them. */
    private static final int EVENTS_PER_READING = 256;

    private final EventSequence sequence;
    private final EventEncoder encoder;
    private final long from;
    private final long to;
    private final EventSink sink;
    private final LongSupplier wallClockMs;
    private final AtomicLong attempted;
    private volatile boolean stopped;

    /**
     * @param from first event
     * @param to first event that is not sent any more
     * @param wallClockMs for produced_at
     */
    public FullSpeed(
            EventSequence sequence, int payloadBytes, long from, long to, EventSink sink, LongSupplier wallClockMs) {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a range of events needs 0 <= from <= to, got " + from + " to " + to);
        }
        this.sequence = sequence;
        this.encoder = new EventEncoder(payloadBytes);
        this.from = from;
        this.to = to;
        this.sink = sink;
        this.wallClockMs = wallClockMs;
        this.attempted = new AtomicLong(from);
    }

    /** Returns when the last event was handed over, or soon after {@link #stop}. */
    @Override
    public void run() {
        long producedAt = 0;
        for (long i = from; i < to && !stopped; i++) {
            if ((i - from) % EVENTS_PER_READING == 0) {
                producedAt = wallClockMs.getAsLong();
            }
            byte[] value = encoder.encode(sequence, i, producedAt);
            // Before the send, as in LoadGenerator.
            attempted.lazySet(i + 1);
            sink.send(sequence.keyIndex(i), value);
        }
    }

    /** Index behind the last event that was handed over, or is about to be. */
    public long attempted() {
        return attempted.get();
    }

    public void stop() {
        stopped = true;
    }
}
