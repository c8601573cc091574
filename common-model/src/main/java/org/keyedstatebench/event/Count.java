package org.keyedstatebench.event;

import java.util.Objects;

/**
 * One output row: after this event, or this micro-batch, the key has been seen so many times.
 *
 * @param key the key that was counted
 * @param runningCount events of the key so far, at least 1
 * @param idle whether no event caused the row, but a timer, because the key had gone idle
 */
public record Count(String key, long runningCount, boolean idle) {

    public Count {
        Objects.requireNonNull(key, "key");
        if (runningCount < 1) {
            throw new IllegalArgumentException("a running count starts at 1, got " + runningCount);
        }
    }

    /** A row that an event or a micro-batch caused. */
    public static Count of(String key, long runningCount) {
        return new Count(key, runningCount, false);
    }
}
