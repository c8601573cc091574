package org.keyedstatebench.harness.load;

/** Takes records from the generator without making it wait. Used by one thread. */
public interface EventSink {

    /** @param value {@code null} for a tombstone */
    void send(byte[] key, byte[] value);
}
