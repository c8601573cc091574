package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyedstatebench.gate.GateFixture.failed;
import static org.keyedstatebench.gate.GateFixture.pair;
import static org.keyedstatebench.gate.GateFixture.pairs;
import static org.keyedstatebench.gate.GateFixture.valid;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/** Every verdict is told in one true sentence. */
class GateSentenceTest {

    private static final String SURE = " with 96.1 % confidence, worse in ";

    private static List<Pair> alike(TrialResult baseline, TrialResult candidate) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(i -> pair(i, baseline, candidate))
                .toList();
    }

    private static List<Pair> onlyP50(double times) {
        return alike(valid(10, 20, 40, 10_000), valid(10 * times, 20, 40, 10_000));
    }

    static Stream<Arguments> sentences() {
        List<Pair> same = alike(valid(10), valid(10));
        List<Pair> died = alike(valid(10), failed(TrialStatus.FAILED, "the engine died"));
        List<Pair> wild = pairs(0.5, 2, 0.5, 2, 0.5, 2, 0.5, 2, 0.5, 2, 0.5, 2);
        String equal = " 1.00 times as high (1.00 to 1.00" + SURE + "0 of 12 pairs)";
        return Stream.of(
                Arguments.of(
                        same,
                        List.of(),
                        List.of(),
                        "The candidate is not slower by as much as the rules would fail it for: p50" + equal + ", p90"
                                + equal
                                + ", p99" + equal + ", throughput 1.00 times as low (1.00 to 1.00" + SURE
                                + "0 of 12 pairs)."),
                Arguments.of(
                        onlyP50(0.5),
                        List.of(),
                        List.of(),
                        "The candidate is not slower; it looks better, in one set of pairs that no second has confirmed: p50"
                                + " 0.50 times as high (0.50 to 0.50" + SURE + "0 of 12 pairs)."),
                Arguments.of(
                        onlyP50(1.5),
                        List.of(),
                        List.of(),
                        "The candidate looks slower in the first set of pairs: p50 1.50 times as high (1.50 to 1.50"
                                + SURE + "12 of 12 pairs); only a second set can tell that from chance."),
                Arguments.of(
                        onlyP50(1.5),
                        onlyP50(1.6),
                        List.of(),
                        "The candidate is slower, in two sets of pairs independently: p50 1.60 times as high (1.60 to 1.60"
                                + SURE + "12 of 12 pairs)."),
                Arguments.of(
                        alike(valid(10, 20, 40, 10_000), valid(10, 20, 40, 5_000)),
                        List.of(),
                        List.of(),
                        "The candidate looks slower in the first set of pairs: throughput 2.00 times as low (2.00 to 2.00"
                                + SURE + "12 of 12 pairs); only a second set can tell that from chance."),
                Arguments.of(
                        wild.stream()
                                .map(pair -> pair(
                                        pair.number(),
                                        valid(10, 20, 40, 10_000),
                                        valid(pair.number() % 2 == 0 ? 20 : 5, 20, 40, 10_000)))
                                .toList(),
                        List.of(),
                        List.of(),
                        "No regression is shown, and none is ruled out: p50 1.00 times as high (0.50 to 2.00" + SURE
                                + "6 of 12 pairs); more pairs, longer trials or a quieter machine would tell."),
                Arguments.of(
                        List.of(),
                        List.of(),
                        List.of(),
                        "No regression is shown, and none is ruled out: p50 not measured, p90 not measured, p99 not measured,"
                                + " throughput not measured; more pairs, longer trials or a quieter machine would tell."),
                Arguments.of(
                        pairs(1.5),
                        List.of(),
                        List.of(),
                        "No regression is shown, and none is ruled out: p50 1.50 times as high, p90 1.50 times as high, p99"
                                + " 1.50 times as high, throughput 1.00 times as low; more pairs, longer trials or a quieter"
                                + " machine would tell."),
                Arguments.of(
                        same,
                        List.of(),
                        List.of("the machine was never quiet", "the disk was full"),
                        "Nothing can be said about the candidate: the machine was never quiet; the disk was full."),
                Arguments.of(
                        died.subList(0, 2),
                        List.of(),
                        List.of("the machine was never quiet"),
                        "Nothing can be said about the candidate: the machine was never quiet; the candidate has 2 failed"
                                + " trials; the first in pair 1: the engine died."),
                Arguments.of(
                        onlyP50(1.5),
                        died.subList(0, 2),
                        List.of(),
                        "The candidate has 2 failed trials, the baseline none; the first in pair 1 of the second set: the"
                                + " engine died."));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void aVerdictIsASentenceThatStandsAlone(List<Pair> first, List<Pair> second, List<String> faults, String sentence) {
        assertThat(Judgement.of(GateRules.DEFAULT, first, second, faults).sentence())
                .isEqualTo(sentence);
    }
}
