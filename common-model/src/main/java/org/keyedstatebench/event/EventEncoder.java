package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

    private final JsonBytes out;
    private final int payloadBytes;

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

    /** Event i of a sequence, without an {@link Event} in between. */
    public byte[] encode(EventSequence sequence, long i, long producedAt) {
        out.reset().raw(ID).hex(sequence.id(i)).raw(TYPE).text(sequence.type(i));
        out.raw(KEY).raw(KEY_NAME).number(sequence.keyIndex(i));
        out.raw(VALUE).number(sequence.value(i));
        return end(producedAt);
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
