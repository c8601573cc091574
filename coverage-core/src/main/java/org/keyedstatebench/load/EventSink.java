package org.keyedstatebench.load;

/** Takes events from the generator without making it wait. Used by one thread. */
public interface EventSink {

    /**
     * @param key index of the key, whose name becomes the record key
     * @param value {@code null} for a tombstone
     */
    void send(int key, byte[] value);
}
