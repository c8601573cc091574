package org.keyedstatebench.harness.trial;

import java.util.OptionalLong;

/**
 * Looks for the highest rate that holds, asking about one rate at a time: up in steps from the lowest, then by bisection on a
 * logarithmic scale, then by a confirmation of the answer. Pure: whoever asks decides how an answer is found.
 *
 * <p>Going up from below keeps most questions at rates that can be served: an overloaded trial takes long and tells little. An
 * answer that is not confirmed was luck: the search then steps down until a rate is confirmed.
 */
final class RateSearch {

    private static final double STEP_UP = 4;
    private static final int MAX_CONFIRMATIONS = 5;

    private final long min;
    private final long max;
    private final double resolution;

    private long rate;
    private long holds;
    private long fails;
    private boolean confirming;
    private int confirmations;
    private double stepDown;
    private boolean over;

    /**
     * @param min lowest rate to ask about, at least 1
     * @param max highest rate to ask about
     * @param resolution how close, as a part of the rate, the highest rate that holds and the lowest that fails must come
     */
    RateSearch(long min, long max, double resolution) {
        if (min < 1 || max < min || !(resolution > 0 && resolution <= 1)) {
            throw new IllegalArgumentException(
                    "a search needs 1 <= min <= max and a resolution above 0 and at most 1, got " + min + ", " + max
                            + " and " + resolution);
        }
        this.min = min;
        this.max = max;
        this.resolution = resolution;
        this.rate = min;
        this.stepDown = resolution;
    }

    /** The rate to ask about next; empty when the search is over. */
    OptionalLong next() {
        return over ? OptionalLong.empty() : OptionalLong.of(rate);
    }

    /** Whether {@link #next} is a confirmation, which should be asked more thoroughly. */
    boolean isConfirming() {
        return confirming && !over;
    }

    /** Takes the answer about {@link #next}. */
    void answer(boolean itHolds) {
        if (over) {
            throw new IllegalStateException("the search is over");
        }
        if (confirming) {
            confirm(itHolds);
            return;
        }
        if (itHolds) {
            holds = rate;
        } else {
            fails = rate;
        }
        if (holds == 0) {
            over = true;
        } else if (fails == 0 && holds < max) {
            rate = Math.min(max, (long) Math.ceil(holds * STEP_UP));
        } else if (fails > holds * (1 + resolution) && fails - holds > 1) {
            // The geometric mean, which is neither of the two where they are not neighbours.
            rate = Math.round(Math.sqrt((double) holds * fails));
        } else {
            confirming = true;
            rate = holds;
        }
    }

    /** The highest rate that held, a second time as well; empty if none did, or the search is not over. */
    OptionalLong answer() {
        return over && holds > 0 ? OptionalLong.of(holds) : OptionalLong.empty();
    }

    private void confirm(boolean itHolds) {
        confirmations++;
        if (itHolds) {
            holds = rate;
            over = true;
        } else if (rate == min || confirmations == MAX_CONFIRMATIONS) {
            holds = 0;
            over = true;
        } else {
            rate = Math.max(min, (long) Math.floor(rate / (1 + stepDown)));
            stepDown *= 2;
        }
    }
}
