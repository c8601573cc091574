package org.keyedstatebench.harness.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GatePowerTest {

    private static final double BASELINE = 20e6;

    private static PairedFigures pairs(int n, double spread) {
        Random random = new Random(7);
        Map<Integer, Double> before = new TreeMap<>();
        Map<Integer, Double> after = new TreeMap<>();
        for (int pair = 1; pair <= n; pair++) {
            before.put(pair, BASELINE);
            after.put(pair, BASELINE * Math.exp(random.nextGaussian() * spread));
        }
        return PairedFigures.of(GateMetric.P50, before, after);
    }

    private static GatePower power(int pairs, double spread) {
        return new GatePower(GateRules.DEFAULT.withPairs(pairs), GateMetric.P50, pairs(pairs, spread));
    }

    @Test
    void aQuietMachineFindsASmallSlowDownAndHasNoFalseAlarm() {
        GatePower power = power(12, 0.02);
        assertThat(power.falseAlarms()).isZero();
        assertThat(power.smallestFound()).hasValueCloseTo(1.15, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void aNoisyMachineFindsOnlyLargeOnesAndStillHasHardlyAFalseAlarm() {
        GatePower power = power(12, 0.4);
        assertThat(power.falseAlarms()).isLessThan(0.02);
        assertThat(power.smallestFound().orElse(9)).isGreaterThan(1.4);
    }

    @Test
    void fewerPairsFindLess() {
        assertThat(power(7, 0.2).alarms(1.3)).isLessThan(power(12, 0.2).alarms(1.3));
    }

    @Test
    void onePairIsNoSpread() {
        assertThatThrownBy(() -> new GatePower(GateRules.DEFAULT, GateMetric.P50, pairs(1, 0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 pairs");
    }
}
