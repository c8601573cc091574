package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Turns counts into the JSON that the collector reads. Not thread-safe: one encoder a thread or task. */
public final class CountEncoder {

    private static final byte[] KEY = "{\"key\":\"".getBytes(US_ASCII);
    private static final byte[] COUNT = "\",\"running_count\":".getBytes(US_ASCII);
    private static final byte[] IDLE = ",\"idle\":true".getBytes(US_ASCII);
    private static final byte[] END = "}".getBytes(US_ASCII);

    private final JsonBytes out = new JsonBytes(64);

    public byte[] encode(String key, long runningCount) {
        return count(key, runningCount).raw(END).toArray();
    }

    /** The row that a timer writes when the key has gone idle. */
    public byte[] encodeIdle(String key, long runningCount) {
        return count(key, runningCount).raw(IDLE).raw(END).toArray();
    }

    private JsonBytes count(String key, long runningCount) {
        return out.reset().raw(KEY).text(key).raw(COUNT).number(runningCount);
    }
}
