package org.keyedstatebench.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisturbanceTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 0, -",
                "0.10, 0.05, -",
                "0.101, 0, 'other processes took 10.1 % of all processors, more than 10 %'",
                "0, 0.051, 'the hypervisor took 5.1 % of all processors, more than 5 %'",
                "0.5, 0.5, 'other processes took 50.0 % of all processors, more than 10 %'",
                "-, 0.051, 'the hypervisor took 5.1 % of all processors, more than 5 %'",
                "-, 0.05, -",
                "0.2, -, 'other processes took 20.0 % of all processors, more than 10 %'",
                "-, -, -"
            })
    void onlyWhatIsAboveItsLimitDisturbs(Double foreign, Double stolen, String sentence) {
        assertThat(Disturbance.of(foreign, stolen).orElse(null)).isEqualTo(sentence);
    }

    @Test
    void aTrialIsJudgedByItsWindow() {
        assertThat(Disturbance.of(new ResourceUse(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, 0.2, 0.0)))
                .hasValue("other processes took 20.0 % of all processors, more than 10 %");
    }

    @Test
    void ofATrialThatCameToNoWindowNothingIsKnown() {
        assertThat(Disturbance.of(null)).isEmpty();
    }
}
