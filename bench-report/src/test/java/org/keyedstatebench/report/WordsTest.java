package org.keyedstatebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyedstatebench.compare.VariantSummary;

class WordsTest {

    @Test
    void whatIsSaidIsNoPlaceForMore() {
        assertThat(Words.of("curve.no-knee", "{1}$1\\", 12_345L, "a", "b"))
                .isEqualTo("{1}$1\\: no knee up to 12,345 events/s; p99 goes from a to b.");
    }

    @Test
    void aTextThatIsNotThereIsAMistake() {
        assertThatThrownBy(() -> Words.of("curve.nothing")).hasMessageContaining("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cost.rates", "cost.others", "cost.memory", "curve.conditions", "drain.rates"})
    void everyMetricOfATableIsOne(String key) {
        assertThat(new Columns<VariantSummary>().metrics(key, variant -> variant))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratios", "drain.ratios"})
    void everyMetricOfRatiosIsOne(String key) {
        assertThat(RatioSection.metrics(key)).isNotEmpty();
    }
}
