package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyedstatebench.gate.GateFixture.pair;
import static org.keyedstatebench.gate.GateFixture.pairs;
import static org.keyedstatebench.gate.GateFixture.valid;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule exactly at its limits; what it says of whole gates is in {@link JudgementTest}. */
class MetricRowTest {

    private static GateVerdict verdict(List<Pair> pairs) {
        return MetricRow.of(GateRules.DEFAULT, GateMetric.P50, pairs, List.of()).verdict();
    }

    private static List<Pair> twelveOf(double baselineMs, double candidateMs) {
        return IntStream.rangeClosed(1, 12)
                .mapToObj(i -> pair(i, valid(baselineMs), valid(candidateMs)))
                .toList();
    }

    @Test
    void aChangeOfExactlyTheLeastThatMattersDoesNotMatter() {
        assertThat(verdict(twelveOf(2, 3))).isEqualTo(GateVerdict.PASS);
        assertThat(verdict(twelveOf(2, 3.000001))).isEqualTo(GateVerdict.SUSPECTED);
    }

    @Test
    void anIntervalThatBeginsAtOneIsNotAboveIt() {
        assertThat(verdict(pairs(1, 1, 1, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3)))
                .isEqualTo(GateVerdict.INCONCLUSIVE);
    }

    @Test
    void aPairInWhichOneSideIsZeroHasNoRatio() {
        assertThat(PairedFigures.of(GateMetric.P50, List.of(pair(1, valid(0), valid(5)), pair(2, valid(5), valid(0)))))
                .isEmpty();
    }
}
