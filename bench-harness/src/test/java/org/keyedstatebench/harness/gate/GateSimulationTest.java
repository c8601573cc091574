package org.keyedstatebench.harness.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

        /** One set of pairs, extended if it cannot tell, as {@code GateSession} does. */
        private Map<GateMetric, MetricVerdict> set(GateRules rules, Set<GateMetric> asked, double times) {
            Map<GateMetric, Map<Integer, Double>> before = new TreeMap<>();
            Map<GateMetric, Map<Integer, Double>> after = new TreeMap<>();
            pairs(1, rules.pairs(), times, before, after);
            Map<GateMetric, MetricVerdict> verdicts = verdicts(rules, asked, before, after);
            if (!verdicts.containsValue(MetricVerdict.SUSPECTED)
                    && verdicts.containsValue(MetricVerdict.INCONCLUSIVE)) {
                pairs(rules.pairs() + 1, rules.mostPairs(), times, before, after);
                verdicts = verdicts(rules, asked, before, after);
            }
            return verdicts;
        }

        private static Map<GateMetric, MetricVerdict> verdicts(
                GateRules rules,
                Set<GateMetric> asked,
                Map<GateMetric, Map<Integer, Double>> before,
                Map<GateMetric, Map<Integer, Double>> after) {
            Map<GateMetric, MetricVerdict> verdicts = new TreeMap<>();
            asked.forEach(metric -> verdicts.put(
                    metric,
                    MetricRule.ofSet(rules, metric, PairedFigures.of(metric, before.get(metric), after.get(metric)))));
            return verdicts;
        }

        private void pairs(
                int from,
                int to,
                double times,
                Map<GateMetric, Map<Integer, Double>> before,
                Map<GateMetric, Map<Integer, Double>> after) {
            for (int pair = from; pair <= to; pair++) {
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
        }
    }

    /** Share of runs in which any metric is a confirmed regression. */
    private static double alarms(int pairs, double times) {
        GateRules rules = GateRules.DEFAULT.withPairs(pairs);
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            Machine machine = new Machine(run);
            Set<GateMetric> suspected = new TreeSet<>();
            machine.set(rules, LEVEL.keySet(), times).forEach((metric, verdict) -> {
                if (verdict == MetricVerdict.SUSPECTED) {
                    suspected.add(metric);
                }
            });
            if (machine.set(rules, suspected, times).values().stream()
                    .anyMatch(verdict -> MetricRule.confirmed(verdict) == MetricVerdict.REGRESSION)) {
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
        assertThat(alarms(7, 1.5)).isBetween(0.9, alarms(12, 1.5));
    }

    @Test
    void aFifthMoreIsFoundMoreOftenThanNot() {
        assertThat(alarms(12, 1.2)).isGreaterThan(0.5);
        assertThat(alarms(7, 1.2)).isLessThan(alarms(12, 1.2));
    }
}
