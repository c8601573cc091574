package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyedstatebench.gate.GateFixture.twelve;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.TrialStatus;

class GateResultJsonTest {

    @Test
    void whatIsWrittenIsRead() {
        GateResult result = full();

        GateResult read = GateResultJson.read(GateResultJson.write(result), "gate.json");

        // Ratios are written to six digits; what they come from is exact.
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("judgement.rows")
                .isEqualTo(result);
        assertThat(GateResultJson.write(read)).isEqualTo(GateResultJson.write(result));
    }

    @Test
    void theFileSpeaksTheWordsOfTheTables() {
        assertThat(GateResultJson.write(full()))
                .contains("\"schemaVersion\" : 1")
                .contains("\"verdict\" : \"regression\"")
                .contains("\"metric\" : \"p99.9\"")
                .contains("\"minimumChange\" : \"PT0.001S\"")
                .contains("\"coverage\" : 0.961426")
                .contains("\"execution.buffer-timeout.interval\" : \"100 ms\"")
                .contains("\"reason\" : \"something foreign took 0.4 cores\"");
    }

    @Test
    void anInvalidMeasurementCanBeStored() {
        GateResult result = GateFixture.result(
                GateRules.DEFAULT,
                List.of(GateFixture.pair(
                        1, GateFixture.failed(TrialStatus.FAILED, "the engine died"), GateFixture.valid(5))),
                List.of(),
                List.of(),
                List.of("the machine was never quiet"),
                "a",
                "b");

        assertThat(GateResultJson.read(GateResultJson.write(result), "gate.json"))
                .isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schemaVersion\" : 1 | \"schemaVersion\" : 2 | expected the result of a gate of schemaVersion 1, got 2",
                "\"schemaVersion\" : 1, | '' | expected the result of a gate, there is no schemaVersion",
                "\"seed\" : 42 | \"sead\" : 42 | \"sead\"",
                "\"seed\" : 42 | \"seed\" : null | (seed)",
                "\"pairs\" : 12 | \"pairs\" : 1 | expected at least 2 pairs, got 1",
                "\"command\" : | \"command\" : null, \"was\" : | command",
                "\"number\" : 2, | \"number\" : 1, | different numbers, in the first set",
                "\"verdict\" : \"regression\" | \"verdict\" : \"pass\" | the verdict is 'pass', but 'regression' is what"
                        + " follows from its pairs and rules",
                "\"threshold\" : 1.1 | \"threshold\" : 1.05 | ''",
                "\"passBelow\" : 1.25 | \"passBelow\" : 1.3 | ''",
            })
    void whatIsNoResultOfAGateIsRefusedWithTheReason(String part, String instead, String reason) {
        String text = GateResultJson.write(full());
        assertThat(text).contains(part);
        String changed = text.replaceFirst(java.util.regex.Pattern.quote(part), instead);

        if (reason.isEmpty()) {
            // Other rules that lead to the same verdict are no contradiction.
            assertThat(GateResultJson.read(changed, "gate.json").judgement().verdict())
                    .isEqualTo(GateVerdict.REGRESSION);
        } else {
            assertThatThrownBy(() -> GateResultJson.read(changed, "gate.json"))
                    .isInstanceOf(ResultException.class)
                    .hasMessageStartingWith("gate.json")
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void aVerdictOnAMetricThatThePairsDoNotBearOutIsRefused() {
        String text = GateResultJson.write(GateFixture.result(twelve(1), List.of()));
        int first = text.indexOf("\"verdict\" : \"pass\"", text.indexOf("\"rows\""));
        String changed = text.substring(0, first) + text.substring(first).replaceFirst("pass", "inconclusive");

        assertThatThrownBy(() -> GateResultJson.read(changed, "gate.json"))
                .hasMessageContaining("the verdict on p50 is 'inconclusive', but 'pass' is what follows");
    }

    @Test
    void aMetricWithoutARowIsRefused() {
        GateResult whole = full();
        Judgement judgement = whole.judgement();
        List<MetricRow> others = judgement.rows().subList(1, judgement.rows().size());
        String text = GateResultJson.write(new GateResult(
                whole.schemaVersion(),
                whole.id(),
                whole.startedAt(),
                whole.endedAt(),
                whole.command(),
                whole.seed(),
                whole.baseline(),
                whole.candidate(),
                whole.rules(),
                whole.environment(),
                whole.pairs(),
                whole.confirmation(),
                whole.discarded(),
                new Judgement(judgement.verdict(), judgement.sentence(), others, List.of(), List.of())));

        assertThatThrownBy(() -> GateResultJson.read(text, "gate.json"))
                .isInstanceOf(ResultException.class)
                .hasMessage("gate.json: expected the result of a gate, it has no row for p50");
    }

    @Test
    void whatIsNoJsonIsRefusedWithTheLine() {
        assertThatThrownBy(() -> GateResultJson.read("{\n\"schemaVersion\": 1,\n!", "gate.json"))
                .isInstanceOf(ResultException.class)
                .hasMessageStartingWith("gate.json:3: expected the result of a gate");
    }

    private static GateResult full() {
        return GateFixture.result(
                GateRules.DEFAULT,
                twelve(1.4),
                twelve(1.5),
                List.of(new DiscardedPair(false, twelve(1).get(2), "something foreign took 0.4 cores")),
                List.of(),
                "main (1a2b3c4)",
                "HEAD");
    }
}
