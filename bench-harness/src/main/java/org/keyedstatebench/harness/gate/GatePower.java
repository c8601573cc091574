package org.keyedstatebench.harness.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.keyedstatebench.harness.gate.PairedFigures.PairRatio;

/**
 * Says how often the gate would raise a false alarm on a machine, and how small a slow-down it would still find there: plays the
 * whole rule, both sets of pairs, with ratios drawn from those that pairs of the same build had on that machine. Pure and seeded.
 */
public final class GatePower {

    /** Share of runs in which a slow-down must be found to count as detectable. */
    public static final double WANTED = 0.8;

    private static final int RUNS = 2_000;
    private static final long SEED = 42;
    private static final double STEP = 0.05;
    private static final double LARGEST = 3;

    private final GateRules rules;
    private final GateMetric metric;
    private final double baseline;
    private final List<Double> spread;

    /**
     * @param figures of a metric in pairs of the same build, at least two pairs
     * @throws IllegalArgumentException if there are fewer
     */
    public GatePower(GateRules rules, GateMetric metric, PairedFigures figures) {
        if (figures.pairs() < 2) {
            throw new IllegalArgumentException("expected at least 2 pairs of the same build, got " + figures.pairs());
        }
        this.rules = rules;
        this.metric = metric;
        this.baseline = figures.baseline();
        this.spread =
                figures.ratios().stream().map(PairRatio::ratio).map(Math::log).toList();
    }

    /** Share of runs that say regression though nothing changed, 0 to 1. */
    public double falseAlarms() {
        return alarms(1);
    }

    /** Share of runs that find a candidate so many times as bad, 0 to 1. */
    public double alarms(double times) {
        Random random = new Random(SEED);
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            if (set(times, random) == MetricVerdict.SUSPECTED
                    && MetricRule.confirmed(set(times, random)) == MetricVerdict.REGRESSION) {
                alarms++;
            }
        }
        return (double) alarms / RUNS;
    }

    /** The smallest ratio, in steps of 0.05, that is found in {@value #WANTED} of the runs; empty if none up to 3 is. */
    public OptionalDouble smallestFound() {
        for (int step = 1; 1 + step * STEP <= LARGEST; step++) {
            double times = 1 + step * STEP;
            if (alarms(times) >= WANTED) {
                return OptionalDouble.of(times);
            }
        }
        return OptionalDouble.empty();
    }

    /** One set, extended if it cannot tell. */
    private MetricVerdict set(double times, Random random) {
        Map<Integer, Double> before = new TreeMap<>();
        Map<Integer, Double> after = new TreeMap<>();
        MetricVerdict verdict = drawn(rules.pairs(), times, random, before, after);
        return verdict == MetricVerdict.INCONCLUSIVE && rules.mostPairs() > rules.pairs()
                ? drawn(rules.mostPairs(), times, random, before, after)
                : verdict;
    }

    /** A pair of the same build could as well have come out the other way round. */
    private MetricVerdict drawn(
            int pairs, double times, Random random, Map<Integer, Double> before, Map<Integer, Double> after) {
        for (int pair = before.size() + 1; pair <= pairs; pair++) {
            double drawn = spread.get(random.nextInt(spread.size())) * (random.nextBoolean() ? 1 : -1);
            double worse = Math.exp(drawn) * times;
            before.put(pair, baseline);
            after.put(pair, metric.latency() ? baseline * worse : baseline / worse);
        }
        return MetricRule.ofSet(rules, metric, PairedFigures.of(metric, before, after));
    }

    /** The judged latencies, for whoever wants them all. */
    public static List<GateMetric> judgedLatencies() {
        List<GateMetric> metrics = new ArrayList<>();
        for (GateMetric metric : GateMetric.values()) {
            if (metric.judged() && metric.latency()) {
                metrics.add(metric);
            }
        }
        return metrics;
    }
}
