package org.keyedstatebench.event;

import java.util.Objects;

/**
 * One output row: after this event, or this micro-batch, the key has been seen so many times.
 *
 * @param key the key that was counted
 * @param runningCount events of the key so far, at least 1
 */
public record Count(String key, long runningCount) {

    public Count {
        Objects.requireNonNull(key, "key");
        if (runningCount < 1) {
            throw new IllegalArgumentException("a running count starts at 1, got " + runningCount);
        }
    }
}
