package org.keyedstatebench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.04/cpu-hour | 0.04/cpu-hour",
                "0.040/cpu-hour,0.005/gb-hour | 0.040/cpu-hour,0.005/gb-hour",
                "12/CPU-hour , 3/GB-hour | 12/cpu-hour,3/gb-hour",
            })
    void isReadAsPeopleTypeIt(String text, String shown) {
        assertThat(Price.parse(text)).hasToString(shown).isEqualTo(Price.parse(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.04",
                "-1/cpu-hour",
                "1e3/cpu-hour",
                "NaN/cpu-hour",
                "0,04/cpu-hour",
                "0.04/cpu-hour,",
                "0.005/gb-hour",
                "0.04/cpu-hour,0.005/gb-hour,1/disk-hour",
                "0.04/cpu-minute",
                "1234567/cpu-hour"
            })
    void whatIsNoneIsRefusedInOneSentence(String text) {
        assertThatThrownBy(() -> Price.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "price: expected one such as 0.04/cpu-hour or 0.04/cpu-hour,0.005/gb-hour, got '" + text + "'");
    }

    @Test
    void isPaidByTheSecondAndTheByte() {
        Price price = Price.parse("3.6/cpu-hour,0.36/gb-hour");
        assertThat(price.ofCpu(10)).isCloseTo(0.01, within(1e-12));
        assertThat(price.ofMemory(2L << 30, 10)).isCloseTo(0.002, within(1e-12));
        assertThat(Price.parse("3.6/cpu-hour").ofMemory(2L << 30, 10)).isZero();
    }
}
