package org.keyedstatebench.result;

import java.util.List;

/**
 * The highest rate that a variant sustains, as a search over trials found it.
 *
 * @param variant name of the variant
 * @param block from 1; every block searches anew
 * @param p99BelowNs bound that the 99th percentile of coverage latency had to stay below, nanoseconds
 * @param maxRate highest rate that was allowed: if it is the answer, the true one may be higher
 * @param resolution how close, as a part of the rate, the search came to a rate that does not hold
 * @param rate events per second; {@code null} if none was found to hold
 * @param confirmed whether it held in a second, longer trial
 * @param probes in their order
 */
public record Capacity(
        String variant,
        int block,
        long p99BelowNs,
        long maxRate,
        double resolution,
        Long rate,
        boolean confirmed,
        List<Probe> probes) {

    public Capacity {
        probes = List.copyOf(probes);
    }

    /**
     * One rate that was tried.
     *
     * @param rate events per second
     * @param trial its place in the order of execution
     * @param confirming whether it was the longer trial that confirms an answer
     * @param holds whether the rate held
     * @param why it did not, each reason in a few words
     */
    public record Probe(long rate, int trial, boolean confirming, boolean holds, List<String> why) {
        public Probe {
            why = List.copyOf(why);
        }
    }
}
