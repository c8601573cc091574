package org.keyedstatebench.spark;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.keyedstatebench.event.KeyedEvent;

/**
 * Counts the events of each key within a source partition before they are shuffled, as any aggregation of Spark's own does:
 * one row per key travels instead of one per event. {@code transformWithState} cannot know that it may, so only a form of
 * its own does it.
 */
final class CombinedEvents implements MapPartitionsFunction<byte[], Tally> {

    /** So many keys stand in memory at most; then their rows go on, and a key may get a second one. */
    static final int KEYS = 1 << 14;

    private final WellFormedEvents<KeyedEvent> events;

    CombinedEvents(MalformedRecords malformed) {
        events = new WellFormedEvents<>((event, value) -> event, malformed);
    }

    @Override
    public Iterator<Tally> call(Iterator<byte[]> values) {
        Iterator<KeyedEvent> wellFormed = events.call(values);
        return new Iterator<>() {
            private Iterator<Tally> combined = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                if (!combined.hasNext() && wellFormed.hasNext()) {
                    combined = combine(wellFormed).values().iterator();
                }
                return combined.hasNext();
            }

            @Override
            public Tally next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return combined.next();
            }
        };
    }

    private static Map<String, Tally> combine(Iterator<KeyedEvent> events) {
        Map<String, Tally> tallies = new HashMap<>();
        while (tallies.size() < KEYS && events.hasNext()) {
            KeyedEvent event = events.next();
            Tally tally = tallies.get(event.key());
            if (tally == null) {
                tallies.put(event.key(), Tally.of(event));
            } else {
                tally.add(event.producedAt());
            }
        }
        return tallies;
    }
}
