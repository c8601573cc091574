package org.keyedstatebench.event;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the rows that a counter wrote: {@code {"key":"...","running_count":n}}, an idle row with
 * {@code "idle":true} besides. Thread-safe. */
public final class CountDecoder {

    private static final JsonFactory JSON = new JsonFactory();

    private CountDecoder() {}

    /**
     * @param json a Kafka record value, may be {@code null}
     * @return the count, or empty if this is not one (the collector counts such rows as undecodable)
     */
    public static Optional<Count> decode(byte[] json) {
        if (json == null) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            String key = null;
            long count = 0;
            boolean idle = false;
            for (String field = parser.nextName(); field != null; field = parser.nextName()) {
                JsonToken token = parser.nextToken();
                if (field.equals("key") && token == JsonToken.VALUE_STRING) {
                    key = parser.getString();
                } else if (field.equals("running_count") && token == JsonToken.VALUE_NUMBER_INT) {
                    count = parser.getLongValue();
                } else if (field.equals("idle") && token == JsonToken.VALUE_TRUE) {
                    idle = true;
                } else {
                    parser.skipChildren();
                }
            }
            return key == null || count < 1 ? Optional.empty() : Optional.of(new Count(key, count, idle));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
