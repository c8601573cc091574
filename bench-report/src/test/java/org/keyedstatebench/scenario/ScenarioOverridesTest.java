package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.Checkout;
import org.keyedstatebench.event.KeyDistribution;
import org.keyedstatebench.event.KeySpace;

class ScenarioOverridesTest {

    @Test
    void nothingSaidChangesNothing() {
        ScenarioOverrides nothing = new ScenarioOverrides();

        assertThat(nothing.apply(Checkout.SCENARIOS.compare())).isEqualTo(Checkout.SCENARIOS.compare());
    }

    @Test
    void everyFieldThatIsSaidWins() {
        List<Variant> variants = List.of(Checkout.VARIANTS.named("spark"));
        ScenarioOverrides all = new ScenarioOverrides()
                .say("name", "mine")
                .say("profile", Profile.DEFAULTS)
                .say("workload.rate", 7L)
                .say("workload.keys", 8)
                .say("workload.distribution", KeyDistribution.ZIPF)
                .say("workload.zipfExponent", 0.9)
                .say("workload.payloadBytes", 10)
                .say("workload.partitions", 11)
                .say("workload.malformedEvery", 12)
                .say("workload.stateBytes", 13)
                .say("timing.startTimeout", Duration.ofSeconds(1))
                .say("timing.warmup", Duration.ofSeconds(2))
                .say("timing.duration", Duration.ofSeconds(3))
                .say("timing.drainTimeout", Duration.ofSeconds(4))
                .say("resources.heapMb", 512)
                .say("resources.processors", 1)
                .say("resources.collector", "Serial")
                .say("resources.parallelism", 3)
                .say("blocks", 9)
                .say("seed", 99L)
                .say("variants", variants.toArray(Variant[]::new));

        assertThat(all.apply(Checkout.SCENARIOS.compare()))
                .isEqualTo(new Scenario(
                        "mine",
                        Profile.DEFAULTS,
                        new Workload(7, KeySpace.zipf(8, 0.9), 10, 11, 12, 13),
                        new Timing(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4)),
                        new Resources(512, 1, "Serial", 3),
                        9,
                        99,
                        variants,
                        null,
                        null));
    }

    @Test
    void anExponentAloneLeavesTheKeysUniform() {
        ScenarioOverrides exponent = new ScenarioOverrides().say("workload.zipfExponent", 1.5);

        assertThat(exponent.apply(Checkout.SCENARIOS.compare())
                        .workload()
                        .keys()
                        .distribution())
                .isEqualTo(KeyDistribution.UNIFORM);
    }

    @Test
    void allValuesOutOfRangeAreToldAtOnce() {
        ScenarioOverrides wrong = new ScenarioOverrides()
                .say("workload.rate", 0L)
                .say("workload.keys", 0)
                .say("workload.distribution", KeyDistribution.ZIPF)
                .say("workload.zipfExponent", -1.0)
                .say("workload.payloadBytes", -1)
                .say("workload.partitions", 0)
                .say("workload.malformedEvery", -1);

        assertThatThrownBy(() -> wrong.apply(Checkout.SCENARIOS.compare()))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("""
                        the number of keys must be 1 to 10000000, got 0
                        the Zipf exponent must be above 0 and at most 5, got -1.0
                        workload.rate must be 1 to 10000000, got 0
                        workload.payloadBytes must be 0 to 900000, got -1
                        workload.partitions must be 1 to 1000, got 0
                        workload.malformedEvery must be 0 to 2147483647, got -1""");
    }

    @Test
    void conditionsHoldUnderWhateverReachesThem() {
        Scenario base = withConditions();
        Scenario changed = new ScenarioOverrides()
                .say("name", "mine")
                .say("profile", Profile.DEFAULTS)
                .say("resources.heapMb", 512)
                .say("blocks", 9)
                .say("seed", 99L)
                .apply(base);

        assertThat(changed.conditions()).isEqualTo(base.conditions());
        assertThat(changed.blocks()).isEqualTo(9);
        assertThat(changed.resources().heapMb()).isEqualTo(512);
    }

    @Test
    void whatWouldNotReachTheConditionsIsRefusedWithBothNames() {
        ScenarioOverrides wrong = new ScenarioOverrides()
                .say("workload.rate", 7L)
                .say("timing.duration", Duration.ofSeconds(3))
                .say("variants", new Variant[] {Checkout.VARIANTS.named("spark")});

        assertThatThrownBy(() -> wrong.apply(withConditions()))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("""
                        expected no other workload beside the conditions of the scenario 'load', each of which has its own: slow, fast
                        expected no other timing beside the conditions of the scenario 'load', each of which has its own: slow, fast
                        expected no other variants beside the conditions of the scenario 'load', each of which has its own: slow, fast""");
        assertThatThrownBy(() -> withConditions().withVariants(List.of(Checkout.VARIANTS.named("spark"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected no other variants beside the conditions of the scenario 'load'");
    }

    private static Scenario withConditions() {
        List<String> names = List.of("reference", "spark");
        return Checkout.SCENARIOS
                .load()
                .withConditions(List.of(
                        new Condition(
                                "slow",
                                Experiment.OFFERED,
                                Workload.DEFAULT.withRateHz(1),
                                Timing.DEFAULT,
                                names,
                                List.of(),
                                null),
                        new Condition(
                                "fast",
                                Experiment.OFFERED,
                                Workload.DEFAULT.withRateHz(2),
                                Timing.DEFAULT,
                                names,
                                List.of(),
                                null)));
    }
}
