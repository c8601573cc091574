package org.keyedstatebench.measure;

import java.util.Optional;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.event.KeySpace;

/**
 * Makes counts of the events that a stateless job passes through, so that the same coverage judges it: the n-th row of a key
 * stands for its n-th event. That holds for a job that lives through the whole trial and keeps the order of a key; one that
 * writes events again would be taken for one that is ahead. Not thread-safe.
 */
public final class PassedThrough {

    private final int[] rows;

    /** @param keys number of keys, which are 0 to keys - 1 */
    public PassedThrough(int keys) {
        rows = new int[keys];
    }

    /** @return the count that the row stands for, of a probe always 1; empty if it is no event */
    public Optional<Count> decode(byte[] row) {
        return EventDecoder.decode(row).map(event -> {
            int index = KeySpace.index(event.key());
            boolean known = index >= 0 && index < rows.length;
            return Count.of(event.key(), known ? ++rows[index] : 1);
        });
    }
}
