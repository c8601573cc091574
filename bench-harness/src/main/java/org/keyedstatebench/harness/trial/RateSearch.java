package org.keyedstatebench.harness.trial;

import java.util.OptionalLong;

/**
 * Looks for the highest rate that holds, asking about one rate at a time: up in steps from the lowest, then by bisection on a
 * logarithmic scale, then by a confirmation of the answer. Pure: whoever asks decides how an answer is found.
 *
 * <p>Going up from below keeps most questions at rates that can be served: an overloaded trial takes long and tells little. An
 * answer that is not confirmed was luck: the search then steps down until a rate is confirmed.
 */
public final class RateSearch {

    private static final double STEP_UP = 4;
    private static final int MAX_CONFIRMATIONS = 5;

    private enum Stage {
        UP,
        BISECT,
        CONFIRM,
        DONE
    }

    private final long min;
    private final long max;
    private final double resolution;

    private Stage stage = Stage.UP;
    private long rate;
    private long holds;
    private long fails;
    private int confirmations;
    private double stepDown;
    private boolean confirmed;

    /**
     * @param min lowest rate to ask about, at least 1
     * @param max highest rate to ask about
     * @param resolution how close, as a part of the rate, the highest rate that holds and the lowest that fails must come
     */
    public RateSearch(long min, long max, double resolution) {
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
    public OptionalLong next() {
        return stage == Stage.DONE ? OptionalLong.empty() : OptionalLong.of(rate);
    }

    /** Whether {@link #next} is a confirmation, which should be asked more thoroughly. */
    public boolean isConfirming() {
        return stage == Stage.CONFIRM;
    }

    /** Takes the answer about {@link #next}. */
    public void answer(boolean itHolds) {
        switch (stage) {
            case UP, BISECT -> {
                if (itHolds) {
                    holds = rate;
                } else {
                    fails = rate;
                }
                proceed();
            }
            case CONFIRM -> confirm(itHolds);
            case DONE -> throw new IllegalStateException("the search is over");
        }
    }

    /** The highest rate found to hold; empty if none was, or the search is not over. */
    public OptionalLong answer() {
        return stage == Stage.DONE && holds > 0 ? OptionalLong.of(holds) : OptionalLong.empty();
    }

    /** Whether the answer held a second time. */
    public boolean isConfirmed() {
        return confirmed;
    }

    private void proceed() {
        if (holds == 0) {
            stage = Stage.DONE;
        } else if (fails == 0 && holds < max) {
            rate = Math.min(max, (long) Math.ceil(holds * STEP_UP));
        } else if (fails > holds * (1 + resolution) && fails - holds > 1) {
            stage = Stage.BISECT;
            rate = between(holds, fails);
        } else {
            stage = Stage.CONFIRM;
            rate = holds;
        }
    }

    private void confirm(boolean itHolds) {
        confirmations++;
        if (itHolds) {
            confirmed = true;
            holds = rate;
            stage = Stage.DONE;
            return;
        }
        long lower = (long) Math.floor(rate / (1 + stepDown));
        stepDown *= 2;
        if (rate == min || confirmations == MAX_CONFIRMATIONS) {
            holds = 0;
            stage = Stage.DONE;
        } else {
            rate = Math.max(min, lower);
        }
    }

    /** The geometric mean, which is neither of the two where they are not neighbours. */
    private static long between(long low, long high) {
        return Math.round(Math.sqrt((double) low * high));
    }
}
