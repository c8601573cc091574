package org.keyedstatebench.spark;

import java.io.Serializable;

/**
 * How many events of one key stand together in a row, and when the newest of them was produced. All that the counter needs
 * to know of them; what travels to it. A bean, because Spark reads beans by column name, into primitives.
 */
public class Tally implements Serializable {

    private static final long serialVersionUID = 1;

    private long events;
    private long newestMs;

    /** Called by Spark. */
    public Tally() {}

    Tally(long events, long newestMs) {
        this.events = events;
        this.newestMs = newestMs;
    }

    void add(long producedAtMs) {
        events++;
        newestMs = Math.max(newestMs, producedAtMs);
    }

    public long getEvents() {
        return events;
    }

    public void setEvents(long events) {
        this.events = events;
    }

    /** Epoch milliseconds. */
    public long getNewestMs() {
        return newestMs;
    }

    public void setNewestMs(long newestMs) {
        this.newestMs = newestMs;
    }
}
