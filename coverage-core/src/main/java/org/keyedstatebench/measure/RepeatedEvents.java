package org.keyedstatebench.measure;

/**
 * Counts how many events a resumed engine counted anew, which is more than the rows that it wrote anew: a row of a micro-batch
 * stands for all events of its key in that batch.
 *
 * <p>A row that repeats the highest count of its key stands for the events since the count before that; any other repeated row is
 * of a batch further back, whose extent is forgotten, and stands for one event at least. Memory is 8 bytes a key. Not
 * thread-safe.
 */
public final class RepeatedEvents {

    private final int[] highest;
    private final int[] before;
    private long total;

    /** @param keys number of keys, which are 0 to keys - 1 */
    public RepeatedEvents(int keys) {
        highest = new int[keys];
        before = new int[keys];
    }

    /** A row became visible; a key that is none is passed over. */
    public void row(int key, long count) {
        if (key < 0 || key >= highest.length || count < 1 || count > Integer.MAX_VALUE) {
            return;
        }
        int c = (int) count;
        if (c > highest[key]) {
            before[key] = highest[key];
            highest[key] = c;
        } else {
            total += c == highest[key] ? c - before[key] : 1;
        }
    }

    public long total() {
        return total;
    }
}
