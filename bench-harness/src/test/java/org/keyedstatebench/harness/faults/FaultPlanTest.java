package org.keyedstatebench.harness.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.scenario.FaultKind;

class FaultPlanTest {

    private static final List<FaultKind> ALL = Arrays.asList(FaultKind.values());

    private static List<PlannedFault> drawn(long seed, List<FaultKind> kinds, int number) {
        FaultPlan plan = new FaultPlan(seed, kinds);
        return Stream.generate(plan::next).limit(number).toList();
    }

    @Test
    void theSameSeedGivesTheSameFaultsHoweverManyAreAskedFor() {
        assertThat(drawn(7, ALL, 40)).isEqualTo(drawn(7, ALL, 100).subList(0, 40));
        assertThat(drawn(8, ALL, 40)).isNotEqualTo(drawn(7, ALL, 40));
    }

    @Test
    void aSeedThatSomebodyWroteDownStandsForTheseFaultsForEver() {
        assertThat(drawn(42, List.of(FaultKind.KILL, FaultKind.STOP, FaultKind.BROKER), 3))
                .extracting(fault -> fault.number() + " " + fault.kind().word() + " " + fault.inRecovery() + " "
                        + fault.pause().toMillis() + " " + fault.lasting().toMillis())
                .containsExactly("1 broker false 884 582", "2 kill true 2093 17289", "3 stop false 32 1408");
    }

    /** Over many seeds and decks, because each of them is a promise about every plan. */
    @Test
    void everyKindComesInEachRoundAndHalfStrikeInTheMiddleOfARecovery() {
        for (long seed = 0; seed < 200; seed++) {
            List<FaultKind> kinds = ALL.subList(0, 1 + (int) (seed % ALL.size()));
            List<PlannedFault> plan = drawn(seed, kinds, kinds.size() * 4);
            assertThat(plan.get(0).inRecovery()).isFalse();
            for (int round = 0; round < 4; round++) {
                assertThat(plan.subList(round * kinds.size(), (round + 1) * kinds.size()))
                        .extracting(PlannedFault::kind)
                        .containsExactlyInAnyOrderElementsOf(kinds);
            }
            for (int two = 0; two + 1 < plan.size(); two += 2) {
                assertThat(plan.get(two).inRecovery())
                        .isNotEqualTo(plan.get(two + 1).inRecovery());
            }
            assertThat(plan).allSatisfy(fault -> {
                assertThat(fault.pause()).isBetween(Duration.ZERO, Duration.ofSeconds(fault.inRecovery() ? 3 : 6));
                assertThat(fault.lasting()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(30));
                assertThat(fault.point()).isBetween(0.0, 1.0);
            });
        }
    }

    @Test
    void someStallsAreShortAndSomeOutlastWhatOthersWaitFor() {
        List<Duration> lasting =
                drawn(1, ALL, 400).stream().map(PlannedFault::lasting).toList();
        assertThat(lasting).anyMatch(time -> time.toMillis() < 200).anyMatch(time -> time.toSeconds() > 25);
    }

    @Test
    void aPlanOfNothingIsRefused() {
        assertThatThrownBy(() -> new FaultPlan(1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a plan needs at least one kind of faults");
    }
}
