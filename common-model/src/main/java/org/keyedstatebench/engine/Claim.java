package org.keyedstatebench.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What an engine's documentation claims, and which figures decide whether it holds.
 *
 * @param row of the comparison table that it belongs to
 * @param says the claim, one sentence
 * @param judge what decides
 * @param variants names of those that are looked at, in the order that the judge wants
 * @param limit what a figure is held against; only where the judge wants one
 */
public record Claim(String row, String says, Judge judge, List<String> variants, Duration limit) {

    /** Ways to decide, by what trials or micro-benchmarks have found. */
    public enum Judge {
        /** A step on the first of two state backends takes less time than on the second; these are named instead of variants. */
        FASTER_STEP(2),
        /** The first of two variants drains more events a second than the second. */
        FASTER_DRAIN(2),
        /** The median latency is below the limit. */
        LATENCY_BELOW(1),
        /** The first is refused, while the second works. */
        REFUSED(2),
        /** Events go on while a checkpoint is taken, in the first of these variants that has events during one. */
        GOES_ON_DURING_CHECKPOINTS(1, 9),
        /** Readers of committed records see no duplicate, also after a kill. */
        NO_DUPLICATE(1),
        /** Nothing is lost and every count is right, also after a kill. */
        EXACT_STATE(1),
        /** A count survives pauses below the TTL and starts again above it. */
        KEEPS_TTL(1),
        /** Every timer that is due fires, and no other. */
        TIMERS_FIRE(1),
        /** Micro-batches go on when there is no input. */
        RUNS_WITHOUT_INPUT(1);

        private final int least;
        private final int most;

        Judge(int variants) {
            this(variants, variants);
        }

        Judge(int least, int most) {
            this.least = least;
            this.most = most;
        }

        /** As people type it: lower case, with dashes. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Claim {
        Checks.oneOf(TableEntry.ROWS, List.of(Checks.present(row, "row")), "row");
        Checks.present(says, "says");
        Checks.present(judge, "judge");
        variants = Checks.some(variants, "variants");
        if (variants.size() < judge.least || variants.size() > judge.most) {
            throw new IllegalArgumentException("variants: expected " + judge.least
                    + (judge.most > judge.least ? " or more" : "") + " for " + judge + ", got " + variants);
        }
        if ((limit == null) == (judge == Judge.LATENCY_BELOW)) {
            throw new IllegalArgumentException("limit: expected one for " + Judge.LATENCY_BELOW
                    + " and for no other, got " + (limit == null ? "none" : "one") + " for " + judge);
        }
    }

    /** Whether {@link #variants} names state backends. */
    public boolean isOfBackends() {
        return judge == Judge.FASTER_STEP;
    }
}
