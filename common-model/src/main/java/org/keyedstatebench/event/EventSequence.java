package org.keyedstatebench.event;

import java.util.HexFormat;

/**
 * Makes event i of a trial a pure function of (seed, i), so that the harness knows the whole input before it is sent and
 * every variant of a block gets the same one. Immutable and thread-safe.
 *
 * <p>Source of randomness: the SplitMix64 finalizer over a Weyl sequence (G. L. Steele, D. Lea, C. H. Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014), addressed by index instead of stepped.
 */
public final class EventSequence {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    static final String[] TYPES = {"view", "click", "cart", "purchase"};

    private final long seed;
    private final KeySpace keys;
    private final AliasTable skew;

    public EventSequence(long seed, KeySpace keys) {
        this.seed = mix(seed);
        this.keys = keys;
        this.skew = keys.distribution() == KeyDistribution.ZIPF ? new AliasTable(zipfWeights(keys)) : null;
    }

    public KeySpace keys() {
        return keys;
    }

    /** Index of event i's key, 0 to {@code keys().count() - 1}. */
    public int keyIndex(long i) {
        return keyIndexFrom(random(i));
    }

    /** The key index of the event that drew this number; the number is all that an event is made of. */
    int keyIndexFrom(long random) {
        return skew == null ? below(keys.count(), random) : skew.draw(random);
    }

    public String key(long i) {
        return KeySpace.name(keyIndex(i));
    }

    /** Unique within the sequence: the mixing is a bijection. */
    long id(long i) {
        return random(i);
    }

    String type(long i) {
        return TYPES[typeFrom(mix(random(i)))];
    }

    /** Index of the type; of the number that the event drew, mixed once more. */
    static int typeFrom(long mixed) {
        return (int) (mixed >>> 62);
    }

    /** 0 to 999. */
    long value(long i) {
        return valueFrom(mix(random(i)));
    }

    /** The value, of the number that the event drew, mixed once more. */
    static int valueFrom(long mixed) {
        return below(1000, mixed);
    }

    public Event event(long i, long producedAt) {
        String id = HexFormat.of().toHexDigits(id(i));
        return new Event(id, type(i), key(i), value(i), producedAt);
    }

    private long random(long i) {
        return mix(seed + (i + 1) * GAMMA);
    }

    /** Maps 64 random bits to 0..bound-1 by their high half; the bias is below bound / 2^32. */
    static int below(int bound, long random) {
        return (int) (((random >>> 32) * bound) >>> 32);
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static double[] zipfWeights(KeySpace keys) {
        double[] weights = new double[keys.count()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = Math.pow(k + 1.0, -keys.zipfExponent());
        }
        return weights;
    }
}
