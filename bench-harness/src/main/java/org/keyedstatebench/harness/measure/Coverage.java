package org.keyedstatebench.harness.measure;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Accounts for every event: which output row covers it, and whether rows were lost, written again, left out or wrong.
 *
 * <p>Event i, the n-th of its key k, is covered by the first row (k, c) with c at least n. A row therefore covers all events of
 * its key that are still uncovered up to ordinal c: one for a per-record engine, a thousand for a micro-batch.
 *
 * <p>Memory is proportional to the keys plus the events in flight, not to the events sent: the uncovered events of a key form a
 * linked list in a pool of nodes that is reused. Recording allocates nothing unless the pool must grow. Not thread-safe.
 */
public final class Coverage {

    private static final int NONE = -1;

    private final boolean rowPerEvent;
    private final LongConsumer covered;

    // By key.
    private final int[] sent;
    private final int[] highest;
    private final int[] last;
    private final int[] head;
    private final int[] tail;

    // The pool: a node is an uncovered event.
    private long[] eventOf;
    private int[] next;
    private int free = NONE;
    private int used;

    private long sentTotal;
    private long coveredTotal;
    private long duplicates;
    private long gaps;
    private long rows;
    private long unexpected;

    /**
     * @param keys number of keys, which are 0 to keys - 1
     * @param rowPerEvent whether each event must have a row of its own, so that a jump in the counts of a key is a gap
     * @param covered is told the index of each event when it becomes covered, in the order of events of a key
     */
    public Coverage(int keys, boolean rowPerEvent, LongConsumer covered) {
        this.rowPerEvent = rowPerEvent;
        this.covered = covered;
        sent = new int[keys];
        highest = new int[keys];
        last = new int[keys];
        head = new int[keys];
        tail = new int[keys];
        Arrays.fill(head, NONE);
        Arrays.fill(tail, NONE);
        eventOf = new long[1024];
        next = new int[1024];
    }

    /** The next event of a key was sent, or is about to be. Must come before any row that counts it. */
    public void sent(int key, long event) {
        int node = takeNode();
        eventOf[node] = event;
        next[node] = NONE;
        if (tail[key] == NONE) {
            head[key] = node;
        } else {
            next[tail[key]] = node;
        }
        tail[key] = node;
        sent[key]++;
        sentTotal++;
    }

    /** A row became visible. A key that is none, or a count above what was sent, is unexpected and covers nothing. */
    public void row(int key, long count) {
        rows++;
        if (key < 0 || key >= sent.length || count < 1 || count > sent[key]) {
            unexpected++;
            if (key >= 0 && key < sent.length) {
                // Keeps a count that is too high from passing as the right final count.
                last[key] = (int) Math.min(count, Integer.MAX_VALUE);
            }
            return;
        }
        int c = (int) count;
        last[key] = c;
        if (c <= highest[key]) {
            duplicates++;
            return;
        }
        if (rowPerEvent) {
            gaps += c - highest[key] - 1;
        }
        cover(key, c - highest[key]);
        highest[key] = c;
    }

    /** A row that could not be read as a count. */
    public void unreadableRow() {
        rows++;
        unexpected++;
    }

    private void cover(int key, int events) {
        int node = head[key];
        for (int n = 0; n < events; n++) {
            covered.accept(eventOf[node]);
            int following = next[node];
            next[node] = free;
            free = node;
            node = following;
        }
        head[key] = node;
        if (node == NONE) {
            tail[key] = NONE;
        }
        coveredTotal += events;
    }

    private int takeNode() {
        if (free != NONE) {
            int node = free;
            free = next[node];
            return node;
        }
        if (used == next.length) {
            int capacity = Math.multiplyExact(used, 2);
            eventOf = Arrays.copyOf(eventOf, capacity);
            next = Arrays.copyOf(next, capacity);
        }
        return used++;
    }

    public long uncovered() {
        return sentTotal - coveredTotal;
    }

    public long coveredTotal() {
        return coveredTotal;
    }

    /** The account so far; final once the output was read to its end. */
    public Account account() {
        long wrongFinalCounts = 0;
        for (int key = 0; key < sent.length; key++) {
            if (last[key] != sent[key]) {
                wrongFinalCounts++;
            }
        }
        return new Account(sentTotal, coveredTotal, duplicates, gaps, wrongFinalCounts, rows, unexpected);
    }

    /** Nodes that the pool has room for; a test holds the memory bound with it. */
    int capacity() {
        return next.length;
    }

    /**
     * What became of the events.
     *
     * @param sent events sent
     * @param covered events accounted for by a row
     * @param duplicates rows with a count not above the highest seen for their key
     * @param gaps events without a row of their own although each should have one
     * @param wrongFinalCounts keys whose last row has not the number of their events
     * @param rows all rows
     * @param unexpectedRows rows that are no count, of no key that was sent, or above what was sent
     */
    public record Account(
            long sent,
            long covered,
            long duplicates,
            long gaps,
            long wrongFinalCounts,
            long rows,
            long unexpectedRows) {

        /** Events that no row accounts for. */
        public long lost() {
            return sent - covered;
        }
    }
}
