package org.keyedstatebench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.keyedstatebench.compare.BareTrial.ms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.result.MicroResult;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

class SpeedEvidenceTest {

    private static final long LIMIT_NS = 10_000_000;
    private static final String SIX = ", 96.9 %% interval %s to %s over 6 blocks";

    @Test
    void aStandstillMakesEventsWaitForHalfOfTheCheckpointAtTheMedian() {
        // A standstill of 62 ms would make a median of 41 ms of one of 10 ms.
        assertThat(SpeedEvidence.shareOfStandstill(20.5, 10, 62).orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(SpeedEvidence.shareOfStandstill(41, 10, 62).orElseThrow()).isCloseTo(1, within(1e-9));
    }

    @Test
    void checkpointsThatAreShortBesideTheUsualLatencyTellNothing() {
        assertThat(SpeedEvidence.shareOfStandstill(11, 10, 8)).isEmpty();
        assertThat(SpeedEvidence.shareOfStandstill(11, 10, 10)).isPresent();
    }

    private static MicroResult.Figure figure(String backend, double ns, Double error, int forks) {
        Map<String, String> parameters = Map.of("size", "8", "backend", backend, "keys", "100");
        return new MicroResult.Figure("m", "a.B.access", parameters, ns, error, null, forks, 3);
    }

    @ParameterizedTest
    @CsvSource({
        // The errors are 50 and 50: apart by exactly their sum is not apart by more.
        "300, 50, 401, 50, 2, CONFIRMED, '300 ± 50 against 401 ± 50 ns per operation (99.9 % intervals)'",
        "300, 50, 400, 50, 2, CANNOT_TELL, '300 ± 50 against 400 ± 50 ns per operation, and their 99.9 % intervals overlap'",
        "300, 50, 200, 50, 2, CANNOT_TELL, '300 ± 50 against 200 ± 50 ns per operation, and their 99.9 % intervals overlap'",
        "300, 50, 199, 50, 2, NOT_CONFIRMED, '300 ± 50 against 199 ± 50 ns per operation (99.9 % intervals)'",
        "300, 50, 199, 50, 1, NOT_CONFIRMED, '300 ± 50 against 199 ± 50 ns per operation (99.9 % intervals within one JVM)'",
        "300, 50, 300, 50, 1, CANNOT_TELL,"
                + " '300 ± 50 against 300 ± 50 ns per operation, and their 99.9 % intervals within one JVM overlap'",
        "300, , 100, 50, 2, CANNOT_TELL, '300 against 100 ± 50 ns per operation, without an error to judge them by'",
        "300, 50, 100, , 2, CANNOT_TELL, '300 ± 50 against 100 ns per operation, without an error to judge them by'"
    })
    void aScoreIsBetterIfItsErrorsDoNotReachTheOther(
            double ns, Double error, double otherNs, Double otherError, int forks, Verdict answer, String words) {
        Evidence expected = new Evidence(answer, "access, keys 100, size 8", words, List.of());
        MicroResult.Figure other = figure("rocksdb", otherNs, otherError, 2);

        assertThat(MicroEvidence.faster(List.of(figure("hashmap", ns, error, forks), other), "hashmap", "rocksdb"))
                .containsExactly(expected);
        if (forks == 1) {
            assertThat(MicroEvidence.faster(
                            List.of(figure("hashmap", ns, error, 2), figure("rocksdb", otherNs, otherError, 1)),
                            "hashmap",
                            "rocksdb"))
                    .containsExactly(expected);
        }
    }

    @Test
    void aCaseThatOnlyOneBackendWasMeasuredInSaysNothing() {
        assertThat(MicroEvidence.faster(List.of(figure("hashmap", 1, 0.1, 1)), "hashmap", "rocksdb"))
                .isEmpty();
    }

    @Test
    void ofACaseThatWasMeasuredTwiceTheLastScoreCounts() {
        assertThat(MicroEvidence.faster(
                        List.of(
                                figure("hashmap", 900, 50.0, 2),
                                figure("hashmap", 300, 50.0, 2),
                                figure("rocksdb", 600, 50.0, 2)),
                        "hashmap",
                        "rocksdb"))
                .extracting(Evidence::verdict)
                .containsExactly(Verdict.CONFIRMED);
    }

    /** A trial for each block, numbered as its block. */
    private static List<TrialResult> blocks(int from, int to, Function<BareTrial, BareTrial> each) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(block -> each.apply(new BareTrial(block)).build())
                .toList();
    }

    private static List<TrialResult> and(List<TrialResult> trials, BareTrial... others) {
        return Stream.concat(trials.stream(), Stream.of(others).map(BareTrial::build))
                .toList();
    }

    private static List<TrialResult> latencies(int blocks, long minMs, long medianMs) {
        return blocks(1, blocks, trial -> trial.latency(ms(minMs, medianMs, 99)));
    }

    private static List<TrialResult> inMs(int blocks, long medianMs) {
        return latencies(blocks, medianMs, medianMs);
    }

    static Stream<Arguments> latencies() {
        String words = "median of v %s.0 ms (held against 10 ms), lowest %s.0 ms%s";
        String nine = String.format(Locale.ROOT, words, 9, 9, "") + String.format(Locale.ROOT, SIX, "9.0 ms", "9.0 ms");
        String ten =
                String.format(Locale.ROOT, words, 10, 10, "") + String.format(Locale.ROOT, SIX, "10.0 ms", "10.0 ms");
        String compiling = ", in JVMs that still compile after a warm-up of 30 s";
        String without = "; without the trials that did not get through their events: ";
        BareTrial died = new BareTrial(7).is(TrialStatus.FAILED, "died");
        BareTrial lost = new BareTrial(8).is(TrialStatus.INVALID, "lost").events(1, 0, 0, null);
        BareTrial late = new BareTrial(9).is(TrialStatus.INVALID, "late").latency(ms(1, 99, 99));
        return Stream.of(
                Arguments.of(inMs(6, 9), false, Verdict.CONFIRMED, nine, 6),
                Arguments.of(inMs(6, 10), false, Verdict.NOT_CONFIRMED, ten, 6),
                Arguments.of(
                        inMs(6, 9),
                        true,
                        Verdict.CONFIRMED,
                        String.format(Locale.ROOT, words, 9, 9, compiling)
                                + String.format(Locale.ROOT, SIX, "9.0 ms", "9.0 ms"),
                        6),
                Arguments.of(
                        inMs(6, 10),
                        true,
                        Verdict.CANNOT_TELL,
                        String.format(Locale.ROOT, words, 10, 10, compiling)
                                + String.format(Locale.ROOT, SIX, "10.0 ms", "10.0 ms"),
                        6),
                Arguments.of(
                        latencies(1, 3, 9),
                        false,
                        Verdict.CANNOT_TELL,
                        String.format(Locale.ROOT, words, 9, 3, "")
                                + ", 1 block gives no interval of 95 % (--blocks 6 would)",
                        1),
                Arguments.of(
                        inMs(5, 9),
                        false,
                        Verdict.CANNOT_TELL,
                        String.format(Locale.ROOT, words, 9, 9, "")
                                + ", 5 blocks give no interval of 95 % (--blocks 6 would)",
                        5),
                Arguments.of(and(inMs(6, 9), died, lost, late), false, Verdict.CANNOT_TELL, nine + without + "7, 8", 8),
                Arguments.of(and(inMs(6, 10), died, lost, late), false, Verdict.NOT_CONFIRMED, ten, 6),
                Arguments.of(and(inMs(6, 9), late.events(0, 0, 0, null)), false, Verdict.CONFIRMED, nine, 6));
    }

    @ParameterizedTest
    @MethodSource("latencies")
    void aMedianIsBelowALimitIfTheEndOfItsIntervalIs(
            List<TrialResult> trials, boolean young, Verdict answer, String words, int restsOn) {
        assertThat(new SpeedEvidence("keys-100", trials).isBelow("v", LIMIT_NS, young ? "30 s" : null))
                .contains(new Evidence(answer, "keys-100", words, trials.subList(0, restsOn)));
    }

    @Test
    void withoutALatencyThereIsNoAnswer() {
        BareTrial nothingCovered = new BareTrial(1).latency(new Percentiles(0, 0, 0, 0, 0, 0, 0, 0));

        assertThat(new SpeedEvidence("c", and(List.of(), nothingCovered)).isBelow("v", LIMIT_NS, null))
                .isEmpty();
        assertThat(new SpeedEvidence("c", and(List.of(), new BareTrial(1))).isBelow("v", LIMIT_NS, null))
                .isEmpty();
    }

    private static List<TrialResult> drains(double perSecond) {
        return blocks(1, 6, trial -> trial.drained(perSecond));
    }

    @ParameterizedTest
    @CsvSource({"41, CONFIRMED, 1.03", "40, CANNOT_TELL, 1.00", "39, NOT_CONFIRMED, 0.98"})
    void oneDrainsFasterIfItsIntervalDoesNotReachOne(double rate, Verdict answer, String times) {
        List<TrialResult> trials = drains(rate);
        // The seventh has no counterpart, so it is no evidence.
        List<TrialResult> others = and(drains(40), new BareTrial(7).drained(40));
        List<TrialResult> both = new ArrayList<>(trials);
        both.addAll(others.subList(0, 6));

        assertThat(new SpeedEvidence("drain-100", trials).drainsFasterThan(others))
                .contains(new Evidence(
                        answer,
                        "drain-100",
                        String.format(
                                Locale.ROOT,
                                "drained %.0f against 40 events/s, %s times as many" + SIX,
                                rate,
                                times,
                                times,
                                times),
                        both));
    }

    private static List<TrialResult> checkpoints(long insideMs, long lastedMs) {
        return blocks(1, 6, trial -> trial.checkpoints(ms(1, insideMs, 99), ms(1, 10, 99), lastedMs));
    }

    @ParameterizedTest
    @CsvSource({"40, CONFIRMED, 0.98", "41, NOT_CONFIRMED, 1.00"})
    void workGoesOnIfEventsAreFasterThanInAStandstill(long insideMs, Verdict answer, String share) {
        List<TrialResult> trials = checkpoints(insideMs, 62);

        assertThat(new SpeedEvidence("keys-100", trials).goesOn())
                .contains(new Evidence(
                        answer,
                        "keys-100",
                        "p50 " + insideMs + ".0 ms during checkpoints, 10.0 ms between them; a standstill for a"
                                + " checkpoint's 62 ms would make it 41.0 ms; as a share of that"
                                + String.format(Locale.ROOT, SIX, share, share).substring(1),
                        trials));
    }

    @Test
    void shortCheckpointsLeaveItOpenWhetherWorkGoesOn() {
        List<TrialResult> trials = checkpoints(11, 8);

        assertThat(new SpeedEvidence("keys-100", trials).goesOn())
                .contains(new Evidence(
                        Verdict.CANNOT_TELL,
                        "keys-100",
                        "p50 11.0 ms during checkpoints, 10.0 ms between them; a standstill for a checkpoint's 8 ms"
                                + " would make it 14.0 ms, too little to be told from the usual latency",
                        trials));
    }

    @Test
    void onlyTrialsWithEventsDuringAndBetweenCheckpointsSayWhetherWorkGoesOn() {
        Optional<Evidence> evidence = new SpeedEvidence(
                        "keys-100",
                        and(
                                List.of(),
                                new BareTrial(1),
                                new BareTrial(2).checkpoints(ms(1, 22, 99), null, 62),
                                new BareTrial(3).checkpoints(null, ms(1, 10, 99), 62)))
                .goesOn();

        assertThat(evidence).isEmpty();
    }
}
