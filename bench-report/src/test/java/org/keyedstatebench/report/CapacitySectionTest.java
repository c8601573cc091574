package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.Checkout;
import org.keyedstatebench.result.Capacity;
import org.keyedstatebench.result.Capacity.Probe;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.RunResult;

class CapacitySectionTest {

    private static final String TOO_SLOW = "p99 was too high";

    /** A search that found a rate and one above it that did not hold. */
    private static Capacity search(int block, long rate) {
        return new Capacity(
                "spark",
                block,
                1_000_000_000,
                100_000,
                0.05,
                rate,
                true,
                List.of(
                        new Probe(rate, 1, false, true, List.of()),
                        new Probe(2 * rate, 2, false, false, List.of(TOO_SLOW)),
                        new Probe(rate, 3, true, true, List.of())));
    }

    private static String finding(Capacity... searches) {
        RunResult run = new RunResult(
                RunResult.SCHEMA_VERSION,
                "20260102T030405Z-capacity",
                RunResult.Status.COMPLETE,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                "./bench capacity --p99-below 1s",
                1,
                Checkout.SCENARIOS.load().withVariants(List.of(Checkout.VARIANTS.named("spark"))),
                new Environment("CPU", 2, 24L << 30, "Linux", "6.1", "JDK 17", 20, "embedded", Map.of(), null, null),
                List.of(),
                List.of(),
                List.of(searches),
                null,
                null);
        return CapacitySection.findings(run).get(0).text();
    }

    @Test
    void twoSearchesHaveNoMedian() {
        assertThat(finding(search(1, 5_000), search(2, 8_000)))
                .isEqualTo("spark sustains 5,000 to 8,000 events/s with p99 below 1 s, each confirmed in a second"
                        + " trial, in 2 of 2 blocks; at 10,000 p99 was too high.");
    }

    @Test
    void ofThreeTheMiddleOneLeads() {
        assertThat(finding(search(1, 5_000), search(2, 9_000), search(3, 8_000)))
                .contains("sustains 8,000 (5,000–9,000) events/s");
    }

    @Test
    void anAnswerThatASecondTrialRevisedIsNoLimit() {
        Capacity revised = new Capacity(
                "spark",
                1,
                1_000_000_000,
                8_000,
                0.05,
                8_000L,
                true,
                List.of(
                        new Probe(8_000, 1, false, false, List.of(TOO_SLOW)),
                        new Probe(8_000, 2, false, true, List.of()),
                        new Probe(8_000, 3, true, true, List.of())));
        assertThat(finding(revised)).contains("the limit may be higher").doesNotContain(TOO_SLOW);
    }

    @Test
    void whereNoRateHeldTheReasonIsGiven() {
        Capacity none = new Capacity(
                "spark",
                1,
                1_000_000_000,
                8_000,
                0.05,
                null,
                false,
                List.of(new Probe(1_000, 1, false, false, List.of(TOO_SLOW))));
        assertThat(finding(none)).contains("sustains none of the rates").contains(TOO_SLOW);
    }
}
