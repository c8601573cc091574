package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.keyedstatebench.gate.GateFixture.failed;
import static org.keyedstatebench.gate.GateFixture.invalid;
import static org.keyedstatebench.gate.GateFixture.mistaken;
import static org.keyedstatebench.gate.GateFixture.pair;
import static org.keyedstatebench.gate.GateFixture.pairs;
import static org.keyedstatebench.gate.GateFixture.twelve;
import static org.keyedstatebench.gate.GateFixture.valid;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

class JudgementTest {

    private static final GateRules RULES = GateRules.DEFAULT;

    @Test
    void equalSidesPass() {
        Judgement judgement = Judgement.of(RULES, twelve(1), List.of(), List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(judgement.rows()).extracting(MetricRow::metric).containsExactly(GateMetric.values());
        assertThat(judgement.rows())
                .extracting(MetricRow::verdict)
                .containsExactly(
                        GateVerdict.PASS,
                        GateVerdict.PASS,
                        GateVerdict.PASS,
                        GateVerdict.PASS,
                        GateVerdict.REPORTED,
                        GateVerdict.REPORTED);
        assertThat(judgement.needsConfirmation()).isEmpty();
    }

    @Test
    void aRowHasTheMediansTheIntervalAndHowManyWereSlower() {
        PairedFigures p50 = Judgement.of(RULES, twelve(1.5), List.of(), List.of())
                .row(GateMetric.P50)
                .first();

        assertThat(p50.baseline()).isEqualTo(5e6);
        assertThat(p50.candidate()).isCloseTo(5e6 * 1.5 * 1.0, within(5e3));
        assertThat(p50.change()).isCloseTo(2.5e6, within(5e3));
        assertThat(p50.ratio()).isCloseTo(1.5 * Math.sqrt(0.995 * 1.005), within(1e-6));
        assertThat(p50.interval().low()).isCloseTo(1.5 * 0.97, within(1e-6));
        assertThat(p50.interval().high()).isCloseTo(1.5 * 1.03, within(1e-6));
        assertThat(p50.interval().coverage())
                .isCloseTo(1 - 2 * BinomialDistribution.of(12, 0.5).cumulativeProbability(2), within(1e-12));
        assertThat(p50.slower()).isEqualTo(12);
        assertThat(p50.pairs()).isEqualTo(12);
    }

    @Test
    void theIntervalOfSevenPairsIsTheirRange() {
        PairedFigures p50 = Judgement.of(
                        RULES.withPairs(GateRules.QUICK_PAIRS),
                        pairs(1.3, 0.9, 1.0, 1.1, 1.05, 0.95, 1.2),
                        List.of(),
                        List.of())
                .row(GateMetric.P50)
                .first();

        assertThat(p50.interval().low()).isCloseTo(0.9, within(1e-9));
        assertThat(p50.interval().high()).isCloseTo(1.3, within(1e-9));
        assertThat(p50.interval().coverage()).isCloseTo(1 - 2 / 128.0, within(1e-12));
        assertThat(p50.slower()).isEqualTo(4);
    }

    @Test
    void aSlowerCandidateIsSuspectedUntilASecondSetOfPairsIsRun() {
        Judgement judgement = Judgement.of(RULES, twelve(1.3), List.of(), List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.SUSPECTED);
        assertThat(judgement.needsConfirmation()).containsExactly(GateMetric.P50, GateMetric.P90, GateMetric.P99);
    }

    @Test
    void aSecondSetThatSaysTheSameMakesItARegression() {
        Judgement judgement = Judgement.of(RULES, twelve(1.3), twelve(1.28), List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(judgement.row(GateMetric.P50).verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(judgement.row(GateMetric.P50).deciding().ratio()).isCloseTo(1.28, within(1e-4));
        assertThat(judgement.needsConfirmation()).isEmpty();
        assertThat(judgement.sentence()).contains("p50 1.28 times as high").contains("worse in 12 of 12 pairs");
    }

    @Test
    void aSetThatCannotTellAsksForMorePairsAndOneThatCanDoesNot() {
        GateRules quick = RULES.withPairs(GateRules.QUICK_PAIRS);
        List<Pair> oneAgainstMany = pairs(1.5, 1.4, 0.9, 1.6, 1.5, 1.4, 1.5);
        Judgement open = Judgement.of(quick, oneAgainstMany, List.of(), List.of());

        assertThat(open.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(open.needsMorePairs()).containsExactly(GateMetric.P50, GateMetric.P90, GateMetric.P99);

        List<Pair> twelve = pairs(1.5, 1.4, 0.9, 1.6, 1.5, 1.4, 1.5, 1.5, 1.4, 1.6, 1.5, 1.4);
        assertThat(Judgement.of(quick, twelve, List.of(), List.of()).verdict()).isEqualTo(GateVerdict.SUSPECTED);
        assertThat(Judgement.of(quick, twelve, List.of(), List.of()).needsMorePairs())
                .isEmpty();
        assertThat(Judgement.of(quick, twelve, oneAgainstMany, List.of()).needsMorePairs())
                .containsExactly(GateMetric.P50, GateMetric.P90, GateMetric.P99);
        assertThat(Judgement.of(quick, twelve, twelve, List.of()).needsMorePairs())
                .isEmpty();
        assertThat(Judgement.of(RULES, twelve(1), List.of(), List.of()).needsMorePairs())
                .isEmpty();
    }

    @Test
    void aSecondSetIsExtendedOnlyForWhatTheFirstMadeSuspect() {
        GateRules quick = RULES.withPairs(GateRules.QUICK_PAIRS);
        double[] wild = {2, 0.5, 2, 0.5, 2, 0.5, 2};
        double[] slower = {1.5, 1.4, 1.6, 1.5, 1.4, 1.5, 1.5};
        List<Pair> first = new ArrayList<>();
        for (int i = 0; i < wild.length; i++) {
            first.add(pair(i + 1, valid(5, 10, 20, 10_000), valid(5 * slower[i], 10, 20 * wild[i], 10_000)));
        }

        Judgement cleared = Judgement.of(quick, first, pairs(1, 1, 1, 1, 1, 1, 1), List.of());

        assertThat(cleared.row(GateMetric.P99).verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(cleared.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(cleared.needsMorePairs()).isEmpty();
    }

    @Test
    void aSetIsExtendedByTwoThirdsUnlessItIsTooSmallToBeTrusted() {
        assertThat(RULES.mostPairs()).isEqualTo(20);
        assertThat(RULES.withPairs(GateRules.QUICK_PAIRS).mostPairs()).isEqualTo(12);
        assertThat(RULES.withPairs(6).mostPairs()).isEqualTo(6);
        assertThat(RULES.withPairs(6).rehearsals()).isZero();
        assertThat(RULES.rehearsals()).isEqualTo(2);
    }

    @Test
    void aSecondSetThatDoesNotSayTheSameClearsTheCandidate() {
        Judgement judgement = Judgement.of(RULES, twelve(1.3), twelve(1.0), List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(judgement.row(GateMetric.P50).reason()).startsWith("not confirmed");
    }

    @Test
    void aSecondSetThatCannotTellLeavesItOpen() {
        double[] wild = {0.5, 2, 0.6, 1.8, 0.7, 1.6, 0.8, 1.4, 0.9, 1.5, 1.1, 1.2};

        assertThat(Judgement.of(RULES, twelve(1.3), pairs(wild), List.of()).verdict())
                .isEqualTo(GateVerdict.INCONCLUSIVE);
    }

    @Test
    void aMetricThatTheFirstSetDidNotSuspectIsNotJudgedByTheSecond() {
        List<Pair> first = onlyP50(1.3);
        List<Pair> second = twelve(2);

        Judgement judgement = Judgement.of(RULES, first, second, List.of());

        assertThat(Judgement.of(RULES, first, List.of(), List.of()).needsConfirmation())
                .containsExactly(GateMetric.P50);
        assertThat(judgement.row(GateMetric.P50).verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(judgement.row(GateMetric.P90).verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(judgement.row(GateMetric.P90).confirmation()).isNull();
    }

    @Test
    void theThresholdIsExclusiveAndThatOfP99IsItsOwn() {
        assertThat(verdict(GateMetric.P50, twelve(1.09))).isEqualTo(GateVerdict.PASS);
        assertThat(verdict(GateMetric.P50, twelve(1.25))).isEqualTo(GateVerdict.SUSPECTED);
        assertThat(verdict(GateMetric.P99, twelve(1.12))).isEqualTo(GateVerdict.PASS);
        assertThat(verdict(GateMetric.P99, twelve(1.27))).isEqualTo(GateVerdict.SUSPECTED);
        assertThat(verdict(GateMetric.P99, constant(1.25))).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(verdict(GateMetric.P99, constant(1.26))).isEqualTo(GateVerdict.SUSPECTED);
    }

    /** All pairs alike, so that the median and both ends of the interval are this very figure. */
    static Stream<Arguments> limits() {
        GateRules rules = new GateRules(1.25, 1.5, 2, Duration.ofMillis(8), 12);
        return Stream.of(
                // baseline and candidate in milliseconds; 1.25 times, 1.5 times and 2 times are exact in binary
                Arguments.of(rules, GateMetric.P50, 64, 80, GateVerdict.PASS, "the interval ends below 2.00"),
                Arguments.of(rules, GateMetric.P50, 64, 81, GateVerdict.SUSPECTED, "the ratio is above 1.25, and its"),
                Arguments.of(rules, GateMetric.P90, 64, 81, GateVerdict.SUSPECTED, "the ratio is above 1.25, and its"),
                Arguments.of(rules, GateMetric.P99, 64, 96, GateVerdict.PASS, "the interval ends below 2.00"),
                Arguments.of(rules, GateMetric.P99, 64, 97, GateVerdict.SUSPECTED, "the ratio is above 1.50, and its"),
                Arguments.of(rules, GateMetric.P50, 8, 16, GateVerdict.PASS, "the change is not above 8.00 ms"),
                Arguments.of(rules, GateMetric.P50, 8, 17, GateVerdict.SUSPECTED, "the ratio is above 1.25, and its"),
                Arguments.of(
                        new GateRules(2, 2, 2, Duration.ZERO, 12),
                        GateMetric.P50,
                        64,
                        128,
                        GateVerdict.INCONCLUSIVE,
                        "the interval reaches 2.00, with the ratio not above 2.00"),
                Arguments.of(rules, GateMetric.P50, 64, 64, GateVerdict.PASS, "the interval ends below 2.00"),
                Arguments.of(rules, GateMetric.MAX, 64, 640, GateVerdict.REPORTED, "shown, not judged"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void everyLimitIsExclusive(
            GateRules rules, GateMetric metric, double before, double after, GateVerdict verdict, String reason) {
        List<Pair> pairs = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> pair(i, valid(before, before, before, 10_000), valid(after, after, after, 10_000)))
                .toList();

        MetricRow row = Judgement.of(rules, pairs, List.of(), List.of()).row(metric);

        assertThat(row.verdict()).isEqualTo(verdict);
        assertThat(row.reason()).startsWith(reason);
    }

    @Test
    void aRateAtTheThresholdPassesAndBelowItIsSuspectedHoweverSmallTheDifference() {
        GateRules rules = new GateRules(1.25, 1.5, 2, Duration.ofDays(1), 12);
        for (double rate : new double[] {0.8, 0.79}) {
            List<Pair> behind = IntStream.rangeClosed(1, 12)
                    .mapToObj(i -> pair(i, valid(5, 10, 20, 1), valid(5, 10, 20, rate)))
                    .toList();
            assertThat(Judgement.of(rules, behind, List.of(), List.of())
                            .row(GateMetric.THROUGHPUT)
                            .verdict())
                    .isEqualTo(rate == 0.8 ? GateVerdict.PASS : GateVerdict.SUSPECTED);
        }
    }

    @Test
    void anIntervalThatBeginsAtOneIsNotAboveOne() {
        double[] ratios = {1, 1, 1, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5};

        MetricRow row = Judgement.of(RULES, pairs(ratios), List.of(), List.of()).row(GateMetric.P50);

        assertThat(row.first().interval().low()).isEqualTo(1);
        assertThat(row.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(row.reason()).isEqualTo("the ratio is above 1.10, but its interval includes 1");
        assertThat(row.first().slower()).isEqualTo(9);
    }

    @Test
    void aHighMedianWithAnIntervalThatIncludesOneIsInconclusive() {
        // The third of the sorted is below 1, so the interval is not above it.
        double[] ratios = {0.9, 0.95, 0.99, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3};

        assertThat(verdict(GateMetric.P50, pairs(ratios))).isEqualTo(GateVerdict.INCONCLUSIVE);
        ratios[2] = 1.01;
        assertThat(verdict(GateMetric.P50, pairs(ratios))).isEqualTo(GateVerdict.SUSPECTED);
    }

    @Test
    void aSmallChangeIsNoneWhateverItsRatio() {
        // 0.5 ms more, against a minimum of 1 ms.
        List<Pair> tiny = new ArrayList<>();
        IntStream.rangeClosed(1, 12).forEach(i -> tiny.add(pair(i, valid(1, 1, 1, 100), valid(1.5, 1.5, 1.5, 100))));

        Judgement judgement = Judgement.of(RULES, tiny, List.of(), List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(judgement.row(GateMetric.P50).reason()).contains("not above 1.00 ms");
    }

    @Test
    void aChangeThatMayBeLargeEnoughIsInconclusive() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            double more = i <= 7 ? 0.9 : 1.4;
            pairs.add(pair(i, valid(1), valid(1 + more)));
        }

        MetricRow row = Judgement.of(RULES, pairs, List.of(), List.of()).row(GateMetric.P50);
        assertThat(row.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(row.reason()).isEqualTo("the change may be above 1.00 ms, but its median is not");
    }

    @Test
    void aLowerRateIsWorseAndHasNoMinimumChange() {
        List<Pair> behind = new ArrayList<>();
        IntStream.rangeClosed(1, 12)
                .forEach(i -> behind.add(pair(i, valid(5, 10, 20, 10_000), valid(5, 10, 20, 8_000))));

        Judgement judgement = Judgement.of(RULES, behind, List.of(), List.of());

        assertThat(judgement.needsConfirmation()).containsExactly(GateMetric.THROUGHPUT);
        assertThat(judgement.row(GateMetric.THROUGHPUT).first().ratio()).isCloseTo(1.25, within(1e-12));
        assertThat(judgement.row(GateMetric.THROUGHPUT).first().slower()).isEqualTo(12);
    }

    @Test
    void aFasterCandidatePassesAndIsToldSo() {
        Judgement judgement = Judgement.of(RULES, twelve(0.5), List.of(), List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(judgement.sentence())
                .contains("looks better, in one set")
                .contains("p50 0.50 times as high")
                .doesNotContain("p99.9", "max");
    }

    @Test
    void p999AndMaxAreNeverJudged() {
        List<Pair> pairs = new ArrayList<>();
        TrialResult base = valid(5);
        IntStream.rangeClosed(1, 12).forEach(i -> pairs.add(pair(i, base, valid(5, 10, 20.0001 * 1.2, 10_000))));

        // p99 is 1.2 times as high, p99.9 and max follow it: below the threshold of p99, above the one of p50.
        assertThat(Judgement.of(RULES, pairs, List.of(), List.of()).verdict()).isEqualTo(GateVerdict.PASS);
    }

    @ParameterizedTest
    @EnumSource(
            value = TrialStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VALID", "UNSUPPORTED"})
    void aLoneFailedTrialOfTheCandidateIsNoRegressionAndNoPassAndASecondIsARegression(TrialStatus status) {
        List<Pair> once = replaced(thirteen(0.5), 3, valid(5), failed(status, "the engine died"));

        Judgement lone = Judgement.of(RULES, once, List.of(), List.of());

        assertThat(lone.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(lone.decidedByFailures()).isFalse();
        assertThat(lone.needsMorePairs()).isEmpty();
        assertThat(lone.hardFailures())
                .containsExactly(new HardFailure(Side.CANDIDATE, false, 3, "the engine died", false));
        assertThat(lone.sentence())
                .isEqualTo("The candidate is not slower by as much as the rules would fail it for, and yet cannot pass."
                        + " One trial of the candidate failed and no other did, which may have been chance:"
                        + " pair 3: the engine died.");

        Judgement twice = Judgement.of(
                RULES, replaced(once, 7, valid(5), failed(status, "the engine died again")), List.of(), List.of());

        assertThat(twice.verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(twice.decidedByFailures()).isTrue();
        assertThat(twice.sentence())
                .isEqualTo(
                        "The candidate has 2 failed trials, the baseline none; the first in pair 3: the engine died.");
    }

    @Test
    void aLoneFailureHidesNoRegressionThatTheOtherPairsShow() {
        List<Pair> first = replaced(thirteen(1.5), 3, valid(5), failed(TrialStatus.FAILED, "the engine died"));

        assertThat(Judgement.of(RULES, first, List.of(), List.of()).needsConfirmation())
                .containsExactly(GateMetric.P50, GateMetric.P90, GateMetric.P99);
        Judgement confirmed = Judgement.of(RULES, first, twelve(1.5), List.of());
        assertThat(confirmed.verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(confirmed.decidedByFailures()).isFalse();
        assertThat(confirmed.sentence())
                .startsWith("The candidate is slower, in two sets of pairs independently: p50 1.50")
                .endsWith("One trial of the candidate failed and no other did, which may have been chance: pair 3:"
                        + " the engine died.");
    }

    @Test
    void oneFailureInEachSetAreTwo() {
        List<Pair> first = replaced(thirteen(1.5), 3, valid(5), failed(TrialStatus.FAILED, "the engine died"));
        List<Pair> second = replaced(thirteen(1.0), 13, valid(5), failed(TrialStatus.FAILED, "the engine died"));

        assertThat(Judgement.of(RULES, first, second, List.of()).verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(Judgement.of(RULES, first, second, List.of()).decidedByFailures())
                .isTrue();
    }

    static Stream<Arguments> decisiveFailures() {
        return Stream.of(
                Arguments.of(invalid("5 of 200000 events lost"), "5 of 200000 events lost"),
                Arguments.of(mistaken(1, 0, 0), "1 of 200000 events lost"),
                Arguments.of(mistaken(0, 1, 0), "1 keys ended with a wrong count"),
                Arguments.of(mistaken(0, 0, 1), "1 output rows that nothing sent accounts for"),
                Arguments.of(
                        failed(TrialStatus.UNSUPPORTED, "E: no such store"),
                        "the engine refuses the job: E: no such store"),
                Arguments.of(failed(TrialStatus.UNSUPPORTED, null), "the engine refuses the job"));
    }

    @ParameterizedTest
    @MethodSource("decisiveFailures")
    void whatNoBusyMachineMakesDecidesAtOnceWhateverTheTrialCallsItself(TrialResult trial, String reason) {
        Judgement candidate = Judgement.of(RULES, replaced(twelve(0.5), 2, valid(5), trial), List.of(), List.of());
        assertThat(candidate.verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(candidate.decidedByFailures()).isTrue();
        assertThat(candidate.sentence())
                .isEqualTo("The candidate has 1 failed trial, the baseline none; the first in pair 2: " + reason + ".");

        Judgement baseline = Judgement.of(RULES, replaced(twelve(0.5), 2, trial, valid(5)), List.of(), List.of());
        assertThat(baseline.verdict()).isEqualTo(GateVerdict.INVALID);
        assertThat(baseline.decidedByFailures()).isTrue();
        assertThat(baseline.sentence())
                .isEqualTo(
                        "Nothing can be said about the candidate: the baseline has 1 failed trial; the first in pair 2: "
                                + reason + ".");
    }

    @Test
    void aJobThatBothSidesRefuseIsToldSo() {
        TrialResult refused = failed(TrialStatus.UNSUPPORTED, "E: no such store");

        Judgement judgement = Judgement.of(RULES, List.of(pair(1, refused, refused)), List.of(), List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.INVALID);
        assertThat(judgement.sentence())
                .isEqualTo(
                        "Nothing can be said about the candidate: the baseline has 1 failed trial; the first in pair 1:"
                                + " the engine refuses the job: E: no such store; the candidate has 1 failed trial too; the first"
                                + " for the same reason.");
    }

    @ParameterizedTest
    @CsvSource({"INVALID, the trial is invalid", "FAILED, the trial is failed"})
    void aFailureWithoutWordsIsToldByItsKind(TrialStatus status, String reason) {
        assertThat(HardFailure.of(pair(4, valid(5), failed(status, null)), true))
                .containsExactly(new HardFailure(Side.CANDIDATE, true, 4, reason, false));
        assertThat(HardFailure.of(pair(4, valid(5), valid(5)), true)).isEmpty();
    }

    @Test
    void aFailedTrialOfTheBaselineMakesTheMeasurementInvalidWhateverTheCandidateDid() {
        List<Pair> baseline = replaced(twelve(1), 2, invalid("5 of 200000 events lost"), valid(5));
        List<Pair> both = replaced(baseline, 3, valid(5), failed(TrialStatus.FAILED, "the engine died"));

        assertThat(Judgement.of(RULES, baseline, List.of(), List.of()).verdict())
                .isEqualTo(GateVerdict.INVALID);
        Judgement judgement = Judgement.of(RULES, both, List.of(), List.of());
        assertThat(judgement.verdict()).isEqualTo(GateVerdict.INVALID);
        assertThat(judgement.sentence())
                .isEqualTo(
                        "Nothing can be said about the candidate: the baseline has 1 failed trial; the first in pair 2:"
                                + " 5 of 200000 events lost; the candidate has 1 failed trial too; the first in pair 3:"
                                + " the engine died.");
        // One bad moment of the baseline is enough.
        assertThat(Judgement.of(
                                RULES,
                                replaced(twelve(1), 2, failed(TrialStatus.FAILED, "died"), valid(5)),
                                List.of(),
                                List.of())
                        .verdict())
                .isEqualTo(GateVerdict.INVALID);
    }

    @Test
    void aFailedTrialOfTheSecondSetCountsToo() {
        List<Pair> second = replaced(twelve(1.3), 1, valid(5), invalid("5 of 200000 events lost"));

        Judgement judgement = Judgement.of(RULES, twelve(1.3), second, List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.REGRESSION);
        assertThat(judgement.hardFailures())
                .extracting(HardFailure::confirmation)
                .containsExactly(true);
    }

    @Test
    void nothingIsConfirmedAfterAHardFailure() {
        List<Pair> pairs = replaced(twelve(1.5), 3, valid(5), invalid("5 of 200000 events lost"));

        assertThat(Judgement.of(RULES, pairs, List.of(), List.of()).needsConfirmation())
                .isEmpty();
        assertThat(Judgement.of(
                                RULES,
                                replaced(pairs, 4, failed(TrialStatus.FAILED, "died"), valid(5)),
                                List.of(),
                                List.of())
                        .needsMorePairs())
                .isEmpty();
    }

    @Test
    void aFaultOfTheMeasurementMakesItInvalid() {
        Judgement judgement = Judgement.of(RULES, twelve(1), List.of(), List.of("the machine was never quiet"));

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.INVALID);
        assertThat(judgement.sentence()).contains("the machine was never quiet");
    }

    @Test
    void fewerPairsThanTheRulesAskForDecideNothing() {
        Judgement judgement = Judgement.of(RULES, twelve(2).subList(0, 11), List.of(), List.of());

        assertThat(judgement.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(judgement.row(GateMetric.P50).reason()).isEqualTo("11 of 12 pairs have this figure on both sides");
        assertThat(Judgement.of(RULES, twelve(1.5), twelve(1.5).subList(0, 11), List.of())
                        .verdict())
                .isEqualTo(GateVerdict.INCONCLUSIVE);
        assertThat(Judgement.of(RULES, List.of(), List.of(), List.of()).verdict())
                .isEqualTo(GateVerdict.INCONCLUSIVE);
    }

    @Test
    void pairsThatCannotBeToldApartAreRefused() {
        List<Pair> twice = List.of(pair(1, valid(5), valid(5)), pair(1, valid(5), valid(5)));

        assertThatThrownBy(() -> Judgement.of(RULES, twice, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of different numbers, in the first set, got the numbers [1, 1]");
        assertThatThrownBy(() -> Judgement.of(RULES.withPairs(6), twelve(1), List.of(), List.of()))
                .hasMessageContaining("at most 6 pairs without a failed trial");
        assertThatThrownBy(() -> Judgement.of(RULES.withPairs(6), List.of(), twelve(1), List.of()))
                .hasMessageContaining("in the second set");
        List<Pair> six = twelve(1).subList(0, 6);
        List<Pair> seven = replaced(twelve(1).subList(0, 7), 2, valid(5), failed(TrialStatus.FAILED, "died"));
        assertThat(Judgement.of(RULES.withPairs(6), six, List.of(), List.of()).verdict())
                .isEqualTo(GateVerdict.PASS);
        assertThat(Judgement.of(RULES.withPairs(6), seven, List.of(), List.of()).verdict())
                .isEqualTo(GateVerdict.INCONCLUSIVE);
    }

    @Test
    void aMetricWithoutARowIsAnError() {
        Judgement bare = new Judgement(GateVerdict.PASS, "nothing", List.of(), List.of(), List.of());

        assertThatThrownBy(() -> bare.row(GateMetric.P999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the judgement has no row for p99.9");
    }

    static Stream<List<Pair>> anyPairs() {
        Random random = new Random(7);
        return Stream.generate(() -> {
                    double spread = random.nextDouble() * 0.4;
                    double shift = random.nextGaussian() * 0.3;
                    double[] ratios = new double[12];
                    for (int i = 0; i < ratios.length; i++) {
                        ratios[i] = Math.exp(shift + spread * random.nextGaussian());
                    }
                    return pairs(ratios);
                })
                .limit(300);
    }

    @ParameterizedTest
    @MethodSource("anyPairs")
    void slowerCandidatesAreNeverJudgedBetter(List<Pair> pairs) {
        List<GateVerdict> fromGoodToBad = List.of(GateVerdict.PASS, GateVerdict.INCONCLUSIVE, GateVerdict.SUSPECTED);
        int before = 0;
        for (double times : new double[] {1, 1.05, 1.2, 1.5, 3}) {
            GateVerdict verdict = verdict(GateMetric.P50, slowed(pairs, times));
            assertThat(fromGoodToBad.indexOf(verdict))
                    .as("slowed %s times", times)
                    .isGreaterThanOrEqualTo(before);
            before = fromGoodToBad.indexOf(verdict);
        }
        assertThat(verdict(GateMetric.P50, slowed(pairs, 20))).isEqualTo(GateVerdict.SUSPECTED);
    }

    @ParameterizedTest
    @MethodSource("anyPairs")
    void theOrderOfThePairsDoesNotMatter(List<Pair> pairs) {
        List<Pair> shuffled = new ArrayList<>(pairs);
        java.util.Collections.shuffle(shuffled, new Random(1));

        assertThat(Judgement.of(RULES, shuffled, List.of(), List.of()))
                .isEqualTo(Judgement.of(RULES, pairs, List.of(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("anyPairs")
    void swappedSidesAreNeverBothSuspected(List<Pair> pairs) {
        List<Pair> swapped = pairs.stream()
                .map(pair -> new Pair(pair.number(), pair.candidateFirst(), pair.candidate(), pair.baseline()))
                .toList();

        assertThat(List.of(verdict(GateMetric.P50, pairs), verdict(GateMetric.P50, swapped)))
                .isNotEqualTo(List.of(GateVerdict.SUSPECTED, GateVerdict.SUSPECTED));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.02, 1.10, 1.3, 2})
    void anotherThresholdKeepsTheRulesInOrder(double threshold) {
        GateRules rules = RULES.withThreshold(threshold);

        assertThat(rules.threshold(GateMetric.P50)).isEqualTo(threshold);
        assertThat(rules.threshold(GateMetric.P99)).isEqualTo(Math.max(1.25, threshold));
        assertThat(rules.passBelow()).isEqualTo(Math.max(1.25, threshold));
    }

    @Test
    void rulesThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> RULES.withThreshold(1)).hasMessage("expected a threshold above 1, got 1.0");
        assertThatThrownBy(() -> RULES.withThreshold(Double.NaN)).hasMessageContaining("above 1");
        assertThatThrownBy(() -> RULES.withPairs(1)).hasMessage("expected at least 2 pairs, got 1");
        assertThatThrownBy(() -> new GateRules(1.3, 1.2, 1.4, RULES.minimumChange(), 12))
                .hasMessageContaining("threshold <= p99Threshold <= passBelow");
    }

    /** Twelve and one more, which a failed trial asks for. */
    private static List<Pair> thirteen(double times) {
        List<Pair> pairs = new ArrayList<>(twelve(times));
        pairs.add(pair(13, valid(5), valid(5 * times)));
        return pairs;
    }

    private static GateVerdict verdict(GateMetric metric, List<Pair> pairs) {
        return Judgement.of(RULES, pairs, List.of(), List.of()).row(metric).verdict();
    }

    private static List<Pair> constant(double ratio) {
        return pairs(IntStream.range(0, 12).mapToDouble(i -> ratio).toArray());
    }

    private static List<Pair> onlyP50(double times) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(i -> pair(i, valid(5, 10, 20, 10_000), valid(5 * times, 10, 20, 10_000)))
                .toList();
    }

    private static List<Pair> slowed(List<Pair> pairs, double times) {
        return pairs.stream()
                .map(pair -> pair(
                        pair.number(),
                        pair.baseline(),
                        valid(pair.candidate().latencyNs().p50() / 1e6 * times)))
                .toList();
    }

    private static List<Pair> replaced(List<Pair> pairs, int number, TrialResult baseline, TrialResult candidate) {
        List<Pair> changed = new ArrayList<>(pairs);
        changed.set(number - 1, pair(number, baseline, candidate));
        return changed;
    }
}
