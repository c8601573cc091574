package org.keyedstatebench.gate;

/**
 * A pair that was repeated for a reason that lies outside of both sides: never for what a side itself was like.
 *
 * @param confirmation whether it was to be part of the second set
 * @param pair as it was measured
 * @param reason what disturbed it, in a sentence
 */
public record DiscardedPair(boolean confirmation, Pair pair, String reason) {}
