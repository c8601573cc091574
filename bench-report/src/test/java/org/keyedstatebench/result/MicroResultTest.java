package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MicroResultTest {

    private static final MicroResult RESULT = new MicroResult(
            MicroResult.SCHEMA_VERSION,
            "20260102T030405Z-micro",
            Instant.parse("2026-01-02T03:04:05Z"),
            "./bench micro state",
            Results.run("20260102T030405Z-micro").environment(),
            List.of("-Xmx1g"),
            List.of(
                    new MicroResult.Figure("flink-counter", "A.b", Map.of("backend", "forst"), 1234.5, 6.5, 24.0, 2, 3),
                    new MicroResult.Figure("bench-harness", "A.c", Map.of(), 3.25, null, null, 1, 3)));

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(MicroResult.DOCUMENT.read(MicroResult.DOCUMENT.write(RESULT), "x"))
                .isEqualTo(RESULT);
    }

    @Test
    void whatIsWrittenFitsTheSchemaAndNothingElseDoes() {
        String json = MicroResult.DOCUMENT.write(RESULT);

        assertThat(Schemas.violations(MicroResult.DOCUMENT, json)).isEmpty();
        assertThat(Schemas.violations(MicroResult.DOCUMENT, json.replace("\"nsPerOp\"", "\"ns\"")))
                .isNotEmpty();
        assertThat(Schemas.violations(MicroResult.DOCUMENT, json.replace("\"jvmOptions\"", "\"options\"")))
                .isNotEmpty();
    }

    @Test
    void anotherSchemaVersionIsRefused() {
        String json = MicroResult.DOCUMENT.write(RESULT).replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 9");
        assertThatThrownBy(() -> MicroResult.DOCUMENT.read(json, "x/micro.json"))
                .isInstanceOf(ResultException.class)
                .hasMessageContaining("x/micro.json")
                .hasMessageContaining("got 9");
    }

    @Test
    void somethingElseIsRefused() {
        assertThatThrownBy(() -> MicroResult.DOCUMENT.read("{", "x")).isInstanceOf(ResultException.class);
    }
}
