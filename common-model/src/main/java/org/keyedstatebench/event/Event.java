package org.keyedstatebench.event;

import java.util.Objects;

/**
 * One input event, as it stands in the topic.
 *
 * @param eventId unique within a trial
 * @param eventType a label that the counters ignore
 * @param key what is counted; also the Kafka record key, so that a key stays in one partition
 * @param value a number that the counters ignore
 * @param producedAt time of sending, epoch milliseconds
 */
public record Event(String eventId, String eventType, String key, long value, long producedAt) {

    public Event {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(eventType, "eventType");
        Objects.requireNonNull(key, "key");
        if (key.isEmpty()) {
            throw new IllegalArgumentException("an event needs a key of at least one character");
        }
    }
}
