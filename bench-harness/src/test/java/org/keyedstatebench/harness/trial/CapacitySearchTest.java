package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.result.Capacity;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.OfferedTrial;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Scenario;

class CapacitySearchTest {

    private static final Scenario SCENARIO = Checkout.SCENARIOS
            .load()
            .withVariants(List.of(Checkout.VARIANTS.named("reference"), Checkout.VARIANTS.named("flink-hashmap")));
    private static final CapacitySearch.Limits LIMITS =
            new CapacitySearch.Limits(Duration.ofMillis(100), 1_000, 16_000, 0.5);

    private enum Answer {
        HOLDS,
        TOO_SLOW,
        TOO_SLOW_BUSY,
        REFUSED
    }

    private final List<String> asked = new ArrayList<>();

    /** Runs the search on an engine that answers by the trial and by how often its question was put before. */
    private List<Capacity> search(BiFunction<PlannedTrial, Long, Answer> engine) {
        CapacitySearch search = new CapacitySearch(SCENARIO, LIMITS);
        for (Optional<PlannedTrial> next = search.next(); next.isPresent(); next = search.next()) {
            PlannedTrial trial = next.get();
            String question = trial.block() + " " + trial.variant().name() + " "
                    + trial.condition().name();
            long before = asked.stream().filter(question::equals).count();
            asked.add(question);
            search.answered(trial, result(trial, engine.apply(trial, before)));
        }
        return search.found();
    }

    private static long rate(PlannedTrial trial) {
        return trial.condition().workload().rateHz();
    }

    @Test
    void everyVariantIsSearchedInEveryBlockByTurns() {
        List<Capacity> found = search((trial, before) -> rate(trial) <= 4_000 ? Answer.HOLDS : Answer.TOO_SLOW);

        assertThat(found).hasSize(2 * SCENARIO.blocks());
        for (int block = 1; block <= SCENARIO.blocks(); block++) {
            int wanted = block;
            assertThat(found).filteredOn(capacity -> capacity.block() == wanted).hasSize(2);
        }
        assertThat(found).extracting(Capacity::rate).containsOnly(4_000L);
        assertThat(found).extracting(Capacity::confirmed).containsOnly(true);
        assertThat(asked.get(0)).endsWith("rate-1000");
        assertThat(asked.get(1)).endsWith("rate-1000").isNotEqualTo(asked.get(0));
    }

    @Test
    void variantsTakeTurnsInAnOrderThatIsDrawnAnewForEveryBlock() {
        search((trial, before) -> Answer.HOLDS);

        Set<String> first = new HashSet<>();
        for (int block = 1; block <= SCENARIO.blocks(); block++) {
            String prefix = block + " ";
            first.add(asked.stream()
                    .filter(question -> question.startsWith(prefix))
                    .findFirst()
                    .orElseThrow()
                    .substring(prefix.length()));
        }
        assertThat(first).hasSize(2);
    }

    @Test
    void aConfirmationLastsTwiceAsLongAndTrialsAreNumbered() {
        CapacitySearch search = new CapacitySearch(SCENARIO, LIMITS);
        Duration usual = SCENARIO.timing().duration();
        for (int number = 1; number <= 8; number++) {
            PlannedTrial trial = search.next().orElseThrow();
            // 1,000, 4,000, 16,000 and 16,000 again, two variants each.
            assertThat(trial.order()).isEqualTo(number);
            assertThat(trial.condition().timing().duration()).isEqualTo(number <= 6 ? usual : usual.multipliedBy(2));
            search.answered(trial, result(trial, Answer.HOLDS));
        }
        assertThat(search.found())
                .as("searches that are over although the block was not closed")
                .hasSize(2);
        assertThat(search.scenario().conditions())
                .extracting(Condition::name)
                .containsExactly("rate-1000", "rate-4000", "rate-16000", "rate-16000-confirmed");
        assertThat(search.scenario().conditions())
                .allSatisfy(condition ->
                        assertThat(condition.variants()).containsExactlyInAnyOrder("reference", "flink-hashmap"));
    }

    @Test
    void theBoundOfLatencyIsAMillisecondAtLeast() {
        assertThat(new CapacitySearch.Limits(Duration.ofMillis(1), 1, 1, 0.5).p99Below())
                .isEqualTo(Duration.ofMillis(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapacitySearch.Limits(Duration.ofNanos(999_999), 1, 1, 0.5))
                .withMessageContaining("999999 ns");
    }

    @Test
    void oneSlowTrialAtTheLowestRateDoesNotEndTheSearch() {
        List<Capacity> found =
                search((trial, before) -> rate(trial) == 1_000 && before == 0 ? Answer.TOO_SLOW : Answer.HOLDS);

        assertThat(found).extracting(Capacity::rate).containsOnly(16_000L);
        assertThat(found.get(0).probes())
                .extracting(Capacity.Probe::rate)
                .containsExactly(1_000L, 1_000L, 4_000L, 16_000L, 16_000L);
        assertThat(found.get(0).probes().get(0).why())
                .containsExactly("p99 was 200.0 ms, not below 100 ms (asked again: it is the lowest rate)");
    }

    @Test
    void whereNothingHoldsTheLowestRateIsTriedTwice() {
        List<Capacity> found = search((trial, before) -> Answer.TOO_SLOW);

        assertThat(found).extracting(Capacity::rate).containsOnlyNulls();
        assertThat(found.get(0).probes()).extracting(Capacity.Probe::rate).containsExactly(1_000L, 1_000L);
    }

    @Test
    void aRateThatFailedOnABusyMachineIsAskedAboutOnceMoreAndThenBelieved() {
        List<Capacity> lucky =
                search((trial, before) -> rate(trial) == 4_000 && before == 0 ? Answer.TOO_SLOW_BUSY : Answer.HOLDS);
        assertThat(lucky).extracting(Capacity::rate).containsOnly(16_000L);
        assertThat(lucky.get(0).probes().get(1).why().get(0)).endsWith("(asked again: the machine was busy)");

        List<Capacity> busy = search((trial, before) -> rate(trial) >= 4_000 ? Answer.TOO_SLOW_BUSY : Answer.HOLDS);
        assertThat(busy).extracting(Capacity::rate).allMatch(rate -> rate < 4_000);
        assertThat(busy.get(0).probes())
                .filteredOn(probe -> probe.rate() == 4_000)
                .hasSize(2);
    }

    @Test
    void aRateThatFailedOnAQuietMachineIsBelievedAtOnce() {
        List<Capacity> found =
                search((trial, before) -> rate(trial) == 4_000 && before == 0 ? Answer.TOO_SLOW : Answer.HOLDS);
        assertThat(found).extracting(Capacity::rate).allMatch(rate -> rate < 4_000);
    }

    @Test
    void whatAnEngineRefusesIsAskedOnce() {
        List<Capacity> found =
                search((trial, before) -> trial.variant().name().equals("reference") ? Answer.HOLDS : Answer.REFUSED);

        assertThat(found)
                .filteredOn(capacity -> capacity.variant().equals("flink-hashmap"))
                .allSatisfy(capacity -> {
                    assertThat(capacity.rate()).isNull();
                    assertThat(capacity.probes()).hasSize(1);
                });
    }

    private static TrialResult result(PlannedTrial trial, Answer answer) {
        boolean refused = answer == Answer.REFUSED;
        long p99 = Duration.ofMillis(answer == Answer.HOLDS ? 50 : 200).toNanos();
        Percentiles latency = new Percentiles(1_000, 1, p99 / 2, p99 / 2, p99, p99, p99, p99 / 2.0);
        return OfferedTrial.of(
                trial.condition().name(),
                trial.variant().name(),
                trial.block(),
                trial.order(),
                refused ? TrialStatus.UNSUPPORTED : TrialStatus.VALID,
                refused ? "the engine refused" : null,
                answer == Answer.TOO_SLOW_BUSY ? List.of(Flag.BUSY_MACHINE) : List.of(),
                null,
                refused ? null : latency,
                refused
                        ? null
                        : new TrialResult.Throughput(
                                1_000, 1_000, 1_000, 100, latency, new TrialResult.Backlog(0, -1, 1, 12, 100), null));
    }
}
