package org.keyedstatebench.harness.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The claim of the gate, on a simulated machine: trials with heavy-tailed noise, a level that drifts from trial to trial, and noisy
 * episodes that last a few trials.
 */
class GateSimulationTest {

    private static final int RUNS = 1_500;
    private static final Map<GateMetric, Double> NOISE =
            Map.of(GateMetric.P50, 0.06, GateMetric.P90, 0.08, GateMetric.P99, 0.15);
    private static final Map<GateMetric, Double> LEVEL =
            Map.of(GateMetric.P50, 10e6, GateMetric.P90, 15e6, GateMetric.P99, 30e6);

    /** A machine on which one trial follows the other. */
    private static final class Machine {

        private final Random random;
        private double drift;
        private int episode;
        private double disturbance;

        Machine(long seed) {
            random = new Random(seed);
        }

        private void nextTrial() {
            drift += 0.03 * random.nextGaussian();
            if (episode > 0) {
                episode--;
            } else {
                disturbance = 0;
                if (random.nextDouble() < 0.08) {
                    episode = random.nextInt(4);
                    disturbance = 0.2 + 0.6 * random.nextDouble();
                }
            }
        }

        private double latency(GateMetric metric) {
            return LEVEL.get(metric) * Math.exp(drift + disturbance + NOISE.get(metric) * heavyTailed());
        }

        /** Student's t with 3 degrees of freedom. */
        private double heavyTailed() {
            double chi = 0;
            for (int i = 0; i < 3; i++) {
                chi += Math.pow(random.nextGaussian(), 2);
            }
            return random.nextGaussian() / Math.sqrt(chi / 3);
        }

        private Map<GateMetric, PairedFigures> set(GateRules rules, double times) {
            Map<GateMetric, Map<Integer, Double>> before = new TreeMap<>();
            Map<GateMetric, Map<Integer, Double>> after = new TreeMap<>();
            for (int pair = 1; pair <= rules.pairs(); pair++) {
                boolean candidateFirst = random.nextBoolean();
                for (int trial = 0; trial < 2; trial++) {
                    nextTrial();
                    boolean candidate = candidateFirst == (trial == 0);
                    for (GateMetric metric : LEVEL.keySet()) {
                        (candidate ? after : before)
                                .computeIfAbsent(metric, key -> new TreeMap<>())
                                .put(pair, latency(metric) * (candidate ? times : 1));
                    }
                }
            }
            Map<GateMetric, PairedFigures> figures = new TreeMap<>();
            LEVEL.keySet()
                    .forEach(metric ->
                            figures.put(metric, PairedFigures.of(metric, before.get(metric), after.get(metric))));
            return figures;
        }
    }

    /** Share of runs in which any metric is a confirmed regression. */
    private static double alarms(int pairs, double times) {
        GateRules rules = GateRules.DEFAULT.withPairs(pairs);
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            Machine machine = new Machine(run);
            Map<GateMetric, PairedFigures> first = machine.set(rules, times);
            Map<GateMetric, PairedFigures> second = machine.set(rules, times);
            if (LEVEL.keySet().stream()
                    .anyMatch(metric -> MetricRule.ofSet(rules, metric, first.get(metric)) == MetricVerdict.SUSPECTED
                            && MetricRule.confirmed(MetricRule.ofSet(rules, metric, second.get(metric)))
                                    == MetricVerdict.REGRESSION)) {
                alarms++;
            }
        }
        return (double) alarms / RUNS;
    }

    @Test
    void aFalseAlarmIsRarerThanOneRunInFifty() {
        assertThat(alarms(12, 1)).isLessThanOrEqualTo(0.02);
        assertThat(alarms(7, 1)).isLessThanOrEqualTo(0.02);
    }

    @Test
    void halfAsMuchAgainIsFound() {
        assertThat(alarms(12, 1.5)).isGreaterThan(0.95);
        assertThat(alarms(7, 1.5)).isBetween(0.6, alarms(12, 1.5));
    }

    @Test
    void aFifthMoreIsFoundMoreOftenThanNot() {
        assertThat(alarms(12, 1.2)).isGreaterThan(0.5);
        assertThat(alarms(7, 1.2)).isLessThan(alarms(12, 1.2));
    }
}
