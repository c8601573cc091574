package org.keyedstatebench.spark;

import java.io.Serializable;
import org.keyedstatebench.event.KeyedEvent;

/**
 * What the query carries of an event: its key and when it was produced, or of several events of a key how many they are and when
 * the newest was produced. A bean, because Spark reads beans by column name, into primitives.
 */
public final class Tally implements Serializable {

    private static final long serialVersionUID = 1;

    private String key;
    private long events;
    private long newestMs;

    /** Called by Spark. */
    public Tally() {}

    Tally(String key, long events, long newestMs) {
        this.key = key;
        this.events = events;
        this.newestMs = newestMs;
    }

    static Tally of(KeyedEvent event) {
        return new Tally(event.key(), 1, event.producedAt());
    }

    void add(long producedAtMs) {
        events++;
        newestMs = Math.max(newestMs, producedAtMs);
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
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
