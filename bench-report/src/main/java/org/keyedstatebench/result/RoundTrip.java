package org.keyedstatebench.result;

/**
 * How far something is from the harness, by the time that TCP connections to it took: what every latency through it has in it.
 *
 * @param what is there: {@code broker}, or the engine whose cluster it is
 * @param address host and port
 * @param connects how many there were; 0 if nobody answered
 * @param medianMs of them, milliseconds; {@code null} if there were none
 * @param maxMs of them, milliseconds; {@code null} if there were none
 */
public record RoundTrip(String what, String address, int connects, Double medianMs, Double maxMs) {}
