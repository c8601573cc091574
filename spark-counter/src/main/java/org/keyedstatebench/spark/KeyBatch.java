package org.keyedstatebench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.keyedstatebench.event.CountEncoder;
import org.keyedstatebench.job.Emission;
import scala.Tuple2;

/**
 * The events of a key in a batch, and as an iterator a row for each of them: lazy, so that the rows of a key with many events
 * never stand in memory together. Rows are (key, JSON of the count), both as bytes, ready for a Kafka record.
 */
final class KeyBatch implements Iterator<Tuple2<byte[], byte[]>> {

    /** Takes the state of the key. */
    @FunctionalInterface
    interface Store {
        void write(long count, long newestMs);
    }

    private final String key;
    private final byte[] keyBytes;
    private final Iterator<Tally> tallies;
    private final CountEncoder encoder;
    private final Store store;
    private long count;
    private long counted;
    private long newestMs = Long.MIN_VALUE;
    private boolean written;

    /** @param before the count of the key until now */
    KeyBatch(String key, Iterator<Tally> tallies, long before, CountEncoder encoder, Store store) {
        this.key = key;
        this.keyBytes = key.getBytes(UTF_8);
        this.tallies = tallies;
        this.encoder = encoder;
        this.store = store;
        this.count = before;
        this.counted = before;
    }

    /** The state is written when they have been read to the end. */
    Iterator<Tuple2<byte[], byte[]>> rows(Emission emission) {
        if (emission == Emission.PER_EVENT) {
            return this;
        }
        while (tallies.hasNext()) {
            take();
        }
        count = counted;
        write();
        return one(keyBytes, encoder.encode(key, count));
    }

    /** The row of a key whose timer has fired. */
    static Iterator<Tuple2<byte[], byte[]>> idle(String key, long count, CountEncoder encoder) {
        return one(key.getBytes(UTF_8), encoder.encodeIdle(key, count));
    }

    private static Iterator<Tuple2<byte[], byte[]>> one(byte[] key, byte[] row) {
        return List.of(new Tuple2<>(key, row)).iterator();
    }

    /** Writes the state after the last event: Spark asks until there is no more, and commits only then. */
    @Override
    public boolean hasNext() {
        while (count == counted && tallies.hasNext()) {
            take();
        }
        boolean more = count < counted;
        if (!more && !written) {
            write();
        }
        return more;
    }

    @Override
    public Tuple2<byte[], byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return new Tuple2<>(keyBytes, encoder.encode(key, ++count));
    }

    private void take() {
        Tally tally = tallies.next();
        counted += tally.getEvents();
        newestMs = Math.max(newestMs, tally.getNewestMs());
    }

    private void write() {
        store.write(count, newestMs);
        written = true;
    }
}
