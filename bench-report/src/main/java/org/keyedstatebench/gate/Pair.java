package org.keyedstatebench.gate;

import org.keyedstatebench.result.TrialResult;

/**
 * A trial of either side, one right after the other, so that what disturbs the machine for longer disturbs both.
 *
 * @param number from 1, unique in its set of pairs
 * @param candidateFirst which trial came first, by the flip of a coin
 * @param baseline trial of the baseline
 * @param candidate trial of the candidate
 */
public record Pair(int number, boolean candidateFirst, TrialResult baseline, TrialResult candidate) {

    public Pair {
        if (number < 1) {
            throw new IllegalArgumentException("pairs are numbered from 1, got " + number);
        }
    }

    /** The trial of one side. */
    public TrialResult of(Side side) {
        return side == Side.BASELINE ? baseline : candidate;
    }
}
