package org.keyedstatebench.event;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The keys of a workload and how often each is drawn.
 *
 * @param count number of distinct keys, 1 to 10,000,000
 * @param distribution uniform or Zipf
 * @param zipfExponent exponent of the Zipf distribution, above 0 and at most 5; ignored for uniform keys
 */
public record KeySpace(int count, KeyDistribution distribution, double zipfExponent) {

    public static final int MAX_KEYS = 10_000_000;

    static final String PREFIX = "key-";

    public KeySpace {
        Objects.requireNonNull(distribution, "distribution");
        if (count < 1 || count > MAX_KEYS) {
            throw new IllegalArgumentException("the number of keys must be 1 to " + MAX_KEYS + ", got " + count);
        }
        if (distribution == KeyDistribution.ZIPF && !(zipfExponent > 0 && zipfExponent <= 5)) {
            throw new IllegalArgumentException("the Zipf exponent must be above 0 and at most 5, got " + zipfExponent);
        }
    }

    public static KeySpace uniform(int count) {
        return new KeySpace(count, KeyDistribution.UNIFORM, 1.0);
    }

    public static KeySpace zipf(int count, double exponent) {
        return new KeySpace(count, KeyDistribution.ZIPF, exponent);
    }

    /** The key with this index, 0 to count - 1. */
    public static String name(int index) {
        return PREFIX + index;
    }

    /** {@link #name} as it goes over the wire. */
    public static byte[] nameBytes(int index) {
        return name(index).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The inverse of {@link #name}.
     *
     * @return the index, or -1 if this is no name of a key
     */
    public static int index(String name) {
        int length = name.length();
        if (length < 5 || length > 12 || !name.startsWith(PREFIX) || (name.charAt(4) == '0' && length > 5)) {
            return -1;
        }
        int index = 0;
        for (int i = 4; i < length; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            index = index * 10 + digit;
        }
        return index;
    }
}
