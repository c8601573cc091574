package org.keyedstatebench.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.event.KeyedEvent;

/** The state of the reference: one count per key in a hash map, and a row for every event. Not thread-safe. */
final class EventCounter {

    /** A count that is changed in place, beside the form of its key that every row needs. */
    private static final class KeyCount {
        final byte[] key;
        long count;

        KeyCount(String key) {
            this.key = key.getBytes(UTF_8);
        }
    }

    private final Map<String, KeyCount> counts = new HashMap<>();
    private final CountEncoder encoder = new CountEncoder();
    private final RowSink rows;
    private long events;
    private long malformed;

    EventCounter(RowSink rows) {
        this.rows = rows;
    }

    /** @param event a record value as it stands in the topic, may be {@code null} */
    void count(byte[] event) {
        Optional<KeyedEvent> decoded = EventDecoder.decode(event);
        if (decoded.isEmpty()) {
            malformed++;
            return;
        }
        events++;
        String key = decoded.get().key();
        KeyCount state = counts.get(key);
        if (state == null) {
            state = new KeyCount(key);
            counts.put(key, state);
        }
        rows.write(state.key, encoder.encode(key, ++state.count));
    }

    /** Well-formed events, and so rows, up to now. */
    long events() {
        return events;
    }

    /** Records that were skipped. */
    long malformed() {
        return malformed;
    }

    int keys() {
        return counts.size();
    }
}
