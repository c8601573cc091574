package org.keyedstatebench.load;

import org.keyedstatebench.event.HostileRecords;
import org.keyedstatebench.event.HostileRecords.HostileRecord;

/** The ways in which an event can be malformed, to be sent among good ones on purpose, so that every trial proves that engines skip them. */
final class MalformedEvents {

    /** So that they weigh no more than events, and pass wherever those do. */
    private static final int MOST_BYTES = 256;

    private static final byte[][] KINDS = HostileRecords.all().stream()
            .filter(HostileRecord::isMalformed)
            .map(HostileRecord::value)
            .filter(value -> value == null || value.length <= MOST_BYTES)
            .toArray(byte[][]::new);

    private MalformedEvents() {}

    /** How many there are. */
    static int kinds() {
        return KINDS.length;
    }

    /** The n-th malformed record value, in turn; one of them is a tombstone, {@code null}. Not to be changed. */
    static byte[] get(long n) {
        return KINDS[(int) (n % KINDS.length)];
    }
}
