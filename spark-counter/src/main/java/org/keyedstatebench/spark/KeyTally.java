package org.keyedstatebench.spark;

import org.keyedstatebench.event.KeyedEvent;

/** A {@link Tally} with its key; apart from it, so that the key is not read again from each row of a group. */
public final class KeyTally extends Tally {

    private static final long serialVersionUID = 1;

    private String key;

    /** Called by Spark. */
    public KeyTally() {}

    private KeyTally(KeyedEvent event) {
        super(1, event.producedAt());
        key = event.key();
    }

    static KeyTally of(KeyedEvent event) {
        return new KeyTally(event);
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }
}
