package org.keyedstatebench.event;

/**
 * The part of an event that a counter needs; what {@link EventDecoder} keeps of a well-formed event.
 *
 * @param key what is counted, never empty
 * @param producedAt time of sending, epoch milliseconds
 */
public record KeyedEvent(String key, long producedAt) {}
