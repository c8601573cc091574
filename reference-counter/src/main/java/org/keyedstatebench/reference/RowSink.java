package org.keyedstatebench.reference;

/** Takes the rows of the counter, so that counting need not know where they go. */
@FunctionalInterface
interface RowSink {

    /**
     * @param key the event's key, UTF-8; shared between calls, not to be changed
     * @param row the encoded count; the receiver may keep it
     */
    void write(byte[] key, byte[] row);
}
