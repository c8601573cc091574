package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Turns events into the JSON that both engines read, padded to a wanted size. Not thread-safe: one encoder a thread.
 *
 * <p>Padding goes into a sixth field, {@code "padding"}, which the counters ignore like any unknown field.
 */
public final class EventEncoder {

    private static final byte[] ID = "{\"event_id\":\"".getBytes(US_ASCII);
    private static final byte[] TYPE = "\",\"event_type\":\"".getBytes(US_ASCII);
    private static final byte[] KEY = "\",\"key\":\"".getBytes(US_ASCII);
    private static final byte[] KEY_NAME = KeySpace.PREFIX.getBytes(US_ASCII);
    private static final byte[] VALUE = "\",\"value\":".getBytes(US_ASCII);
    private static final byte[] PRODUCED_AT = ",\"produced_at\":".getBytes(US_ASCII);
    private static final byte[] PADDING = ",\"padding\":\"".getBytes(US_ASCII);
    private static final byte[] PADDING_END = "\"".getBytes(US_ASCII);
    private static final byte[] END = "}".getBytes(US_ASCII);
    private static final int PADDING_OVERHEAD = PADDING.length + PADDING_END.length;

    /** What stands between the id and the digits of the key, by type. */
    private static final byte[][] TYPE_TO_KEY = new byte[EventSequence.TYPES.length][];

    static {
        for (int type = 0; type < TYPE_TO_KEY.length; type++) {
            TYPE_TO_KEY[type] = new JsonBytes(64)
                    .raw(TYPE)
                    .text(EventSequence.TYPES[type])
                    .raw(KEY)
                    .raw(KEY_NAME)
                    .toArray();
        }
    }

    private final JsonBytes out;
    private final int payloadBytes;

    /** {@link #PRODUCED_AT} with its number, which thousands of events share. */
    private byte[] producedAtBytes = {};

    private long producedAtOfBytes = Long.MIN_VALUE;

    /**
     * @param payloadBytes size that an event is padded to, bytes, 0 for no padding; an event that is longer already, or
     *     short of it by less than the padding field needs, stays as it is
     */
    public EventEncoder(int payloadBytes) {
        if (payloadBytes < 0) {
            throw new IllegalArgumentException("payloadBytes must be 0 (no padding) or more, got " + payloadBytes);
        }
        this.payloadBytes = payloadBytes;
        this.out = new JsonBytes(Math.max(256, payloadBytes));
    }

    /**
     * Event i of a sequence, without an {@link Event} in between. The only thing that is allocated is the result, which is written
     * once, at its final size.
     */
    public byte[] encode(EventSequence sequence, long i, long producedAt) {
        if (producedAt != producedAtOfBytes) {
            producedAtBytes = out.reset().raw(PRODUCED_AT).number(producedAt).toArray();
            producedAtOfBytes = producedAt;
        }
        long id = sequence.id(i);
        long mixed = EventSequence.mix(id);
        int key = sequence.keyIndexFrom(id);
        int value = EventSequence.valueFrom(mixed);
        byte[] typeToKey = TYPE_TO_KEY[EventSequence.typeFrom(mixed)];
        int keyDigits = AsciiDigits.count(key);
        int valueDigits = AsciiDigits.count(value);
        int natural = ID.length
                + AsciiDigits.HEX_LONG
                + typeToKey.length
                + keyDigits
                + VALUE.length
                + valueDigits
                + producedAtBytes.length
                + END.length;
        int padding = payloadBytes - natural - PADDING_OVERHEAD;

        byte[] event = new byte[padding >= 0 ? payloadBytes : natural];
        int at = put(ID, event, 0);
        at = AsciiDigits.putHex(id, event, at);
        at = put(typeToKey, event, at);
        at = AsciiDigits.put(key, keyDigits, event, at);
        at = put(VALUE, event, at);
        at = AsciiDigits.put(value, valueDigits, event, at);
        at = put(producedAtBytes, event, at);
        if (padding >= 0) {
            at = put(PADDING, event, at);
            Arrays.fill(event, at, at + padding, (byte) 'x');
            at = put(PADDING_END, event, at + padding);
        }
        put(END, event, at);
        return event;
    }

    private static int put(byte[] ascii, byte[] to, int at) {
        System.arraycopy(ascii, 0, to, at, ascii.length);
        return at + ascii.length;
    }

    public byte[] encode(Event event) {
        out.reset().raw(ID).text(event.eventId()).raw(TYPE).text(event.eventType());
        out.raw(KEY).text(event.key()).raw(VALUE).number(event.value());
        return end(event.producedAt());
    }

    private byte[] end(long producedAt) {
        out.raw(PRODUCED_AT).number(producedAt);
        int missing = payloadBytes - out.size() - END.length - PADDING_OVERHEAD;
        if (missing >= 0) {
            out.raw(PADDING).repeat((byte) 'x', missing).raw(PADDING_END);
        }
        return out.raw(END).toArray();
    }
}
