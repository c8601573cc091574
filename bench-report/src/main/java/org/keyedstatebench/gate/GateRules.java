package org.keyedstatebench.gate;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * When the gate fails, when it passes.
 *
 * @param threshold median ratio above which a metric is a regression; above 1
 * @param p99Threshold the same for p99, which varies more; not below {@code threshold}
 * @param passBelow a metric passes if the upper end of its interval is below this; not below the thresholds
 * @param minimumChange smaller changes of a latency are none, whatever their ratio
 * @param pairs in a set before it may be extended; at least {@value #FEWEST_PAIRS}
 */
@RecordBuilder
public record GateRules(double threshold, double p99Threshold, double passBelow, Duration minimumChange, int pairs)
        implements GateRulesBuilder.With {

    /** With fewer there is no interval at all. Below 6, no interval reaches 95 %. */
    public static final int FEWEST_PAIRS = 2;

    /** Pairs of the quick gate: the interval is the whole range of the ratios. */
    public static final int QUICK_PAIRS = 7;

    private static final int REHEARSALS = 2;

    public static final GateRules DEFAULT = new GateRules(1.10, 1.25, 1.25, Duration.ofMillis(1), 12);

    public GateRules {
        if (!(threshold > 1) || !Double.isFinite(passBelow)) {
            throw new IllegalArgumentException("expected a threshold above 1, got " + threshold);
        }
        if (!(threshold <= p99Threshold && p99Threshold <= passBelow)) {
            throw new IllegalArgumentException("expected threshold <= p99Threshold <= passBelow, got " + threshold
                    + ", " + p99Threshold + " and " + passBelow);
        }
        if (minimumChange.isNegative()) {
            throw new IllegalArgumentException("minimumChange must be zero or more, got " + minimumChange);
        }
        if (pairs < FEWEST_PAIRS) {
            throw new IllegalArgumentException("expected at least " + FEWEST_PAIRS + " pairs, got " + pairs);
        }
    }

    /**
     * How many pairs that are not judged run before the first one: broker, file system and harness are slowest in their first minute, on
     * both sides, and where an interval is the whole range of the ratios one such pair would hide any regression. Decided by the number
     * of pairs, so never by what was measured.
     */
    public int rehearsals() {
        return pairs >= QUICK_PAIRS ? REHEARSALS : 0;
    }

    /**
     * To how many pairs a set is extended, once, if it cannot tell: two thirds more, rounded up, so 12 for 7 and 20 for 12. The interval
     * of 7 pairs is the whole range of their ratios, so a single pair that met a noisy moment keeps it from saying anything; that of 12
     * may miss two. Sets too small to be trusted are not extended.
     */
    public int mostPairs() {
        return pairs >= QUICK_PAIRS ? (5 * pairs + 2) / 3 : pairs;
    }

    /** The same rules with another threshold; the other limits rise where they would be below it. */
    @Override
    public GateRules withThreshold(double other) {
        double p99 = Math.max(p99Threshold, other);
        return new GateRules(other, p99, Math.max(passBelow, p99), minimumChange, pairs);
    }

    /** Median ratio above which this metric is a regression. */
    public double threshold(GateMetric metric) {
        return metric == GateMetric.P99 ? p99Threshold : threshold;
    }
}
