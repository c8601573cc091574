package org.keyedstatebench.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * Reads the rows that a counter wrote: {@code {"key":"...","running_count":n}}, an idle row with {@code "idle":true} besides. As
 * strict as {@link EventDecoder}, so that nothing in an output topic can be more than a row that nobody expected. Thread-safe.
 */
public final class CountDecoder {

    private static final int KEY = 0;
    private static final int COUNT = 1;
    private static final int IDLE = 2;
    private static final byte[][] NAMES = new byte[3][];

    static {
        NAMES[KEY] = "key".getBytes(US_ASCII);
        NAMES[COUNT] = "running_count".getBytes(US_ASCII);
        NAMES[IDLE] = "idle".getBytes(US_ASCII);
    }

    private CountDecoder() {}

    /**
     * @param json a Kafka record value, may be {@code null}
     * @return the count, or empty if this is not one (the collector counts such rows as unexpected): JSON as {@link EventDecoder}
     *     wants it, with a string {@code key}, a whole number {@code running_count} of 1 or more, a Boolean {@code idle} or none, each
     *     at most once; other names are ignored
     */
    public static Optional<Count> decode(byte[] json) {
        return json == null ? Optional.empty() : decode(new StrictJson(json));
    }

    private static Optional<Count> decode(StrictJson json) {
        String key = null;
        long count = 0;
        boolean idle = false;
        int seen = 0;
        if (!json.take('{')) {
            return Optional.empty();
        }
        do {
            if (!json.string()) {
                return Optional.empty();
            }
            int field = json.indexIn(NAMES);
            if (!json.take(':') || !value(json, field) || (field >= 0 && (seen & 1 << field) != 0)) {
                return Optional.empty();
            }
            seen |= field >= 0 ? 1 << field : 0;
            switch (field) {
                case KEY -> key = json.text();
                case COUNT -> count = json.whole();
                case IDLE -> idle = json.whole() == 1;
                default -> {}
            }
        } while (json.take(','));
        boolean isCount = json.take('}') && json.isAtEnd() && key != null && count > 0;
        return isCount ? Optional.of(new Count(key, count, idle)) : Optional.empty();
    }

    private static boolean value(StrictJson json, int field) {
        return switch (field) {
            case KEY -> json.string();
            case COUNT -> json.wholeNumber();
            case IDLE -> json.truth();
            default -> json.value();
        };
    }
}
