package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.scenario.Dimension;
import org.keyedstatebench.scenario.Scenario;

/** Holds the trials of the comparison table to the time that is promised for them, by the estimate that a user is shown. */
class MatrixEstimateTest {

    private static final Set<Dimension> ALL = EnumSet.allOf(Dimension.class);

    private static Duration estimate(Set<Dimension> dimensions, boolean quick) {
        return of(Checkout.MATRIX.of(dimensions, quick, false, 1, 1));
    }

    private static Duration of(Scenario scenario) {
        return new RemainingTime(variant -> Checkout.ENGINES.engine(variant).startup()).of(BlockPlan.of(scenario));
    }

    @Test
    void theTableFitsItsTime() {
        // 12 and 70 minutes are promised. A refused trial is counted in full; micro-benchmarks (1 and 9 minutes), class
        // archives and the rehearsal come on top, and drains of many keys take longer than estimated.
        assertThat(estimate(ALL, true)).isLessThan(Duration.ofMinutes(11));
        assertThat(estimate(ALL, false)).isLessThan(Duration.ofMinutes(55));
    }

    /** Micro-benchmarks of less than a minute come on top, and 8 minutes are promised. */
    @Test
    void aQuickComparisonFitsItsTimeWithTheTable() {
        Scenario quick = Checkout.SCENARIOS.quick(Checkout.SCENARIOS.compare());
        Duration all = of(Checkout.MATRIX.added(quick, true));
        assertThat(all).isLessThan(Duration.ofMinutes(6));
        assertThat(all.minus(of(quick))).isLessThan(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @EnumSource(Dimension.class)
    void oneRowTakesLessThanAllAndHasTrialsOfBothEngines(Dimension dimension) {
        Scenario scenario = Checkout.MATRIX.of(Set.of(dimension), true, false, 1, 1);

        assertThat(estimate(Set.of(dimension), true)).isLessThan(estimate(ALL, true));
        assertThat(scenario.variants()).extracting(variant -> variant.engine()).contains("flink", "spark");
        assertThat(scenario.conditions())
                .allSatisfy(condition -> assertThat(condition.dimensions()).containsExactly(dimension));
    }

    @Test
    void noTrialIsPlannedTwice() {
        var plan = BlockPlan.of(Checkout.MATRIX.of(ALL, false, false, 1, 1));
        assertThat(plan.stream()
                        .map(trial ->
                                trial.condition().name() + "/" + trial.variant().name()))
                .doesNotHaveDuplicates();
    }
}
