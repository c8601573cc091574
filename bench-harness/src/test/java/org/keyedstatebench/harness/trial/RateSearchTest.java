package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    @Test
    void theAnswerHoldsAndIsWithinTheResolutionOfTheLimit() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            long limit = 1_000L + random.nextInt(100_000);
            double resolution = 0.01 + random.nextDouble() / 4;
            RateSearch search = new RateSearch(1_000, 200_000, resolution);
            long found = run(search, rate -> rate <= limit).orElseThrow();

            assertThat(found).isLessThanOrEqualTo(limit);
            assertThat(found * (1 + resolution) + 1).isGreaterThanOrEqualTo((double) limit);
        }
    }

    @Test
    void whereNothingHoldsOnlyTheLowestRateIsTried() {
        List<Long> asked = new ArrayList<>();
        RateSearch search = new RateSearch(1_000, 100_000, 0.05);

        assertThat(run(search, rate -> {
                    asked.add(rate);
                    return false;
                }))
                .isEmpty();
        assertThat(asked).containsExactly(1_000L);
    }

    @Test
    void whereEverythingHoldsTheHighestRateIsTheAnswer() {
        List<Long> asked = new ArrayList<>();
        RateSearch search = new RateSearch(1_000, 100_000, 0.05);

        assertThat(run(search, rate -> {
                    asked.add(rate);
                    return true;
                }))
                .hasValue(100_000);
        assertThat(asked).containsExactly(1_000L, 4_000L, 16_000L, 64_000L, 100_000L, 100_000L);
    }

    @Test
    void aSingleRateIsAskedAboutAndConfirmed() {
        List<Long> asked = new ArrayList<>();
        RateSearch search = new RateSearch(7, 7, 0.05);

        assertThat(run(search, rate -> asked.add(rate))).hasValue(7);
        assertThat(asked).containsExactly(7L, 7L);
    }

    @Test
    void anAnswerThatIsNotConfirmedIsSteppedDownFrom() {
        RateSearch search = new RateSearch(1_000, 64_000, 0.1);
        OptionalLong found = run(search, rate -> search.isConfirming() ? rate <= 30_000 : rate <= 40_000);

        assertThat(found.orElseThrow()).isBetween(20_000L, 30_000L);
    }

    @Test
    void whatIsNeverConfirmedIsNoAnswer() {
        RateSearch search = new RateSearch(1_000, 64_000, 0.1);

        assertThat(run(search, rate -> !search.isConfirming())).isEmpty();
    }

    @Test
    void aNoisyPredicateEndsWithARateThatHeldWhenItWasConfirmed() {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            RateSearch search = new RateSearch(100, 50_000, 0.05);
            long[] lastConfirmed = {0};
            int[] asked = {0};
            OptionalLong found = run(search, rate -> {
                boolean holds = random.nextDouble() < 1 / (1 + Math.exp((rate - 10_000) / 1_000.0));
                if (search.isConfirming() && holds) {
                    lastConfirmed[0] = rate;
                }
                asked[0]++;
                return holds;
            });

            assertThat(asked[0]).isLessThan(30);
            assertThat(found.orElse(0)).isEqualTo(lastConfirmed[0]);
            if (found.isPresent()) {
                assertThat(found.getAsLong()).isBetween(100L, 20_000L);
            }
        }
    }

    @Test
    void confirmationsThatFailStepDownFurtherEachTimeAndEndAfterFive() {
        List<Long> asked = new ArrayList<>();
        RateSearch search = new RateSearch(100, 64_000, 0.1);
        run(search, rate -> {
            if (search.isConfirming()) {
                asked.add(rate);
            }
            return !search.isConfirming();
        });

        assertThat(asked).containsExactly(64_000L, 58_181L, 48_484L, 34_631L, 19_239L);
    }

    @Test
    void theSearchEndsWhenTheLowestThatFailsIsWithinTheResolution() {
        List<Long> asked = new ArrayList<>();
        run(new RateSearch(4, 64, 0.5), rate -> {
            asked.add(rate);
            return rate <= 4;
        });

        // 6 is 4 and the half of it.
        assertThat(asked).containsExactly(4L, 16L, 8L, 6L, 4L);
    }

    @Test
    void neighbouringRatesEndTheSearch() {
        assertThat(run(new RateSearch(1, 10, 0.01), rate -> rate <= 3)).hasValue(3);
    }

    @Test
    void aSearchOfNothingIsRefused() {
        assertThat(new RateSearch(1, 1, 1).next()).hasValue(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RateSearch(1, 9, 1.01));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateSearch(0, 10, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateSearch(10, 9, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateSearch(1, 9, 0));
    }

    /** Asks until the search is over. */
    private static OptionalLong run(RateSearch search, LongPredicate asked) {
        while (search.next().isPresent()) {
            search.answer(asked.test(search.next().getAsLong()));
        }
        return search.answer();
    }
}
