package org.keyedstatebench.measure;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Accounts for every event: which output row covers it, and whether rows were lost, written again, left out or wrong.
 *
 * <p>Event i, the n-th of its key k, is covered by the first row (k, c) with c at least n. A row therefore covers all events of
 * its key that are still uncovered up to ordinal c: one for a per-record engine, a thousand for a micro-batch.
 *
 * <p>Memory is proportional to the keys plus the events in flight, not to the events sent: the uncovered events of a key form a
 * linked list in a pool of nodes that is reused. All that is known of a key lies together, 16 bytes in one cache line, and so does a
 * node, because with a million keys each of them is far away. Recording allocates nothing unless the pool must grow. Not
 * thread-safe.
 */
public final class Coverage {

    private static final int NONE = -1;

    // What is known of a key, as offsets into its slot.
    /** Events sent. */
    private static final int SENT = 0;
    /** Highest count seen: that many events are covered. */
    private static final int HIGHEST = 1;
    /** Count of the last row. */
    private static final int LAST = 2;
    /** Node of the last uncovered event, which points to the first one; means nothing while all events are covered. */
    private static final int TAIL = 3;

    private static final int SLOT = 4;

    private final boolean rowPerEvent;
    private final LongConsumer covered;
    private final int keys;
    private final int[] slots;

    /** The pool: a node is an uncovered event, as its index and the node of the next one. */
    private long[] nodes;

    private static final int EVENT = 0;
    private static final int NEXT = 1;
    private static final int NODE = 2;

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
        this.keys = keys;
        slots = new int[Math.multiplyExact(keys, SLOT)];
        nodes = new long[1024 * NODE];
    }

    /** The next event of a key was sent, or is about to be. Must come before any row that counts it. */
    public void sent(int key, long event) {
        int slot = key * SLOT;
        int node = takeNode();
        int at = node * NODE;
        nodes[at + EVENT] = event;
        if (slots[slot + SENT] == slots[slot + HIGHEST]) {
            nodes[at + NEXT] = node;
        } else {
            int tail = slots[slot + TAIL] * NODE;
            nodes[at + NEXT] = nodes[tail + NEXT];
            nodes[tail + NEXT] = node;
        }
        slots[slot + TAIL] = node;
        slots[slot + SENT]++;
        sentTotal++;
    }

    /** A row became visible. A key that is none, or a count above what was sent, is unexpected and covers nothing. */
    public void row(int key, long count) {
        rows++;
        if (key < 0 || key >= keys) {
            unexpected++;
            return;
        }
        int slot = key * SLOT;
        if (count < 1 || count > slots[slot + SENT]) {
            unexpected++;
            // Keeps a count that is too high from passing as the right final count.
            slots[slot + LAST] = (int) Math.min(count, Integer.MAX_VALUE);
            return;
        }
        int c = (int) count;
        int highest = slots[slot + HIGHEST];
        slots[slot + LAST] = c;
        if (c <= highest) {
            duplicates++;
            return;
        }
        if (rowPerEvent) {
            gaps += c - highest - 1;
        }
        cover(slot, c - highest);
        slots[slot + HIGHEST] = c;
    }

    /** A row that could not be read as a count. */
    public void unreadableRow() {
        rows++;
        unexpected++;
    }

    /** Covers the first events of the list and gives their nodes, linked as they are, back to the pool. */
    private void cover(int slot, int events) {
        int tail = slots[slot + TAIL] * NODE;
        int first = (int) nodes[tail + NEXT];
        int node = first;
        int last = first;
        for (int n = 0; n < events; n++) {
            covered.accept(nodes[node * NODE + EVENT]);
            last = node;
            node = (int) nodes[node * NODE + NEXT];
        }
        nodes[tail + NEXT] = node;
        nodes[last * NODE + NEXT] = free;
        free = first;
        coveredTotal += events;
    }

    private int takeNode() {
        if (free != NONE) {
            int node = free;
            free = (int) nodes[node * NODE + NEXT];
            return node;
        }
        if (used * NODE == nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.multiplyExact(nodes.length, 2));
        }
        return used++;
    }

    public long coveredTotal() {
        return coveredTotal;
    }

    /** The account so far; final once the output was read to its end. */
    public Account account() {
        long wrongFinalCounts = 0;
        long countedTwice = 0;
        for (int slot = 0; slot < slots.length; slot += SLOT) {
            int tooMany = slots[slot + LAST] - slots[slot + SENT];
            if (tooMany != 0) {
                wrongFinalCounts++;
                countedTwice += Math.max(0, tooMany);
            }
        }
        return new Account(sentTotal, coveredTotal, duplicates, gaps, wrongFinalCounts, rows, unexpected, countedTwice);
    }

    /** Nodes that the pool has room for; a test holds the memory bound with it. */
    int capacity() {
        return nodes.length / NODE;
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
     * @param countedTwice by how much last rows are above the number of events of their key, summed over the keys of which they are;
     *     before the end a lower bound, because what is still to be counted hides as much
     */
    public record Account(
            long sent,
            long covered,
            long duplicates,
            long gaps,
            long wrongFinalCounts,
            long rows,
            long unexpectedRows,
            long countedTwice) {

        /** Events that no row accounts for. */
        public long lost() {
            return sent - covered;
        }
    }
}
