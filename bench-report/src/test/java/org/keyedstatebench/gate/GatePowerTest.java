package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyedstatebench.gate.GateFixture.pair;
import static org.keyedstatebench.gate.GateFixture.valid;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

class GatePowerTest {

    private static final Set<GateMetric> ALL = EnumSet.of(GateMetric.P50, GateMetric.P90, GateMetric.P99);
    private static final double BASE_MS = 20;

    /** Pairs of the same build whose trials are so far apart, all percentiles of a trial alike. */
    private static List<Pair> pairs(int n, double spread) {
        Random random = new Random(7);
        List<Pair> pairs = new ArrayList<>();
        for (int pair = 1; pair <= n; pair++) {
            pairs.add(pair(pair, valid(BASE_MS), valid(BASE_MS * Math.exp(random.nextGaussian() * spread))));
        }
        return pairs;
    }

    private static GatePower power(int pairs, double spread) {
        return new GatePower(GateRules.DEFAULT.withPairs(pairs), pairs / 2, true, pairs(pairs, spread));
    }

    @Test
    void aQuietMachineFindsASmallSlowDownAndHasNoFalseAlarm() {
        GatePower power = power(12, 0.02);
        // The threshold of p99 is its own.
        assertThat(power.lines())
                .containsExactly(
                        "On this machine, played with the 12 pairs of the same build: false alarms in 0.0 % of 2,000 runs",
                        "  found in 80 % of runs: p50, p90 and p99 together 1.15 times as high and more",
                        "  found in 80 % of runs: p50 alone 1.15 times as high and more",
                        "  found in 80 % of runs: p90 alone 1.15 times as high and more",
                        "  found in 80 % of runs: p99 alone 1.30 times as high and more");
    }

    @Test
    void aNoisyMachineFindsOnlyLargeOnesAndStillHasHardlyAFalseAlarm() {
        GatePower power = power(12, 0.4);
        assertThat(power.falseAlarms()).isLessThan(0.02);
        assertThat(power.smallestFound(ALL).orElse(9)).isGreaterThan(1.4);
    }

    @Test
    void aMachineThatIsAllNoiseFindsNothing() {
        GatePower power = power(12, 4);
        assertThat(power.smallestFound(ALL)).isEmpty();
        assertThat(power.lines()).contains("  found in 80 % of runs: p50 alone not up to 3 times as high");
    }

    @Test
    void fewerPairsFindLess() {
        List<Pair> same = pairs(12, 0.2);
        assertThat(new GatePower(GateRules.DEFAULT.withPairs(7), 3, true, same).alarms(ALL, 1.3))
                .isLessThan(new GatePower(GateRules.DEFAULT, 6, true, same).alarms(ALL, 1.3));
    }

    @Test
    void disturbedPairsAreRepeatedWhenPlayedAndTooManyOfThemSayNothing() {
        List<Pair> busy = pairs(12, 0.02).stream()
                .map(pair -> pair(pair.number(), GateFixture.disturbed(pair.baseline(), 0.5, 0.0), pair.candidate()))
                .toList();
        assertThat(new GatePower(GateRules.DEFAULT, 6, true, busy).alarms(ALL, 2))
                .isZero();
        assertThat(new GatePower(GateRules.DEFAULT, 6, false, busy).alarms(ALL, 2))
                .isOne();
    }

    @Test
    void onePairIsNoSpreadAndAFailedTrialNoPair() {
        List<Pair> oneFailed = List.of(
                pairs(1, 0.1).get(0),
                pair(2, valid(BASE_MS), GateFixture.failed(TrialStatus.FAILED, "the engine died")),
                pair(3, GateFixture.invalid("5 of 200000 events lost"), valid(BASE_MS)));
        assertThatThrownBy(() -> new GatePower(GateRules.DEFAULT, 6, true, oneFailed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least 2 pairs of the same build, got 1");
    }

    @Test
    void aTrialWithoutLatenciesIsPlayedAsItIs() {
        TrialResult bare = valid(BASE_MS).withLatencyNs(null);
        GatePower power = new GatePower(GateRules.DEFAULT, 6, true, List.of(pair(1, bare, bare), pair(2, bare, bare)));
        assertThat(power.alarms(ALL, 3)).isZero();
    }
}
