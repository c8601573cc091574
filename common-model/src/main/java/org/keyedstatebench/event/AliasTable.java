package org.keyedstatebench.event;

/**
 * Draws from a discrete distribution in constant time out of one 64-bit random number, so that a skewed key costs the
 * generator no more than a uniform one. Immutable and thread-safe.
 *
 * <p>Method: M. D. Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE Transactions
 * on Software Engineering 17(9), 1991.
 */
final class AliasTable {

    private static final double TWO_POW_32 = 4294967296.0;

    /** Column i keeps a draw whose low half is below this, out of 2^32; else the draw goes to the alias. */
    private final long[] keepBelow;

    private final int[] alias;

    /** @param weights relative weights, all above 0 */
    AliasTable(double[] weights) {
        int n = weights.length;
        keepBelow = new long[n];
        alias = new int[n];
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] scaled = new double[n];
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            scaled[i] = weights[i] * n / sum;
            if (scaled[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int poor = small[--smalls];
            int rich = large[--larges];
            keepBelow[poor] = (long) (scaled[poor] * TWO_POW_32);
            alias[poor] = rich;
            scaled[rich] -= 1 - scaled[poor];
            if (scaled[rich] < 1) {
                small[smalls++] = rich;
            } else {
                large[larges++] = rich;
            }
        }
        // What is left has weight 1 up to rounding: it keeps every draw.
        while (larges > 0) {
            keepBelow[large[--larges]] = 1L << 32;
        }
        while (smalls > 0) {
            keepBelow[small[--smalls]] = 1L << 32;
        }
    }

    int draw(long random) {
        int column = EventSequence.below(alias.length, random);
        return (random & 0xffffffffL) < keepBelow[column] ? column : alias[column];
    }
}
