package org.keyedstatebench.measure;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;

/**
 * Ties coverage to time: an event became visible when the poll returned whose rows cover it. Once it is given to the collector, it
 * lives on the collector's thread.
 */
public final class VisibleEvents {

    private final EventSequence sequence;
    private final LongSupplier attempted;
    private final CoveredEvents perEvent;
    private final Coverage coverage;
    private final IdleTimerWatch idleTimers;
    private final RepeatedEvents repeated;
    private long known;
    private long visibleNs;
    private long coveredInPoll;
    private long overdueBelow;
    private long overdue;

    /**
     * @param dueNs when event i is due, on the trial's clock
     * @param attempted how many events were handed to Kafka or are about to be; read after each poll
     * @param perEvent takes the latency of each covered event
     * @param idleTimers takes idle rows; {@code null} if the job sets no timers, so that every such row is unexpected
     * @param repeated takes all other rows; {@code null} if nobody wants to know
     */
    public VisibleEvents(
            EventSequence sequence,
            LongUnaryOperator dueNs,
            LongSupplier attempted,
            boolean rowPerEvent,
            CoveredEvents perEvent,
            IdleTimerWatch idleTimers,
            RepeatedEvents repeated) {
        this.sequence = sequence;
        this.attempted = attempted;
        this.perEvent = perEvent;
        this.idleTimers = idleTimers;
        this.repeated = repeated;
        this.coverage = new Coverage(sequence.keys().count(), rowPerEvent, event -> {
            coveredInPoll++;
            if (event < overdueBelow) {
                overdue--;
            }
            perEvent.covered(event, visibleNs - dueNs.applyAsLong(event));
        });
    }

    /** Rows follow that became visible now. */
    void pollReturned(long nowNs) {
        catchUp();
        visibleNs = nowNs;
    }

    /**
     * Computes anew what was sent since the last poll, instead of passing it from the generator's thread: the input is known.
     * Comes after the poll, so that no row can be ahead of it.
     */
    private void catchUp() {
        for (long sent = attempted.getAsLong(); known < sent; known++) {
            int key = sequence.keyIndex(known);
            coverage.sent(key, known);
            if (idleTimers != null) {
                idleTimers.sent(key, known);
            }
        }
    }

    void row(int key, long count) {
        coverage.row(key, count);
        if (repeated != null) {
            repeated.row(key, count);
        }
    }

    /** @param count empty if the row could not be read as one */
    void unusualRow(Optional<Count> count) {
        if (count.isEmpty() || (count.get().idle() && idleTimers == null)) {
            coverage.unreadableRow();
            return;
        }
        int key = KeySpace.index(count.get().key());
        long running = count.get().runningCount();
        if (count.get().idle()) {
            // No event caused it, so it neither covers one nor repeats a row.
            idleTimers.row(key, running, visibleNs);
        } else {
            row(key, running);
        }
    }

    /** @return events covered so far */
    long pollEnded() {
        perEvent.pollEnded(visibleNs, coveredInPoll);
        coveredInPoll = 0;
        return coverage.coveredTotal();
    }

    Coverage.Account account() {
        catchUp();
        return coverage.account();
    }

    /** The account so far; {@link #overdue} is from now on about the events that are known to be sent now. */
    Coverage.Account accountSoFar() {
        Coverage.Account account = account();
        overdueBelow = known;
        overdue = account.lost();
        return account;
    }

    /** How many events are still uncovered of those that had been sent when the last account so far was taken. */
    long overdue() {
        return overdue;
    }
}
