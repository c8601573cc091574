package org.keyedstatebench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.Schemas;

class SelfResultTest {

    private static final SelfResult RESULT = new SelfResult(
            SelfResult.SCHEMA_VERSION,
            "20260102T030405Z-self",
            new Environment("CPU", 2, 1L << 30, "Linux", "6", "JDK", 30, "embedded", Map.of("suite", "1"), null, null),
            SelfPlan.QUICK,
            112,
            List.of(new SelfResult.HotPath(1, 51.8664665, 0.016392)),
            List.of(new SelfResult.FullSpeed(1, "all", 577_033, 554_093.364732)),
            List.of(new SelfResult.Lateness(1, 91_583, 2_813_951, 8_617_983)),
            List.of());

    @Test
    void whatIsWrittenFitsTheSchemaAndNothingElseDoes() {
        String json = SelfResult.DOCUMENT.write(RESULT);

        assertThat(Schemas.violations(SelfResult.DOCUMENT, json)).isEmpty();
        assertThat(Schemas.violations(SelfResult.DOCUMENT, json.replace("\"p99Ns\"", "\"p98Ns\"")))
                .isNotEmpty();
        assertThat(Schemas.violations(SelfResult.DOCUMENT, json.replace("\"memoryBytes\"", "\"memory\"")))
                .as("the environment is that of a run")
                .isNotEmpty();
    }

    @Test
    void figuresHaveTheDigitsThatMeanSomething() {
        assertThat(SelfResult.DOCUMENT.write(RESULT))
                .contains("\"nsPerEvent\" : 51.8665")
                .contains("\"generatorRateHz\" : 577033")
                .contains("\"kafkaToolRateHz\" : 554093");
    }
}
