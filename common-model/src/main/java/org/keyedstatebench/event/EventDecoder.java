package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * Decides for every engine alike what a well-formed event is. A counter skips whatever else stands in the topic, and counts it as
 * malformed; no sequence of bytes stops it. Thread-safe.
 *
 * <p>A record value is a well-formed event if all of this holds:
 *
 * <ul>
 *   <li>It is one JSON text by RFC 8259, in UTF-8 without a byte order mark, with nothing but white space (space, tab, line feed,
 *       carriage return) before and behind it. Bytes that are no UTF-8 by the Unicode standard, control characters and NUL that are
 *       not escaped, and halves of a surrogate pair, escaped or not, make it malformed wherever they stand.
 *   <li>It is an object. Objects and arrays lie at most 64 inside each other, this one among them.
 *   <li>It has each of these five names exactly once, compared after escapes are resolved:
 *       <ul>
 *         <li>{@code event_id} and {@code event_type}: strings, which may be empty;
 *         <li>{@code key}: a string of 1 to {@value #MAX_KEY_BYTES} bytes in UTF-8, of any characters, also an escaped NUL. It is
 *             compared as it is: nothing is trimmed, folded or normalized. The limit keeps a row, which has the key twice and each
 *             byte of it escaped to six at most, below 32 KiB: no Kafka refuses it;
 *         <li>{@code value}: a whole number from -2^63 to 2^63 - 1;
 *         <li>{@code produced_at}: a whole number from 1 to {@value #MAX_PRODUCED_AT}, the last millisecond of the year 9999. Within
 *             that, no engine's arithmetic overflows when it adds delays or idle times of a job, or counts microseconds; and zero
 *             and before is late at once for an engine whose watermark starts there.
 *       </ul>
 *       A whole number is written without fraction and exponent: {@code 17}, {@code -0}, but neither {@code 17.0} nor {@code 1e3}.
 *   <li>Other names are ignored with their values, however long, also where they occur again; JSON they must be.
 * </ul>
 *
 * <p>A record without a value (a tombstone) is malformed. The record's own key, headers and time-stamp are not looked at: what is
 * counted is the {@code key} of the event, also where the record's key is another one.
 */
public final class EventDecoder {

    /** Longest key, bytes in UTF-8. */
    public static final int MAX_KEY_BYTES = 4096;

    /** Latest time of sending, epoch milliseconds. */
    public static final long MAX_PRODUCED_AT = 253_402_300_799_999L;

    private static final int ID = 0;
    private static final int TYPE = 1;
    private static final int KEY = 2;
    private static final int VALUE = 3;
    private static final int PRODUCED_AT = 4;
    private static final int ALL = (1 << 5) - 1;
    private static final byte[][] NAMES = new byte[5][];

    static {
        NAMES[ID] = "event_id".getBytes(US_ASCII);
        NAMES[TYPE] = "event_type".getBytes(US_ASCII);
        NAMES[KEY] = "key".getBytes(US_ASCII);
        NAMES[VALUE] = "value".getBytes(US_ASCII);
        NAMES[PRODUCED_AT] = "produced_at".getBytes(US_ASCII);
    }

    private EventDecoder() {}

    /**
     * @param json a Kafka record value, {@code null} for a tombstone
     * @return what a counter needs of the event, or empty if it is malformed
     */
    public static Optional<KeyedEvent> decode(byte[] json) {
        return json == null ? Optional.empty() : decode(new StrictJson(json));
    }

    private static Optional<KeyedEvent> decode(StrictJson json) {
        String key = null;
        long producedAt = 0;
        int seen = 0;
        if (!json.take('{')) {
            return Optional.empty();
        }
        do {
            if (!json.string()) {
                return Optional.empty();
            }
            int field = json.indexIn(NAMES);
            if (!json.take(':') || !value(json, field)) {
                return Optional.empty();
            }
            if (field >= 0) {
                if ((seen & 1 << field) != 0) {
                    return Optional.empty();
                }
                seen |= 1 << field;
                if (field == KEY) {
                    key = json.text();
                } else if (field == PRODUCED_AT) {
                    producedAt = json.whole();
                }
            }
        } while (json.take(','));
        boolean wellFormed = json.take('}') && seen == ALL && json.isAtEnd();
        return wellFormed ? Optional.of(new KeyedEvent(key, producedAt)) : Optional.empty();
    }

    private static boolean value(StrictJson json, int field) {
        return switch (field) {
            case ID, TYPE -> json.string();
            case KEY -> json.string() && isKey(json.textBytes());
            case VALUE -> json.wholeNumber();
            case PRODUCED_AT -> json.wholeNumber() && json.whole() > 0 && json.whole() <= MAX_PRODUCED_AT;
            default -> json.value();
        };
    }

    private static boolean isKey(int bytes) {
        return bytes > 0 && bytes <= MAX_KEY_BYTES;
    }
}
