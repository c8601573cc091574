package org.keyedstatebench.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.keyedstatebench.event.EventDecoder;
import org.keyedstatebench.event.KeyedEvent;

/**
 * Turns record values into what the query needs of an event, and skips what {@link EventDecoder} calls malformed: not
 * {@code from_json}, whose notion of malformed is not the other engine's.
 *
 * @param <T> what is kept of an event
 */
final class WellFormedEvents<T> implements MapPartitionsFunction<byte[], T> {

    /** Chooses what the query carries on. */
    @FunctionalInterface
    interface Projection<T> extends Function<KeyedEvent, T>, Serializable {}

    private final Projection<T> projection;
    private final MalformedRecords malformed;

    WellFormedEvents(Projection<T> projection, MalformedRecords malformed) {
        this.projection = projection;
        this.malformed = malformed;
    }

    @Override
    public Iterator<T> call(Iterator<byte[]> values) {
        long batch = MalformedRecords.currentBatch();
        return new Iterator<>() {
            private KeyedEvent ahead;

            @Override
            public boolean hasNext() {
                while (ahead == null && values.hasNext()) {
                    Optional<KeyedEvent> event = EventDecoder.decode(values.next());
                    if (event.isPresent()) {
                        ahead = event.get();
                    } else {
                        malformed.add(batch);
                    }
                }
                return ahead != null;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                T kept = projection.apply(ahead);
                ahead = null;
                return kept;
            }
        };
    }
}
