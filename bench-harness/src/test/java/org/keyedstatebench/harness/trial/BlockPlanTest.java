package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.Trigger;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.scenario.Profile;
import org.keyedstatebench.scenario.Resources;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Timing;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

class BlockPlanTest {

    @Test
    void everyBlockHoldsEveryVariantOnce() {
        List<PlannedTrial> plan = BlockPlan.of(scenario(6, 1));
        assertThat(plan)
                .hasSize(18)
                .extracting(PlannedTrial::order)
                .isSorted()
                .startsWith(1)
                .endsWith(18);
        for (int block = 1; block <= 6; block++) {
            int wanted = block;
            assertThat(plan.stream()
                            .filter(trial -> trial.block() == wanted)
                            .map(trial -> trial.variant().name()))
                    .containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void whatFillsTheTableOfAComparisonComesOnceAndAfterItsBlocks() {
        Scenario comparison = Checkout.SCENARIOS.compare();
        List<PlannedTrial> plan = BlockPlan.of(Checkout.MATRIX.added(comparison, false));

        assertThat(plan.subList(0, BlockPlan.of(comparison).size())).isEqualTo(BlockPlan.of(comparison));
        assertThat(plan.subList(BlockPlan.of(comparison).size(), plan.size()))
                .isNotEmpty()
                .allSatisfy(trial -> assertThat(trial.condition().dimensions()).isNotEmpty())
                .extracting(trial ->
                        trial.condition().name() + "/" + trial.variant().name())
                .doesNotHaveDuplicates();
    }

    @Test
    void variantsOfAConditionAreMeasuredSideBySide() {
        Scenario scenario = scenario(2, 7)
                .withConditions(List.of(
                        new Condition(
                                "slow",
                                Experiment.OFFERED,
                                Workload.DEFAULT,
                                Timing.DEFAULT,
                                List.of("a", "b"),
                                List.of(),
                                null),
                        new Condition(
                                "fast",
                                Experiment.OFFERED,
                                Workload.DEFAULT,
                                Timing.DEFAULT,
                                List.of("b", "c"),
                                List.of(),
                                null)));
        List<PlannedTrial> plan = BlockPlan.of(scenario);
        assertThat(plan).hasSize(8);
        for (int first = 0; first < 8; first += 2) {
            PlannedTrial one = plan.get(first);
            PlannedTrial next = plan.get(first + 1);
            assertThat(next.condition()).isEqualTo(one.condition());
            assertThat(next.block()).isEqualTo(one.block());
            assertThat(List.of(one.variant().name(), next.variant().name()))
                    .containsExactlyInAnyOrderElementsOf(one.condition().variants());
        }
        assertThat(plan.stream().limit(4).map(trial -> trial.condition().name()))
                .as("a block holds every condition")
                .contains("slow", "fast");
    }

    @Test
    void theSeedFixesTheOrderAndTheOrderVaries() {
        assertThat(BlockPlan.of(scenario(6, 1))).isEqualTo(BlockPlan.of(scenario(6, 1)));
        Set<String> first = new HashSet<>();
        for (int seed = 0; seed < 30; seed++) {
            first.add(BlockPlan.of(scenario(1, seed)).get(0).variant().name());
        }
        assertThat(first).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void noConditionAlwaysComesFirst() {
        Scenario scenario = scenario(20, 1)
                .withConditions(List.of(
                        new Condition(
                                "slow",
                                Experiment.OFFERED,
                                Workload.DEFAULT,
                                Timing.DEFAULT,
                                List.of("a"),
                                List.of(),
                                null),
                        new Condition(
                                "fast",
                                Experiment.OFFERED,
                                Workload.DEFAULT,
                                Timing.DEFAULT,
                                List.of("a"),
                                List.of(),
                                null)));
        List<PlannedTrial> plan = BlockPlan.of(scenario);
        Set<String> first = new HashSet<>();
        for (int trial = 0; trial < plan.size(); trial += 2) {
            first.add(plan.get(trial).condition().name());
        }
        assertThat(first).containsExactlyInAnyOrder("slow", "fast");
    }

    @Test
    void blocksHaveSequencesOfTheirOwn() {
        Set<Long> seeds = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            for (int block = 1; block <= 10; block++) {
                seeds.add(BlockPlan.sequenceSeed(seed, block));
            }
        }
        assertThat(seeds).hasSize(1000);
        // A published seed must give the same events in every release.
        assertThat(BlockPlan.sequenceSeed(7, 3)).isEqualTo(7_000_024);
    }

    @Test
    void aPlanIsRunToItsEndButForWhatAnEngineHasRefused() {
        Scenario scenario = scenario(3, 1);
        BlockPlan plan = new BlockPlan(scenario);
        assertThat(plan.following()).isEqualTo(BlockPlan.of(scenario));
        assertThat(plan.scenario()).isEqualTo(scenario);

        List<PlannedTrial> run = new ArrayList<>();
        for (Optional<PlannedTrial> next = plan.next(); next.isPresent(); next = plan.next()) {
            run.add(next.get());
            assertThat(plan.following()).doesNotContain(next.get());
            boolean refused = next.get().variant().name().equals("b");
            plan.answered(
                    next.get(),
                    new TrialDraft(next.get(), Instant.EPOCH)
                            .ended(refused ? TrialStatus.UNSUPPORTED : TrialStatus.FAILED, "no", null, Map.of()));
        }

        assertThat(run).extracting(trial -> trial.variant().name()).containsOnlyOnce("b");
        assertThat(run).hasSize(7).isSubsetOf(BlockPlan.of(scenario));
    }

    static Scenario scenario(int blocks, long seed) {
        List<Variant> variants = List.of(variant("a"), variant("b"), variant("c"));
        return new Scenario(
                "test",
                Profile.LOW_LATENCY,
                Workload.DEFAULT,
                Timing.DEFAULT,
                Resources.DEFAULT,
                blocks,
                seed,
                variants,
                null,
                null);
    }

    static Variant variant(String name) {
        return new Variant(
                name,
                "flink",
                "hashmap",
                Trigger.PER_RECORD,
                Operator.COUNT,
                Emission.PER_EVENT,
                Guarantee.AT_LEAST_ONCE,
                Duration.ofSeconds(5),
                null,
                false,
                null,
                null,
                Map.of());
    }
}
