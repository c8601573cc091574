package org.keyedstatebench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyedstatebench.gate.GateFixture.twelve;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyedstatebench.result.ResultException;
import org.keyedstatebench.result.Schemas;
import org.keyedstatebench.result.TrialStatus;

class GateDocumentTest {

    @Test
    void whatIsWrittenIsRead() {
        GateResult result = full();

        GateResult read = GateResult.DOCUMENT.read(GateResult.DOCUMENT.write(result), "gate.json");

        // Ratios are written to six digits; what they come from is exact.
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("judgement.rows")
                .isEqualTo(result);
        assertThat(GateResult.DOCUMENT.write(read)).isEqualTo(GateResult.DOCUMENT.write(result));
    }

    @Test
    void whatIsWrittenFitsTheSchemaAndNothingElseDoes() {
        String text = GateResult.DOCUMENT.write(full());

        assertThat(Schemas.violations(GateResult.DOCUMENT, text)).isEmpty();
        assertThat(Schemas.violations(GateResult.DOCUMENT, text.replaceFirst("\"candidateFirst\"", "\"first\"")))
                .isNotEmpty();
        assertThat(Schemas.violations(GateResult.DOCUMENT, text.replaceFirst("\"latencyNs\"", "\"latency\"")))
                .as("a trial of it is one of a run")
                .isNotEmpty();
    }

    @Test
    void theFileSpeaksTheWordsOfTheTables() {
        assertThat(GateResult.DOCUMENT.write(full()))
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

        assertThat(GateResult.DOCUMENT.read(GateResult.DOCUMENT.write(result), "gate.json"))
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
            })
    void whatIsNoResultOfAGateIsRefusedWithTheReason(String part, String instead, String reason) {
        String text = GateResult.DOCUMENT.write(full());
        assertThat(text).contains(part);
        String changed = text.replaceFirst(java.util.regex.Pattern.quote(part), instead);

        assertThatThrownBy(() -> GateResult.DOCUMENT.read(changed, "gate.json"))
                .isInstanceOf(ResultException.class)
                .hasMessageStartingWith("gate.json")
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsNoJsonIsRefusedWithTheLine() {
        assertThatThrownBy(() -> GateResult.DOCUMENT.read("{\n\"schemaVersion\": 1,\n!", "gate.json"))
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
