package org.keyedstatebench.event;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Decides for every engine alike what a well-formed event is: one JSON object with a non-empty string {@code key}, strings
 * {@code event_id} and {@code event_type}, and whole numbers {@code value} and {@code produced_at}; other fields are
 * ignored. Anything else is malformed, and a counter skips and counts it. Thread-safe.
 */
public final class EventDecoder {

    private static final int ID = 1;
    private static final int TYPE = 2;
    private static final int KEY = 4;
    private static final int VALUE = 8;
    private static final int PRODUCED_AT = 16;
    private static final int ALL = ID | TYPE | KEY | VALUE | PRODUCED_AT;

    private static final JsonFactory JSON = new JsonFactory();

    private EventDecoder() {}

    /**
     * @param json a Kafka record value, {@code null} for a tombstone
     * @return what a counter needs of the event, or empty if it is malformed
     */
    public static Optional<KeyedEvent> decode(byte[] json) {
        if (json == null) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return parse(parser);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<KeyedEvent> parse(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        String key = null;
        long producedAt = 0;
        int seen = 0;
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "event_id" -> seen |= token == JsonToken.VALUE_STRING ? ID : 0;
                case "event_type" -> seen |= token == JsonToken.VALUE_STRING ? TYPE : 0;
                case "value" -> seen |= isLong(parser, token) ? VALUE : 0;
                case "key" -> {
                    if (token == JsonToken.VALUE_STRING) {
                        key = parser.getString();
                        seen |= key.isEmpty() ? 0 : KEY;
                    }
                }
                case "produced_at" -> {
                    if (isLong(parser, token)) {
                        producedAt = parser.getLongValue();
                        seen |= PRODUCED_AT;
                    }
                }
                default -> {}
            }
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                parser.skipChildren();
            }
        }
        boolean wellFormed = seen == ALL && parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        return wellFormed ? Optional.of(new KeyedEvent(key, producedAt)) : Optional.empty();
    }

    private static boolean isLong(JsonParser parser, JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT
                && (parser.getNumberType() == JsonParser.NumberType.INT
                        || parser.getNumberType() == JsonParser.NumberType.LONG);
    }
}
