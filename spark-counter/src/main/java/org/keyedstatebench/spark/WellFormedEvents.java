package org.keyedstatebench.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
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
    interface Projection<T> extends Serializable {
        T of(KeyedEvent event, byte[] value);
    }

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
            private byte[] aheadValue;

            @Override
            public boolean hasNext() {
                while (ahead == null && values.hasNext()) {
                    byte[] value = values.next();
                    Optional<KeyedEvent> event = EventDecoder.decode(value);
                    if (event.isPresent()) {
                        ahead = event.get();
                        aheadValue = value;
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
                T kept = projection.of(ahead, aheadValue);
                ahead = null;
                return kept;
            }
        };
    }
}
