package org.keyedstatebench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.harness.Checkout;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Variant;

class VerdictTest {

    /** What was seen of a trial in which all is well, to be changed by a test. */
    private static final class Seen {
        long sent = 1000;
        long covered = 1000;
        long duplicates;
        long gaps;
        long wrongFinalCounts;
        long unexpectedRows;
        Guarantee guarantee = Guarantee.AT_LEAST_ONCE;
        boolean rowPerEvent = true;
        long sendFailures;
        double sentHz = 1000;
        Percentiles latencyNs = distribution(50, 200);
        Percentiles latenessNs = distribution(1, 10);
        Long malformed = 0L;
        long malformedSent;

        Verdict verdict() {
            Variant variant = Checkout.VARIANTS
                    .named("reference")
                    .withGuarantee(guarantee)
                    .withEmission(rowPerEvent ? Emission.PER_EVENT : Emission.PER_KEY);
            return new TrialDraft(new PlannedTrial(1, 1, null, variant), Instant.EPOCH)
                    .verified(
                            new Coverage.Account(
                                    sent,
                                    covered,
                                    duplicates,
                                    gaps,
                                    wrongFinalCounts,
                                    covered + duplicates,
                                    unexpectedRows,
                                    0),
                            malformed,
                            new Load.Sent(sentHz, malformedSent, sendFailures, sendFailures == 0 ? "" : "gone"),
                            1000)
                    .withLateness(latencyNs, latenessNs);
        }
    }

    private static Percentiles distribution(long p50, long p99) {
        return new Percentiles(1000, 0, p50, p50, p99, p99, p99, p50);
    }

    private static Verdict of(Consumer<Seen> change) {
        Seen seen = new Seen();
        change.accept(seen);
        return seen.verdict();
    }

    private static Arguments when(Consumer<Seen> change, String reason) {
        return arguments(change, reason);
    }

    static Stream<Arguments> whatVoidsATrial() {
        return Stream.of(
                when(s -> s.covered = 999, "1 of 1000 events lost"),
                when(s -> s.gaps = 1, "1 events got no row of their own"),
                when(s -> s.wrongFinalCounts = 1, "1 keys ended with a wrong count"),
                when(s -> s.unexpectedRows = 1, "1 output rows that nothing sent accounts for"),
                when(
                        s -> {
                            s.guarantee = Guarantee.EXACTLY_ONCE;
                            s.duplicates = 1;
                        },
                        "1 duplicates under exactly-once"),
                when(s -> s.malformed = 1L, "the engine skipped 1 malformed records, 0 were sent"),
                when(s -> s.malformedSent = 1, "the engine skipped 0 malformed records, 1 were sent"),
                when(s -> s.sendFailures = 1, "1 sends failed, the first with: gone"),
                when(s -> s.sentHz = 989.9, "the generator held 990 of 1000 events/s"),
                when(
                        s -> {
                            s.sent = 0;
                            s.covered = 0;
                        },
                        "no event was sent, so nothing was found out"),
                when(
                        s -> {
                            s.sendFailures = 2;
                            s.covered = 997;
                            s.gaps = 4;
                            s.wrongFinalCounts = 5;
                            s.unexpectedRows = 6;
                            s.guarantee = Guarantee.EXACTLY_ONCE;
                            s.duplicates = 7;
                            s.malformed = 8L;
                            s.sentHz = 0;
                        },
                        "2 sends failed, the first with: gone; 3 of 1000 events lost; 4 events got no row of their own;"
                                + " 5 keys ended with a wrong count; 6 output rows that nothing sent accounts for;"
                                + " 7 duplicates under exactly-once; the engine skipped 8 malformed records, 0 were sent;"
                                + " the generator held 0 of 1000 events/s"));
    }

    @ParameterizedTest
    @MethodSource("whatVoidsATrial")
    void eachFaultVoidsATrialAndAllAreNamed(Consumer<Seen> change, String reason) {
        assertThat(of(change)).isEqualTo(new Verdict(TrialStatus.INVALID, reason, List.of()));
    }

    static Stream<Consumer<Seen>> whatDoesNot() {
        return Stream.of(
                s -> {},
                s -> s.duplicates = 3,
                s -> {
                    s.rowPerEvent = false;
                    s.gaps = 900;
                },
                s -> s.sentHz = 990,
                s -> s.guarantee = Guarantee.EXACTLY_ONCE,
                s -> {
                    s.malformed = 5L;
                    s.malformedSent = 5;
                },
                // An engine that was killed says nothing of the records it skipped.
                s -> {
                    s.malformed = null;
                    s.malformedSent = 5;
                },
                s -> s.latenessNs = distribution(10, 40));
    }

    @ParameterizedTest
    @MethodSource("whatDoesNot")
    void whatIsWithinItsBoundsLeavesATrialValidAndWithoutAFlag(Consumer<Seen> change) {
        assertThat(of(change)).isEqualTo(new Verdict(TrialStatus.VALID, null, List.of()));
    }

    static Stream<Arguments> whatFlagsATrial() {
        return Stream.of(
                arguments((Consumer<Seen>) s -> s.latenessNs = distribution(11, 40), List.of(Flag.GENERATOR_LIMITED)),
                arguments((Consumer<Seen>) s -> s.latenessNs = distribution(10, 41), List.of(Flag.GENERATOR_LIMITED)),
                arguments((Consumer<Seen>) s -> s.latenessNs = distribution(50, 200), List.of(Flag.GENERATOR_LIMITED)));
    }

    @ParameterizedTest
    @MethodSource("whatFlagsATrial")
    void whatAReaderMustKnowIsFlaggedAndVoidsNothing(Consumer<Seen> change, List<Flag> flags) {
        assertThat(of(change)).isEqualTo(new Verdict(TrialStatus.VALID, null, flags));
    }

    @Test
    void anInvalidTrialKeepsItsFlags() {
        Verdict verdict = of(s -> {
            s.covered = 0;
            s.latenessNs = distribution(50, 200);
        });
        assertThat(verdict)
                .isEqualTo(
                        new Verdict(TrialStatus.INVALID, "1000 of 1000 events lost", List.of(Flag.GENERATOR_LIMITED)));
    }

    @Test
    void whatIsFoundLaterAddsToTheVerdict() {
        Verdict verdict = of(s -> {})
                .flaggedIf(true, Flag.PROFILED)
                .flaggedIf(false, Flag.NOT_STEADY)
                .wrongIf(true, "no rate")
                .wrongIf(false, "nothing")
                .flaggedIf(true, Flag.BUSY_MACHINE)
                .wrongIf(true, "no end");
        assertThat(verdict)
                .isEqualTo(
                        new Verdict(TrialStatus.INVALID, "no rate; no end", List.of(Flag.PROFILED, Flag.BUSY_MACHINE)));
        assertThat(of(s -> {}).flaggedIf(true, Flag.PROFILED).status()).isEqualTo(TrialStatus.VALID);
    }

    /** Without a number of batches the engine works record by record. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            # batches | burst | cores | reason | flagged
            -         | 0.02  | 0.1   | -      | false
            -         | 0.25  | 0.8   | -      | false
            4         | 0.25  | 0.8   | -      | false
            -         | 0.251 | 0.1   | 25 % of the middle's events became visible in one burst | false
            4         | 1     | 0.1   | 100 % of the middle's events became visible in one burst | false
            3         | 0.02  | 0.1   | only 3 micro-batches completed in the middle 80 %, too few for a rate | false
            0         | 0.02  | 0.1   | only 0 micro-batches completed in the middle 80 %, too few for a rate | false
            3         | 1     | 0.1   | only 3 micro-batches completed in the middle 80 %, too few for a rate | false
            -         | 0.02  | 0.801 | -      | true
            3         | 0.02  | 0.801 | only 3 micro-batches completed in the middle 80 %, too few for a rate | true
            4         | 0.5   | 0.801 | 50 % of the middle's events became visible in one burst | true
            """)
    void aRateNeedsBatchesAndAnEvenFlow(
            Integer batches, double burst, double cores, String reason, boolean collectorLimited) {
        Verdict verdict =
                Verdict.VALID.withRate(batches == null ? OptionalInt.empty() : OptionalInt.of(batches), burst, cores);

        assertThat(verdict.status()).isEqualTo(reason == null ? TrialStatus.VALID : TrialStatus.INVALID);
        if (reason == null) {
            assertThat(verdict.reason()).isNull();
        } else {
            // One reason: few batches come in large bursts anyhow.
            assertThat(verdict.reason()).startsWith(reason).doesNotContain("; the", "; 1", "; 5");
        }
        assertThat(verdict.flags()).isEqualTo(collectorLimited ? List.of(Flag.COLLECTOR_LIMITED) : List.of());
    }

    @Test
    void aDrainWithoutTwoMomentsHasNoRate() {
        Verdict verdict = Verdict.VALID.withoutRate();
        assertThat(verdict.status()).isEqualTo(TrialStatus.INVALID);
        assertThat(verdict.reason()).startsWith("most events became covered at one moment, so there is no rate");
    }

    @Test
    void whatWasWrongBeforeStaysWrong() {
        Verdict lost = new Verdict(TrialStatus.INVALID, "1 of 9 events lost", List.of(Flag.KILLED_AT_STOP));

        assertThat(lost.withRate(OptionalInt.empty(), 0.02, 0.1)).isEqualTo(lost);
        assertThat(lost.withRate(OptionalInt.of(0), 0.02, 0.9))
                .satisfies(v -> assertThat(v.reason()).startsWith("1 of 9 events lost; only 0 micro-batches"))
                .satisfies(v -> assertThat(v.flags()).containsExactly(Flag.KILLED_AT_STOP, Flag.COLLECTOR_LIMITED));
    }
}
